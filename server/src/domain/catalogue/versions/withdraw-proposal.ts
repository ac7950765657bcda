import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, isSamePerson } from '../../journal/index.ts';
import { holdTheLaw } from './law-lock.ts';
import { refuseUnreasoned } from './reason.ts';
import type { Settled } from './reject-proposal.ts';
import { writeProposalDeed } from './settle-proposal.ts';
import { findOpenProposal } from './stored-proposals.ts';

/** Who proposed takes it back, with a reason. */
export async function withdrawProposal(
  trx: Transaction,
  act: Act,
  { proposalId, reason }: { proposalId: string; reason: string },
): Promise<Settled | Refusal> {
  const refusal = refuseUnreasoned(reason);
  if (refusal !== null) return refusal;
  await holdTheLaw(trx);
  const proposal = await findOpenProposal(trx, proposalId);
  if (isRefusal(proposal)) return proposal;
  if (!isSamePerson(proposal.proposedBy, act.actor))
    return refuse('conflict', '只有提出人本人可以撤回提案；其他有权确认的人可以否决。');
  await writeProposalDeed(trx, act, proposal, { kind: 'withdrawal', reason });
  return { proposalId, status: 'withdrawn' };
}
