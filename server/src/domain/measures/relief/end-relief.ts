import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, journal } from '../../journal/index.ts';
import { RELIEF_CHARACTERS, takeRelief } from './relief.ts';

/** Ends a relief before its day, or takes a proposal back: from the next check on the measure bites again. */
export async function endRelief(
  trx: Transaction,
  act: Act,
  reach: Reach,
  { reliefId, reason }: { reliefId: string; reason: string },
): Promise<{ reliefId: string; endedAt: Date } | Refusal> {
  const why = maskEveryIdentifierIn(reason.trim());
  if (why === '' || [...why].length > RELIEF_CHARACTERS.reason) {
    return refuse('invalid-request', `请写明终止的理由，不超过 ${RELIEF_CHARACTERS.reason} 个字符。`, {
      field: 'reason',
    });
  }
  const relief = await takeRelief(trx, { reach, day: today(act.now) }, reliefId);
  if (isRefusal(relief)) return relief;
  if (relief.endedAt !== null) return refuse('already-done', '该项准予已经终止。');
  await trx.query(
    'update measure_relief set ended_by = $3, ended_at = $4, reason = $5 where subject_id = $1 and relief_id = $2',
    [relief.subjectId, reliefId, act.actor, act.now, why],
  );
  await journal(trx, act, {
    event: 'relief.ended',
    subjectId: relief.subjectId,
    target: reliefId,
    detail: { recordId: relief.recordId, matter: relief.matter },
  });
  return { reliefId, endedAt: act.now };
}
