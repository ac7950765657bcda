import { accountEnd } from './account-end.ts';
import { accountInvite } from './account-invite.ts';
import { agencyAdd } from './agency-add.ts';
import { apikeyCreate } from './apikey-create.ts';
import { apikeyRevoke } from './apikey-revoke.ts';
import { backup } from './backup.ts';
import { cancel } from './cancel.ts';
import { catalogueConfirm } from './catalogue-confirm.ts';
import { catalogueDocs } from './catalogue-docs.ts';
import { catalogueLint } from './catalogue-lint.ts';
import { catalogueProposal } from './catalogue-proposal.ts';
import { cataloguePropose } from './catalogue-propose.ts';
import { catalogueReject, catalogueWithdraw } from './catalogue-settle.ts';
import { catalogueTemplate } from './catalogue-template.ts';
import { check } from './check.ts';
import { demo } from './demo.ts';
import { importFile } from './import.ts';
import { journalDetach } from './journal-detach.ts';
import { missedChecks } from './missed-checks.ts';
import { numberGaps } from './number-gaps.ts';
import { personsRotateKeys } from './persons-rotate-keys.ts';
import { reconcile } from './reconcile.ts';
import { release } from './release.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { subject } from './subject.ts';
import type { Verb } from './verb.ts';
import { verify } from './verify.ts';
import { withdraw } from './withdraw.ts';
import { work } from './work.ts';

/** Every command, in the order the help shows them. A new one is a file in this folder and a line here. */
export const VERBS: readonly Verb[] = [
  serve,
  work,
  demo,
  importFile,
  cancel,
  release,
  reconcile,
  withdraw,
  check,
  subject,
  missedChecks,
  numberGaps,
  accountInvite,
  accountEnd,
  agencyAdd,
  apikeyCreate,
  apikeyRevoke,
  personsRotateKeys,
  catalogueLint,
  cataloguePropose,
  catalogueProposal,
  catalogueConfirm,
  catalogueReject,
  catalogueWithdraw,
  catalogueDocs,
  catalogueTemplate,
  backup,
  restore,
  verify,
  journalDetach,
];
