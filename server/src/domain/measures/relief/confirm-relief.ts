import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, isSamePerson, journal } from '../../journal/index.ts';
import { takeRelief } from './relief.ts';

/** A second person confirms a relief; from this moment it is told with the measure, within its days. */
export async function confirmRelief(
  trx: Transaction,
  act: Act,
  reach: Reach,
  reliefId: string,
): Promise<{ reliefId: string; confirmedAt: Date } | Refusal> {
  const relief = await takeRelief(trx, { reach, day: today(act.now) }, reliefId);
  if (isRefusal(relief)) return relief;
  if (relief.endedAt !== null) return refuse('already-done', '该项准予已经终止，不能再确认。');
  if (relief.confirmedAt !== null) return refuse('already-done', '该项准予已经确认。');
  if (relief.until < today(act.now)) return refuse('conflict', '该项准予的期限已过，请按新的文书重新提出。');
  if (isSamePerson(relief.proposedBy, act.actor)) {
    return refuse('second-person', '提出准予的人不得自己确认，请由另一人确认。');
  }
  await trx.query(
    'update measure_relief set confirmed_by = $3, confirmed_at = $4 where subject_id = $1 and relief_id = $2',
    [relief.subjectId, reliefId, act.actor, act.now],
  );
  await journal(trx, act, {
    event: 'relief.confirmed',
    subjectId: relief.subjectId,
    target: reliefId,
    detail: { recordId: relief.recordId, matter: relief.matter, until: relief.until },
  });
  return { reliefId, confirmedAt: act.now };
}
