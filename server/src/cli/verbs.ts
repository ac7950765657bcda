import { agencyAdd } from './agency-add.ts';
import { apikeyCreate } from './apikey-create.ts';
import { apikeyRevoke } from './apikey-revoke.ts';
import { catalogueDocs } from './catalogue-docs.ts';
import { catalogueLint } from './catalogue-lint.ts';
import { catalogueTemplate } from './catalogue-template.ts';
import { check } from './check.ts';
import { demo } from './demo.ts';
import { importFile } from './import.ts';
import { personsRotateKeys } from './persons-rotate-keys.ts';
import { reconcile } from './reconcile.ts';
import { release } from './release.ts';
import { serve } from './serve.ts';
import { subject } from './subject.ts';
import type { Verb } from './verb.ts';
import { withdraw } from './withdraw.ts';
import { work } from './work.ts';

/** Every command, in the order the help shows them. A new one is a file in this folder and a line here. */
export const VERBS: readonly Verb[] = [
  serve,
  work,
  demo,
  importFile,
  release,
  reconcile,
  withdraw,
  check,
  subject,
  agencyAdd,
  apikeyCreate,
  apikeyRevoke,
  personsRotateKeys,
  catalogueLint,
  catalogueDocs,
  catalogueTemplate,
];
