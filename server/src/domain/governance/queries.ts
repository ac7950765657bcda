import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { NumberRange } from './number-series.ts';

export const QUERY_KINDS = ['missed-check', 'number-gap'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** What an agency may answer, by kind of query. The table holds the same words. */
export const ANSWERS = {
  'missed-check': ['checked-elsewhere', 'not-required', 'omitted', 'reported-wrongly'],
  'number-gap': ['void', 'not-public', 'natural-person', 'will-report'],
} as const satisfies Record<QueryKind, readonly string[]>;
export type AnswerWord = (typeof ANSWERS)[QueryKind][number];

/** A query and its answer, as both sides read it. */
export type Query = {
  queryId: string;
  kind: QueryKind;
  agency: string;
  agencyName: string;
  category: string;
  subjectId: string | null;
  recordId: string | null;
  series: string | null;
  year: number | null;
  from: number | null;
  to: number | null;
  question: string | null;
  askedAt: Date;
  dueOn: CalendarDate;
  answer: AnswerWord | null;
  note: string | null;
  reportBy: CalendarDate | null;
  answeredAt: Date | null;
};

export const QUERY_STATES = ['open', 'overdue', 'answered'] as const;
export type QueryState = (typeof QUERY_STATES)[number];

/** An unanswered query is overdue from the day after its last day on. */
export function stateOf({ answer, dueOn }: Pick<Query, 'answer' | 'dueOn'>, today: CalendarDate): QueryState {
  if (answer !== null) return 'answered';
  return dueOn < today ? 'overdue' : 'open';
}

const QUERY = `
select q.query_id as "queryId", q.kind, q.agency, g.name as "agencyName", q.category, q.subject_id as "subjectId",
       q.record_id as "recordId", q.series, q.year, q.first_number as "from", q.last_number as "to", q.question,
       q.asked_at as "askedAt", q.due_on as "dueOn", a.answer, a.note, a.report_by as "reportBy",
       a.answered_at as "answeredAt"
  from governance_query q join agency g on g.uscc = q.agency left join governance_answer a using (query_id)`;

export async function findQuery(db: Queryable, queryId: string): Promise<Query | undefined> {
  const { rows } = await db.query<Query>(`${QUERY} where q.query_id = $1`, [queryId]);
  return rows[0];
}

export type QueriesAsked = {
  /** null: of all agencies. */
  agencies: readonly string[] | null;
  state?: QueryState | undefined;
  today: CalendarDate;
  limit: number;
  after?: { at: Date; queryId: string } | undefined;
};

/** The latest first. */
export async function listQueries(db: Queryable, asked: QueriesAsked): Promise<Query[]> {
  const { agencies, state, today, limit, after } = asked;
  const { rows } = await db.query<Query>(
    `${QUERY}
      where ($1::text[] is null or q.agency = any($1))
        and case $2::text when 'answered' then a.answer is not null
                          when 'open' then a.answer is null and q.due_on >= $3::date
                          when 'overdue' then a.answer is null and q.due_on < $3::date else true end
        and ($4::timestamptz is null or (q.asked_at, q.query_id) < ($4, $5::text collate "C"))
      order by q.asked_at desc, q.query_id desc limit $6`,
    [agencies, state ?? null, today, after?.at ?? null, after?.queryId ?? null, limit],
  );
  return rows;
}

/** The queries about these records, by record. */
export async function queriesOfRecords(db: Queryable, recordIds: readonly string[]): Promise<Map<string, Query>> {
  if (recordIds.length === 0) return new Map();
  const { rows } = await db.query<Query>(`${QUERY} where q.record_id = any($1)`, [recordIds]);
  return new Map(rows.map((row) => [row.recordId ?? '', row]));
}

/** A query about numbers, by what it asked about. */
export type NumberQuery = Query & { series: string } & NumberRange;

/** The queries about an agency's numbers of a year, the earliest first. */
export async function queriesOfNumbers(db: Queryable, agency: string, year: number): Promise<NumberQuery[]> {
  const { rows } = await db.query<NumberQuery>(
    `${QUERY} where q.kind = 'number-gap' and q.agency = $1 and q.year = $2 order by q.asked_at, q.query_id`,
    [agency, year],
  );
  return rows;
}

/**
 * The last of the line of queries that begins with this one. Several may be about parts of what the first was about, and each
 * follows the one before: of two officials who ask at once, one finds the place taken.
 */
export async function lastAfter(db: Queryable, queryId: string): Promise<string> {
  const { rows } = await db.query<{ queryId: string }>(
    `with recursive line (query_id, nth) as (
       select $1::text collate "C", 0
        union all
       select q.query_id, nth + 1 from line join governance_query q on q.follows = line.query_id)
     select query_id as "queryId" from line order by nth desc limit 1`,
    [queryId],
  );
  return rows[0]?.queryId ?? queryId;
}

/** Whether the answer keeps its numbers from being suspected on a day: a promise to report does until its last day. */
export function settles({ answer, reportBy }: Pick<Query, 'answer' | 'reportBy'>, today: CalendarDate): boolean {
  return answer !== null && (reportBy === null || today <= reportBy);
}
