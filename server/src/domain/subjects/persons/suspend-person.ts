import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';

/** A decision that names a person, by its record. */
export type NamingDecision = { subjectId: string; organisation: string; recordId: string };

/** The decision that names this person under this record, while it holds the person; undefined where there is none. */
export async function namingDecision(
  db: Queryable,
  subjectId: string,
  recordId: string,
  day: CalendarDate,
): Promise<{ organisation: string } | undefined> {
  const { rows } = await db.query<{ organisation: string }>(
    `select organisation from person_ground
      where subject_id = $1 and record_id = $2 and from_day <= $3 and until_day >= $3 and released_at is null limit 1`,
    [subjectId, recordId, day],
  );
  return rows[0];
}

/** While the person's objection is verified the decision binds the person to nothing; the organisation's part stays. */
export async function suspendPerson(trx: Transaction, act: Act, named: NamingDecision): Promise<void> {
  await change(trx, act, named, 'person.suspended', act.now);
}

/** The objection is answered: the decision binds the person again, if it still holds the person at all. */
export async function resumePerson(trx: Transaction, act: Act, named: NamingDecision): Promise<void> {
  await change(trx, act, named, 'person.resumed', null);
}

async function change(
  trx: Transaction,
  act: Act,
  { subjectId, organisation, recordId }: NamingDecision,
  event: 'person.suspended' | 'person.resumed',
  at: Date | null,
): Promise<void> {
  const { rowCount } = await trx.query(
    `update person_ground set suspended_at = $4, suspended_by = $5
      where subject_id = $1 and organisation = $2 and record_id = $3 and released_at is null
        and (suspended_at is null) = ($4::timestamptz is not null)`,
    [subjectId, organisation, recordId, at, at === null ? null : act.actor],
  );
  if (rowCount !== 0) await journal(trx, act, { event, subjectId, target: recordId, detail: { organisation } });
}
