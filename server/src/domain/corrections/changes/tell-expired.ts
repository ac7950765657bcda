import { randomBytes } from 'node:crypto';
import { addDays, type CalendarDate, today } from '../../../kernel/dates.ts';
import { type Queryable, type Transaction, write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { journal } from '../../journal/index.ts';
import type { FeedOnly } from '../recalls/effects.ts';
import { recipientsOf } from '../recalls/recipients-of.ts';

/** Records found by one question, which reads all disclosures. */
const PAGE = 5_000;
/** Records told of in one transaction. */
const TOLD_AT_ONCE = 200;
/** How many days back a run looks, so that nights on which nothing ran are made up for. */
export const EXPIRED_LOOK_BACK_DAYS = 31;
const ID_BYTES = 10;

/** `at`: the first moment at which nobody may use the record any more, or at which it may be used again. */
type Turned = { subjectId: string; recordId: string; at: Date };

/**
 * Nightly: tells the registered systems of those who received a record that its own last day is over: the later of its
 * windows and of the grounds that rest on it. In their feed alone, once for each last day and recipient; an entry that ends
 * by its term is no error, so that nobody is sent a notice, owes an answer by a day, or is counted. What was renewed after
 * its last day (an entry confirmed again late, a longer term) is told in the same way to whoever was told that it was over.
 *
 * @returns how many entries were added.
 */
export async function tellExpired({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<number> {
  const day = today(clock());
  return (
    (await tellAll({ pool, clock }, 'expired', (after) => expired(pool, day, after))) +
    (await tellAll({ pool, clock }, 'renewed', (after) => renewed(pool, day, after)))
  );
}

async function tellAll(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  effect: FeedOnly,
  next: (after: readonly string[]) => Promise<Turned[]>,
): Promise<number> {
  let told = 0;
  for (let after = ['', '']; ; ) {
    const page = await next(after);
    for (let at = 0; at < page.length; at += TOLD_AT_ONCE) {
      const some = page.slice(at, at + TOLD_AT_ONCE);
      told += await write(pool, clock, (trx, now) => tell(trx, now, effect, some));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return told;
    after = [last.subjectId, last.recordId];
  }
}

async function tell(trx: Transaction, now: Date, effect: FeedOnly, records: readonly Turned[]): Promise<number> {
  let told = 0;
  for (const { subjectId, recordId, at } of records) {
    const informed = effect === 'renewed' ? await toldExpired(trx, { subjectId, recordId }) : null;
    for (const { recipient, ways, lastAt } of await recipientsOf(trx, { subjectId, recordId }, now)) {
      if (informed !== null && !informed.has(recipient)) continue;
      const { rowCount } = await trx.query(
        `insert into recall (subject_id, recall_id, record_id, effect, effect_at, recipient, ways, received_at, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint recall_once do nothing`,
        [subjectId, `l${randomBytes(ID_BYTES).toString('hex')}`, recordId, effect, at, recipient, ways, lastAt, now],
      );
      told += rowCount ?? 0;
    }
  }
  if (told > 0) {
    const act = { actor: 'gongxin', purpose: 'recall', now };
    await journal(trx, act, {
      event: 'changes.expiry-told',
      detail: { effect, records: records.length, entries: told },
    });
  }
  return told;
}

async function toldExpired(
  db: Queryable,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<Set<string>> {
  const { rows } = await db.query<{ recipient: string }>(
    `select distinct recipient from recall where subject_id = $1 and record_id = $2 and effect = 'expired'`,
    [subjectId, recordId],
  );
  return new Set(rows.map(({ recipient }) => recipient));
}

/** The last day on which anybody may use the record of window `w`; null where there is none yet. */
const LAST_DAY = `case when w.usable_until is null or (w.public_from is not null and w.public_until is null)
    or exists (select from measure_ground g where g.subject_id = w.subject_id and g.record_id = w.record_id
         and g.superseded_at is null and g.valid_until is null) then null
  else greatest(w.usable_until, w.public_until, (select max(g.valid_until) from measure_ground g
    where g.subject_id = w.subject_id and g.record_id = w.record_id and g.superseded_at is null)) end`;

/** Somebody received the record; who, `recipientsOf` says. */
const RECEIVED = `(exists (select from record_disclosure d where d.subject_id = w.subject_id and d.record_id = w.record_id)
  or exists (select from entry_response e where e.subject_id = w.subject_id and e.record_id = w.record_id)
  or exists (select from check_answer a where a.subject_id = w.subject_id
       and a.measures @> jsonb_build_array(jsonb_build_object('decision', jsonb_build_object('recordId', w.record_id))))
  or exists (select from record r join case_person p on p.subject_id = r.subject_id and p.case_id = r.case_id
       and p.held_as is not null where r.subject_id = w.subject_id and r.record_id = w.record_id))`;

/** Records whose last day was one of the last days, that somebody received and nobody was told of. */
async function expired(db: Queryable, day: CalendarDate, after: readonly string[]): Promise<Turned[]> {
  const { rows } = await db.query<Turned>(
    `select w.subject_id as "subjectId", w.record_id as "recordId", ended.at
       from record_window w
       cross join lateral (select (${LAST_DAY}) as day) last
       cross join lateral (select (last.day + 1)::timestamp at time zone 'Asia/Shanghai' as at) ended
      where w.superseded_at is null and (w.subject_id, w.record_id) > ($3, $4)
        and w.usable_until < $2 and last.day >= $1 and last.day < $2 and ${RECEIVED}
        and not exists (select from recall l where l.subject_id = w.subject_id and l.record_id = w.record_id
          and l.effect = 'expired' and l.effect_at = ended.at)
      order by w.subject_id, w.record_id limit ${PAGE}`,
    [addDays(day, -EXPIRED_LOOK_BACK_DAYS), day, after[0], after[1]],
  );
  return rows;
}

/** Records that were told to be over, and whose window of today was opened after that. */
async function renewed(db: Queryable, day: CalendarDate, after: readonly string[]): Promise<Turned[]> {
  const { rows } = await db.query<Turned>(
    `select w.subject_id as "subjectId", w.record_id as "recordId", w.recorded_at as at
       from record_window w
      where w.superseded_at is null and (w.subject_id, w.record_id) > ($2, $3)
        and w.usable_from <= $1 and (w.usable_until is null or w.usable_until >= $1)
        and (select max(l.effect_at) filter (where l.effect = 'expired') >= coalesce(max(l.effect_at)
              filter (where l.effect = 'renewed'), '-infinity') and max(l.effect_at) <= w.recorded_at
               from recall l where l.subject_id = w.subject_id and l.record_id = w.record_id
                and l.effect in ('expired', 'renewed'))
        and not exists (select from record_suspension s where s.subject_id = w.subject_id and s.record_id = w.record_id
          and s.superseded_at is null and s.hides)
      order by w.subject_id, w.record_id limit ${PAGE}`,
    [day, after[0], after[1]],
  );
  return rows;
}
