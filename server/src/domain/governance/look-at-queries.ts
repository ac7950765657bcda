import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { type Act, journal } from '../journal/index.ts';
import { answerersWithin } from './authorities-within.ts';
import { readQueryCursor, writeQueryCursor } from './page-places.ts';
import { listQueries, type Query, type QueryState } from './queries.ts';

export const QUERIES_PAGE = 50;
export const QUERIES_PAGE_AT_MOST = 200;

export type QueriesLook = {
  reach: Reach;
  agency?: string | undefined;
  state?: QueryState | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

/** Queries and their answers within a reach, the latest first; who looked is durable before it is answered. */
export async function lookAtQueries(
  pool: pg.Pool,
  act: Act,
  today: CalendarDate,
  { reach, agency, state, ...page }: QueriesLook,
): Promise<{ queries: Query[]; next?: string } | Refusal> {
  const place = page.after === undefined ? undefined : readQueryCursor(page.after);
  if (place === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });
  const limit = Math.min(Math.max(page.limit ?? QUERIES_PAGE, 1), QUERIES_PAGE_AT_MOST);
  return transaction(pool, async (trx) => {
    const agencies = await answerersWithin(trx, reach, agency, today);
    if (isRefusal(agencies)) return agencies;
    const found = await listQueries(trx, { agencies, state, today, limit: limit + 1, after: place });
    const queries = found.slice(0, limit);
    const last = queries.at(-1);
    const detail = { queries: queries.map(({ queryId }) => queryId) };
    await journal(trx, act, { event: 'governance.queries-read', detail });
    const more = found.length > limit && last !== undefined;
    return { queries, ...(more ? { next: writeQueryCursor({ at: last.askedAt, queryId: last.queryId }) } : {}) };
  });
}
