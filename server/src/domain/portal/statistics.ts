import type pg from 'pg';
import { addDays, addMonths, type CalendarDate, today } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { published } from './published.ts';
import { remembered } from './remembered.ts';

/** Pages that go by day reach back this far; what was decided earlier is found on the organisation's page. */
export const MONTHS_BACK = 12;
export const DAYS_OF_A_WEEK = 7;

/** Records shown today, by category, deciding authority and month of the decision. */
export type Tally = {
  category: string;
  authority: string;
  authorityName: string;
  month: string;
  records: number;
  late: number;
  lastDecidedOn: CalendarDate;
};

export type Asking = { pool: pg.Pool; catalogue: Catalogue; now: Date };

export function reachesBackTo(now: Date): CalendarDate {
  return addMonths(today(now), -MONTHS_BACK);
}

/**
 * One pass over `record_published` answers every figure of the portal. Whether a decision was late is said by its first
 * version: a correction that comes later does not make a punctual one late.
 */
export function tallies({ pool, catalogue, now }: Asking): Promise<Tally[]> {
  return remembered(pool, `tallies ${catalogue.version} ${today(now)}`, async () => {
    const { from, where, values } = published(catalogue, now);
    const { rows } = await pool.query<Tally>(
      `select t.category, t.authority, coalesce(a.name, t.name, t.authority) as "authorityName", t.month,
              sum(t.records)::int as records, sum(t.late)::int as late, max(t.last) as "lastDecidedOn"
         from (select r.category, r.authority, to_char(r.decided_on, 'YYYY-MM') as month, max(r.authority_name) as name,
                      count(*) as records, max(r.decided_on) as last,
                      count(*) filter (where case when r.version = 1 then r.late else
                        (select f.late from record f where f.subject_id = r.subject_id and f.record_id = r.record_id
                            and f.version = 1) end) as late
                 from ${from}
                where ${where} and r.decided_on between $3::date and $2::date
                group by 1, 2, 3) t
         left join agency a on a.uscc = t.authority
        group by 1, 2, 3, 4 order by 1, 2, 4`,
      [...values, reachesBackTo(now)],
    );
    return rows;
  });
}

/** Organisations in the register, by kind. */
export function subjectsByKind({ pool, now }: Asking): Promise<{ kind: string; subjects: number }[]> {
  return remembered(pool, `kinds ${today(now)}`, async () => {
    const { rows } = await pool.query<{ kind: string; subjects: number }>(
      `select kind, count(*)::int as subjects from subject
        where standing = 'registered' and not starts_with(subject_id, 'P-') group by kind order by 2 desc, 1`,
    );
    return rows;
  });
}

/** First publications of the last seven days and what ended in them, by category; what ended is counted and not named. */
export function weekly(asking: Asking): Promise<{ category: string; published: number; ended: number }[]> {
  const { pool, catalogue, now } = asking;
  return remembered(pool, `week ${catalogue.version} ${today(now)}`, async () => {
    const { joins, where, values } = published(catalogue, now);
    const since = weekStart(now);
    const opened = await pool.query<{ category: string; records: number }>(
      `with first as materialized (select subject_id, record_id, window_no from record_window
           where recorded_at >= $3::date::timestamp at time zone 'Asia/Shanghai' and public_from is not null)
       select r.category, count(*)::int as records from first
         join record r on r.subject_id = first.subject_id and r.record_id = first.record_id ${joins}
        where not exists (select from record_window before where before.subject_id = first.subject_id
            and before.record_id = first.record_id and before.window_no < first.window_no and before.public_from is not null)
          and ${where} group by 1`,
      [...values, since],
    );
    const ended = await pool.query<{ category: string; records: number }>(
      `select category, count(*)::int as records from (
         select r.category, r.subject_id, r.record_id from record_window w
           join record r on r.subject_id = w.subject_id and r.record_id = w.record_id and r.version = w.version
          where w.superseded_at is null and w.public_until >= $2::date and w.public_until < $3::date
         union
         select r.category, d.subject_id, d.record_id from record_deed d
           join record r on r.subject_id = d.subject_id and r.record_id = d.record_id and r.superseded_at is null
          where d.recorded_at >= $2::date::timestamp at time zone 'Asia/Shanghai'
            and d.kind in ('withdrawal', 'correction', 'repair', 'closure')) ended
        where category = any($1::text[]) group by 1`,
      [values[0], since, today(now)],
    );
    const codes = new Set([...opened.rows, ...ended.rows].map(({ category }) => category));
    const of = (rows: { category: string; records: number }[], code: string) =>
      rows.find(({ category }) => category === code)?.records ?? 0;
    return [...codes].map((category) => ({
      category,
      published: of(opened.rows, category),
      ended: of(ended.rows, category),
    }));
  });
}

export function weekStart(now: Date): CalendarDate {
  return addDays(today(now), 1 - DAYS_OF_A_WEEK);
}
