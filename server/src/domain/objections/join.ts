import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { getAgency } from '../access/index.ts';
import { type Acting, ownAct, stepFrom, takeStep } from '../casework/index.ts';
import { answerReading } from './clocks.ts';
import type { Filed } from './filed.ts';
import { type ObjectionRow, takeObjection } from './objection.ts';
import { type About, OBJECTION, whyNotSuspended } from './rules.ts';
import { tellFiled } from './tell.ts';

/**
 * The agency is verifying the record already: the organisation's objection joins the case, which becomes its own too.
 * Undefined where the agency's answer came first: there is nothing to join any more.
 */
export async function joinOwnMotion(
  trx: Transaction,
  acting: Acting,
  open: ObjectionRow,
  { grounds, about, proof }: { grounds: string; about: About; proof: string | null },
): Promise<Filed | Refusal | undefined> {
  const { act } = acting;
  const held = await takeObjection(trx, { act, reach: { over: 'all' } }, open.caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(OBJECTION, held.state, 'joined') === undefined) return undefined;
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: 'joined',
    reason: grounds,
    content: { party: 'organisation', about, ...(proof === null ? {} : { proof }) },
  });
  if (isRefusal(taken)) return taken;
  await trx.query('update objection set joined_at = $3 where subject_id = $1 and case_id = $2', [
    held.subjectId,
    held.caseId,
    act.now,
  ]);
  const { dueOn } = await answerReading(trx, acting, held);
  await tellFiled(
    trx,
    { act: ownAct(act), catalogue: acting.catalogue },
    { ...held.objection, agency: held.agency },
    dueOn ?? '（期限中止）',
  );
  const { uscc, name } = await getAgency(trx, held.agency);
  const why = whyNotSuspended(held.objection);
  return {
    caseId: held.caseId,
    state: taken.state,
    agency: uscc,
    agencyName: name,
    suspended: held.objection.suspends,
    ...(why === undefined ? {} : { why }),
    dueOn,
  };
}
