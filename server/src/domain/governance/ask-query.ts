import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { workingDayAfter } from '../../kernel/working-days.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import type { System } from '../../system.ts';
import { agenciesWithin, findAgency, withinReach } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { noSuchAgency } from './authorities-within.ts';
import { lawOfDays } from './law-of-days.ts';
import { findMissedCheck } from './missed-checks.ts';
import { newQueryId } from './new-query-id.ts';
import { gapsOfAgency } from './number-gaps.ts';
import { overlap } from './number-series.ts';
import { findQuery, lastAfter, type Query, queriesOfNumbers } from './queries.ts';

export const QUESTION_CHARACTERS = 500;

/** What is asked about: a decision of the missed checks, or numbers within one gap. */
export type Asking = { question?: string | undefined } & (
  | { kind: 'missed-check'; recordId: string }
  | { kind: 'number-gap'; agency: string; category: string; series: string; year: number; from: number; to: number }
);

type Office = { catalogue: Catalogue; today: CalendarDate; reach: Reach };

/** What the row of a query says of its finding. */
type Found = {
  agency: string;
  category: string;
  subjectId: string | null;
  recordId: string | null;
  series: string | null;
  year: number | null;
  from: number | null;
  to: number | null;
  follows: string | null;
};

/**
 * The office asks an agency about one finding, once; it answers within the catalogue's working days. Only what is a
 * finding at this moment can be asked about.
 */
export async function askQuery(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  actAt: (now: Date) => Act,
  office: Office,
  asking: Asking,
): Promise<Query | Refusal> {
  // read before the write begins: it may take a while, and an open write keeps others from being told what is known
  const found = await (asking.kind === 'missed-check'
    ? findGrant(pool, office, asking)
    : findGap(pool, office, asking));
  if (isRefusal(found)) return found;
  return write(pool, clock, (trx, now) => insertQuery(trx, actAt(now), office, asking, found));
}

async function insertQuery(
  trx: Transaction,
  act: Act,
  { catalogue, today }: Office,
  { kind, question }: Asking,
  found: Found,
): Promise<Query | Refusal> {
  const queryId = newQueryId();
  const due = workingDayAfter(today, catalogue.policy.queryAnswerWorkingDays, catalogue.workingDays);
  const { agency, category, subjectId, recordId, series, year, from, to, follows } = found;
  // the constraints of the table say what was asked about before; one of two who ask at once finds out here
  const { rowCount } = await trx.query(
    `insert into governance_query (query_id, kind, agency, category, subject_id, record_id, series, year, first_number,
                                   last_number, follows, question, due_on, asked_by, asked_for, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing`,
    [
      ...[queryId, kind, agency, category, subjectId, recordId, series, year, from, to, follows],
      ...[writtenText(question), due.date, act.actor, act.agency ?? null, act.now],
    ],
  );
  if (rowCount === 0) return askedAlready();
  const detail = { kind, agency, category, ...(recordId === null ? { series, year, from, to } : { recordId }) };
  await journal(trx, act, {
    event: 'governance.asked',
    target: queryId,
    detail,
    ...(subjectId === null ? {} : { subjectId }),
  });
  const query = await findQuery(trx, queryId);
  if (query === undefined) throw new Error('the query was just written');
  return query;
}

async function findGrant(
  pool: pg.Pool,
  { reach }: Office,
  { recordId }: Extract<Asking, { kind: 'missed-check' }>,
): Promise<Found | Refusal> {
  const decided = await pool.query<{ day: CalendarDate | null }>(
    'select decided_on as day from record where record_id = $1 and superseded_at is null',
    [recordId],
  );
  const day = decided.rows[0]?.day;
  const nothing = refuse('not-found', '该决定目前不在应查未查之列,请刷新后核对。', { field: 'recordId' });
  if (day == null) return nothing;
  const laws = await lawOfDays(pool, day, day);
  const authorities = await agenciesWithin(pool, reach);
  const grant = await findMissedCheck(pool, laws, { recordId, authorities, from: day, until: day });
  if (grant === undefined) return nothing;
  if ((await findAgency(pool, grant.authority)) === undefined)
    return refuse('unknown-agency', '作出该决定的机关未在平台登记,无法向其询问。');
  const { authority: agency, category, subjectId } = grant;
  const none = { series: null, year: null, from: null, to: null, follows: null };
  return { agency, category, subjectId, recordId, ...none };
}

async function findGap(
  pool: pg.Pool,
  { catalogue, today, reach }: Office,
  { agency, category, series, year, from, to }: Extract<Asking, { kind: 'number-gap' }>,
): Promise<Found | Refusal> {
  const known = await findAgency(pool, agency);
  if (known === undefined || !(await withinReach(pool, reach, agency))) return noSuchAgency();
  return transaction(pool, async (trx) => {
    const asked = { agency, agencyName: known.name, year, category };
    const { series: suspected } = await gapsOfAgency(trx, { catalogue, today }, asked);
    const gaps = suspected.find((one) => one.category === category && one.series === series)?.gaps ?? [];
    if (from > to || !gaps.some((gap) => gap.from <= from && to <= gap.to))
      return refuse('not-found', '这些文书号目前不在断号之列,请刷新后按列出的号段询问。', { field: 'from' });
    const earlier = (await queriesOfNumbers(trx, agency, year)).filter(
      (query) => query.category === category && query.series === series && overlap(query, { from, to }),
    );
    const last = earlier.at(-1);
    if (earlier.some(({ answer }) => answer === null)) return askedAlready();
    if (last !== undefined && !(last.from <= from && to <= last.to))
      return refuse('conflict', '这些文书号中的一部分已经询问过,请按原来询问的号段分别询问。', { field: 'from' });
    const none = { subjectId: null, recordId: null };
    return {
      agency,
      category,
      ...none,
      series,
      year,
      from,
      to,
      follows: last === undefined ? null : await lastAfter(trx, last.queryId),
    };
  });
}

function askedAlready(): Refusal {
  return refuse('already-done', '该事项已经询问过,请在询问列表中查看办理情况。');
}

/** Free text between offices: identity numbers are masked before it is held. */
export function writtenText(text: string | undefined): string | null {
  const written = text?.toWellFormed().replaceAll('\0', '').trim() ?? '';
  return written === '' ? null : maskEveryIdentifierIn(written);
}
