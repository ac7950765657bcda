import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../casework/index.ts';
import { type HeldHonour, takeHonour } from './candidacy.ts';
import { refuseNoGrantor } from './grantor.ts';
import { HONOUR } from './rules.ts';
import { refuseBlocked, refuseOtherwise, type Standing, standingOf } from './standing.ts';

/** `digest`: of the fresh look at the candidate; `onFindings`: why what was found does not stand in the way. */
export type Proposal = { digest: string; reason: string; onFindings?: string | undefined };

/** Puts an honour to the second official, with a look at the candidate taken on this day. */
export async function proposeHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { digest, reason, onFindings }: Proposal,
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const mayNot = await refuseNoGrantor(trx, acting.act.agency, today(acting.act.now));
  if (mayNot !== null) return mayNot;
  const standing = await standingToday(trx, acting, held, digest);
  if (isRefusal(standing)) return standing;
  const found = standing.findings.length > 0 || standing.openListings.length > 0;
  if (found && (onFindings ?? '').trim() === '') {
    return refuse('invalid-request', '核查发现不良信息或者正在办理的列入程序，请写明仍拟授予的理由。', {
      field: 'onFindings',
    });
  }
  return takeStep(trx, acting.act, HONOUR, held, {
    deed: 'proposed',
    reason,
    content: { standing, onFindings: onFindings === undefined ? null : maskEveryIdentifierIn(onFindings) },
  });
}

/** Confirms what the second official has seen; where it has changed meanwhile a fresh look is asked for. */
export async function confirmHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { digest }: { digest: string },
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const standing = await standingToday(trx, acting, held, digest);
  if (isRefusal(standing)) return standing;
  return takeStep(trx, acting.act, HONOUR, held, { deed: 'confirmed', content: { standing } });
}

/** The second official sends a proposal back, with the reason. */
export async function returnHonour(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, HONOUR, held, { deed: 'returned', reason });
}

/** What speaks against the candidate today, where it is what was seen and nothing of it stands in the way. */
export async function standingToday(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subjectId }: HeldHonour,
  seen: string,
): Promise<Standing | Refusal> {
  const standing = await standingOf(trx, catalogue, subjectId, today(act.now));
  return refuseBlocked(standing) ?? (standing.digest === seen ? standing : refuseOtherwise(standing));
}
