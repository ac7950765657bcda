import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, isSamePerson } from '../../journal/index.ts';
import { readProposedEntries } from '../stored.ts';
import { dryRunDigest, dryRunOf, type TellEffects } from './dry-run.ts';
import { holdLists } from './hold-lists.ts';
import { holdTheLaw } from './law-lock.ts';
import { refuseTooSoon } from './may-take-force.ts';
import { readOffered } from './offered-entries.ts';
import { writeProposalDeed } from './settle-proposal.ts';
import { findOpenProposal, keepDryRun, type Proposal } from './stored-proposals.ts';
import { latestVersion } from './stored-versions.ts';

/** `digest` is that of the difference the official has seen. */
export type Confirmation = { proposalId: string; digest: string };
export type Confirmed = { proposalId: string; version: number; inForceFrom: CalendarDate };

/**
 * A second official puts a proposed version in force from its day on. The official confirms exactly the difference seen:
 * it is told anew here, and where it is another (records came since) a fresh look is asked for.
 */
export async function confirmVersion(
  trx: Transaction,
  act: Act,
  { proposalId, digest }: Confirmation,
  tellEffects: TellEffects,
): Promise<Confirmed | Refusal> {
  await holdTheLaw(trx);
  const proposal = await findOpenProposal(trx, proposalId);
  if (isRefusal(proposal)) return proposal;
  const { inForceFrom, follows } = proposal;
  const refusal = refuseSamePerson(proposal, act) ?? refuseTooSoon(inForceFrom, today(act.now));
  if (refusal !== null) return refusal;
  if ((await latestVersion(trx)) !== follows) return refuseOvertaken(follows);
  // Once more: the program may have learnt a rule since the proposal.
  const entries = readOffered(await readProposedEntries(trx, proposalId), inForceFrom);
  if (isRefusal(entries)) return entries;
  const dryRun = await dryRunOf(trx, { entries, inForceFrom }, tellEffects);
  if (isRefusal(dryRun)) return dryRun;
  const seenNow = dryRunDigest(dryRun);
  if (seenNow !== digest) return refuseUnseen(seenNow);
  await keepDryRun(trx, proposalId, { digest, dryRun, madeAt: act.now });
  await writeProposalDeed(trx, act, proposal, { kind: 'confirmation', dryRunDigest: digest });
  const version = follows + 1;
  await trx.query(
    `insert into catalogue_version (version, in_force_from, loaded_at, loaded_by, digest, proposal_id, deed, follows)
     values ($1, $2, $3, $4, $5, $6, 'confirmation', $7)`,
    [version, inForceFrom, act.now, act.actor, proposal.digest, proposalId, follows],
  );
  await holdLists(trx, version);
  return { proposalId, version, inForceFrom };
}

function refuseSamePerson({ proposedBy }: Proposal, { actor }: Act): Refusal | null {
  if (!isSamePerson(proposedBy, actor)) return null;
  return refuse('second-person', '提出人不能确认自己提出的目录版本：请由另一位有权确认的人确认，本人可以撤回。');
}

function refuseOvertaken(follows: number): Refusal {
  return refuse(
    'conflict',
    `该提案是在第 ${follows} 版的基础上提出的，此后已有新版本确认；请撤回或否决，并在最新版本的基础上重新提出。`,
  );
}

function refuseUnseen(digest: string): Refusal {
  return refuse('conflict', '新版本带来的变化与所看到的不同（其间有新的记录或版本），请重新查看后按新的摘要确认。', {
    digest,
  });
}
