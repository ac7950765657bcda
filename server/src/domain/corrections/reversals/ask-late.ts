import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import type { AppliedAnswer } from '../../checks/index.ts';
import { WRONG, type WrongEffect } from '../recalls/effects.ts';
import type { LawOn } from '../recalls/make-recalls.ts';
import { askReversals } from './ask-reversals.ts';

type Fallen = { recordId: string; effect: WrongEffect; at: Date; before: Date };

/** What the answer relied on and was recalled since as wrong. */
const FALLEN = `
select r.record_id as "recordId", r.effect, r.effect_at as at, min(r.recorded_at) as before
  from check_answer a
 cross join jsonb_array_elements(a.measures) m
  join recall r on r.subject_id = a.subject_id and r.record_id = m -> 'decision' ->> 'recordId' and r.effect = any($4)
 where a.subject_id = $1 and a.check_id = $2 and a.position = $3 and a.answered_at <= r.recorded_at
 group by 1, 2, 3 order by 1, 3`;

/** A desk reported only now what it did on an answer whose record fell meanwhile: it is asked like the others. */
export async function askLate(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  lawOn: LawOn,
  { subjectId, checkId, position }: AppliedAnswer,
): Promise<void> {
  const catalogue = await lawOn(pool, today(clock()));
  await write(pool, clock, async (trx, now) => {
    const { rows } = await trx.query<Fallen>(FALLEN, [subjectId, checkId, position, WRONG]);
    for (const { at, ...fallen } of rows) {
      const told = { subjectId, ...fallen, at: at.toISOString() };
      await askReversals(trx, { actor: 'gongxin', purpose: 'recall', now }, catalogue, told);
    }
  });
}
