import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, isSamePerson } from '../../journal/index.ts';
import { holdTheLaw } from './law-lock.ts';
import { refuseUnreasoned } from './reason.ts';
import { writeProposalDeed } from './settle-proposal.ts';
import { findOpenProposal } from './stored-proposals.ts';

export type Settled = { proposalId: string; status: 'rejected' | 'withdrawn' };

/** A second official says no, with a reason. */
export async function rejectProposal(
  trx: Transaction,
  act: Act,
  { proposalId, reason }: { proposalId: string; reason: string },
): Promise<Settled | Refusal> {
  const refusal = refuseUnreasoned(reason);
  if (refusal !== null) return refusal;
  await holdTheLaw(trx);
  const proposal = await findOpenProposal(trx, proposalId);
  if (isRefusal(proposal)) return proposal;
  if (isSamePerson(proposal.proposedBy, act.actor))
    return refuse('second-person', '提出人不能否决自己提出的目录版本：请撤回，或者由另一位有权确认的人否决。');
  await writeProposalDeed(trx, act, proposal, { kind: 'rejection', reason });
  return { proposalId, status: 'rejected' };
}
