import type { Transaction } from '../../../platform/db/write.ts';
import { type Act, type JournalEvent, journal } from '../../journal/index.ts';
import type { Proposal } from './stored-proposals.ts';

export type ProposalDeed = {
  kind: 'confirmation' | 'rejection' | 'withdrawal';
  dryRunDigest?: string;
  reason?: string;
};

const EVENTS = {
  confirmation: 'catalogue.confirmed',
  rejection: 'catalogue.rejected',
  withdrawal: 'catalogue.withdrawn',
} as const satisfies Record<ProposalDeed['kind'], JournalEvent>;

/** What became of a proposal, as a row and its journal row. The key of the table lets it happen once. */
export async function writeProposalDeed(
  trx: Transaction,
  act: Act,
  proposal: Proposal,
  { kind, dryRunDigest, reason }: ProposalDeed,
): Promise<void> {
  await trx.query(
    `insert into catalogue_proposal_deed (proposal_id, kind, proposed_by, follows, in_force_from, digest, dry_run_digest,
                                          reason, actor, agency, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      proposal.proposalId,
      kind,
      proposal.proposedBy,
      proposal.follows,
      proposal.inForceFrom,
      proposal.digest,
      dryRunDigest ?? null,
      reason?.trim() ?? null,
      act.actor,
      act.agency ?? null,
      act.now,
    ],
  );
  const { inForceFrom, digest: entriesDigest, proposedBy } = proposal;
  const confirmed = kind === 'confirmation' ? { version: proposal.follows + 1, dryRunDigest } : {};
  await journal(trx, act, {
    event: EVENTS[kind],
    target: proposal.proposalId,
    detail: { ...confirmed, inForceFrom, entriesDigest, proposedBy },
  });
}
