import { randomBytes } from 'node:crypto';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Entry } from '../read-folder.ts';
import { type DryRun, dryRunDigest, dryRunOf, type TellEffects } from './dry-run.ts';
import { holdTheLaw } from './law-lock.ts';
import { refuseTooSoon } from './may-take-force.ts';
import { type OfferedEntry, readOffered } from './offered-entries.ts';
import { refuseUnreasoned } from './reason.ts';
import { keepDryRun } from './stored-proposals.ts';
import { latestVersion } from './stored-versions.ts';

/** A whole catalogue, not a change to one: what is left out is no longer law. */
export type NewProposal = { entries: readonly OfferedEntry[]; inForceFrom: CalendarDate; reason: string };
/** `digest` is what a second official confirms: of the difference, not of the entries. */
export type Proposed = { proposalId: string; follows: number; digest: string; dryRun: DryRun };

/** An official proposes the next version of the catalogue. Nothing takes force by it: a second official confirms it. */
export async function proposeVersion(
  trx: Transaction,
  act: Act,
  { entries: offered, inForceFrom, reason }: NewProposal,
  tellEffects: TellEffects,
): Promise<Proposed | Refusal> {
  const refusal = refuseUnreasoned(reason) ?? refuseTooSoon(inForceFrom, today(act.now));
  if (refusal !== null) return refusal;
  const entries = readOffered(offered, inForceFrom);
  if (isRefusal(entries)) return entries;
  await holdTheLaw(trx);
  const follows = await latestVersion(trx);
  const dryRun = await dryRunOf(trx, { entries, inForceFrom }, tellEffects);
  if (isRefusal(dryRun)) return dryRun;
  if (dryRun.differences.length === 0)
    return refuse('conflict', `提出的目录与第 ${dryRun.against} 版没有差别，无须提出新版本。`);
  const proposalId = newProposalId(act.now);
  const digest = dryRunDigest(dryRun);
  await insertProposal(trx, act, { proposalId, follows, inForceFrom, reason: reason.trim(), dryRun }, entries);
  await keepDryRun(trx, proposalId, { digest, dryRun, madeAt: act.now });
  await journal(trx, act, {
    event: 'catalogue.proposed',
    target: proposalId,
    detail: {
      follows,
      inForceFrom,
      entries: entries.length,
      entriesDigest: dryRun.entriesDigest,
      dryRunDigest: digest,
    },
  });
  return { proposalId, follows, digest, dryRun };
}

type NewRow = { proposalId: string; follows: number; inForceFrom: CalendarDate; reason: string; dryRun: DryRun };

async function insertProposal(trx: Transaction, act: Act, row: NewRow, entries: readonly Entry[]): Promise<void> {
  await trx.query(
    `insert into catalogue_proposal (proposal_id, follows, in_force_from, reason, digest, entries, proposed_by, agency, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.proposalId,
      row.follows,
      row.inForceFrom,
      row.reason,
      row.dryRun.entriesDigest,
      entries.length,
      act.actor,
      act.agency ?? null,
      act.now,
    ],
  );
  await trx.query(
    `insert into catalogue_proposal_entry (proposal_id, entry_no, entries, kind, code, body)
     select $1, e.entry_no, $2, e.kind, e.code, e.body
       from json_to_recordset($3) as e(entry_no int, kind text, code text, body jsonb)`,
    [
      row.proposalId,
      entries.length,
      JSON.stringify(entries.map(({ kind, code, body }, nth) => ({ entry_no: nth + 1, kind, code, body }))),
    ],
  );
}

/** Sortable by time, unguessable. */
function newProposalId(now: Date): string {
  return `p${now.getTime().toString(36)}${randomBytes(8).toString('hex')}`;
}
