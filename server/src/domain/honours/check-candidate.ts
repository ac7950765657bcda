import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeStep } from '../casework/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { rememberDisclosures } from '../records/index.ts';
import { takeHonour } from './candidacy.ts';
import { HONOUR } from './rules.ts';
import { type Standing, standingOf } from './standing.ts';

/** Looks at what speaks against the candidate today and keeps the result in the deed, whichever way it comes out. */
export async function checkCandidate(
  trx: Transaction,
  acting: Acting,
  caseId: string,
): Promise<(StepTaken & { standing: Standing }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const standing = await standingOf(trx, catalogue, held.subjectId, today(act.now));
  await rememberStanding(trx, act, held.subjectId, standing);
  const deed = standing.blocked ? 'blocked' : 'checked';
  const taken = await takeStep(trx, act, HONOUR, held, { deed, content: { standing } });
  return isRefusal(taken) ? taken : { ...taken, standing };
}

/** The same look without a deed: what a proposal and its confirmation have to name by its digest. */
export async function lookAtStanding(
  trx: Transaction,
  acting: Acting,
  caseId: string,
): Promise<{ standing: Standing } | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const standing = await standingOf(trx, catalogue, held.subjectId, today(act.now));
  await rememberStanding(trx, act, held.subjectId, standing);
  await journal(trx, act, {
    event: 'honour.looked-at',
    subjectId: held.subjectId,
    target: caseId,
    detail: { digest: standing.digest },
  });
  return { standing };
}

/** The agency was told of each record that speaks against the candidate, and is told when one of them ends. */
function rememberStanding(trx: Transaction, act: Act, subjectId: string, { findings }: Standing): Promise<void> {
  const disclosed = findings.map(({ recordId }) => ({ subjectId, recordId }));
  return rememberDisclosures(trx, { agency: act.agency, way: 'finding', now: act.now }, disclosed);
}
