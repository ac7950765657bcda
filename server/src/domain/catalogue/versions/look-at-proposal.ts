import type pg from 'pg';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { readProposedEntries } from '../stored.ts';
import { type DryRun, dryRunDigest, dryRunOf, type TellEffects } from './dry-run.ts';
import { findProposal, lastDryRun, type Proposal } from './stored-proposals.ts';

/**
 * `digest` of `dryRun` is what a confirmation names. Of an open proposal both are told as things stand now, `differs` says
 * whether that is another difference than was seen when it was proposed; of a settled one they are what was settled.
 */
export type ProposalSeen = { proposal: Proposal; digest: string; dryRun: DryRun; differs: boolean };

export async function lookAtProposal(
  db: pg.Pool,
  proposalId: string,
  tellEffects: TellEffects,
): Promise<ProposalSeen | Refusal> {
  const proposal = await findProposal(db, proposalId);
  if (isRefusal(proposal)) return proposal;
  const kept = await lastDryRun(db, proposalId);
  if (kept === undefined) throw new Error(`proposal ${proposalId} was made with its dry run`);
  if (proposal.status !== 'open') return { proposal, ...seen(kept), differs: false };
  const { inForceFrom } = proposal;
  const dryRun = await dryRunOf(db, { entries: await readProposedEntries(db, proposalId), inForceFrom }, tellEffects);
  if (isRefusal(dryRun)) return dryRun;
  const digest = dryRunDigest(dryRun);
  return { proposal, digest, dryRun, differs: digest !== kept.digest };
}

const seen = ({ digest, dryRun }: { digest: string; dryRun: DryRun }) => ({ digest, dryRun });
