import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { erasePerson } from './erase-person.ts';
import { changePersonsAlone } from './one-at-a-time.ts';

/** Persons erased in one transaction; the rest follows in the next. */
const PERSONS_AT_ONCE = 100;

/** Erases whoever no ground holds any more. Reads left them out since the day after the last one ended. */
export async function forgetPersons({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const erased = await write(pool, clock, async (trx, now) => {
      await changePersonsAlone(trx);
      const { rows } = await trx.query<{ subjectId: string }>(
        `select i.subject_id as "subjectId" from person_identity i
          where not exists (select from person_ground g where g.subject_id = i.subject_id and g.until_day >= $1
            and g.released_at is null)
          order by i.subject_id limit ${PERSONS_AT_ONCE}`,
        [today(now)],
      );
      const act = { actor: 'gongxin', purpose: 'retention', now };
      const done = [];
      for (const { subjectId } of rows) done.push(await erasePerson(trx, act, { subjectId, reason: 'term-over' }));
      return done.filter((one) => !isRefusal(one)).length;
    });
    forgotten += erased;
    if (erased < PERSONS_AT_ONCE) return forgotten;
  }
}
