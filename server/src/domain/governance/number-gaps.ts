import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { authoritiesWithin } from './authorities-within.ts';
import { heldNumbers } from './held-numbers.ts';
import { type NumberRange, overlap, type SeriesRead, without } from './number-series.ts';
import { readAgencyCursor, writeAgencyCursor } from './page-places.ts';
import { type NumberQuery, queriesOfNumbers, settles } from './queries.ts';

/** Agencies whose numbers one page looks through. */
export const AGENCIES_A_PAGE = 20;
/** Series of one agency told at most; the rest is counted. */
export const SERIES_AT_MOST = 200;

export type NumberGapsAsked = {
  reach: Reach;
  agency?: string | undefined;
  /** The year in the numbers; that of today unless said. */
  year?: number | undefined;
  category?: string | undefined;
  after?: string | undefined;
};

/** A gap under suspicion, and the latest query about any of its numbers. */
export type Gap = NumberRange & { query: NumberQuery | null };
export type SeriesGaps = Omit<SeriesRead, 'gaps'> & { missing: number; gaps: Gap[] };
export type AgencyGaps = {
  agency: string;
  agencyName: string;
  /** Numbers of the year that were read, and texts that are no number of a series. */
  numbers: number;
  unread: number;
  /** More numbers than one answer reads: nothing is said of them. */
  tooMany?: true;
  series: SeriesGaps[];
  /** Series with gaps beyond those told. */
  seriesLeftOut?: number;
};
export type NumberGaps = { year: number; agencies: AgencyGaps[]; next?: string };

/**
 * 断号: numbers that lie between those an authority has reported and are not held themselves, for each year and series.
 * A suspicion and nothing more: what an agency has answered for is no suspicion any longer. Agencies without any number of
 * the year are left out. Who looked is durable before it is answered.
 */
export async function lookAtNumberGaps(
  pool: pg.Pool,
  act: Act,
  { catalogue, today }: { catalogue: Catalogue; today: CalendarDate },
  asked: NumberGapsAsked,
): Promise<NumberGaps | Refusal> {
  const year = asked.year ?? Number(today.slice(0, 4));
  const after = asked.after === undefined ? '' : readAgencyCursor(asked.after);
  if (after === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });
  if (asked.category !== undefined && catalogue.category(asked.category) === undefined)
    return refuse('unknown-code', '目录中没有这个信息类别,请核对 category。', { field: 'category' });
  return transaction(pool, async (trx) => {
    const authorities = await authoritiesWithin(trx, asked.reach, asked.agency);
    if (isRefusal(authorities)) return authorities;
    const agencies = await agenciesAfter(trx, authorities, after);
    const found: AgencyGaps[] = [];
    for (const agency of agencies.slice(0, AGENCIES_A_PAGE)) {
      const gaps = await gapsOfAgency(trx, { catalogue, today }, { ...agency, year, category: asked.category });
      if (gaps.numbers + gaps.unread > 0 || gaps.tooMany === true) found.push(gaps);
    }
    const detail = { year, agencies: found.map(({ agency }) => agency) };
    await journal(trx, act, { event: 'governance.number-gaps-read', detail });
    const last = agencies[AGENCIES_A_PAGE - 1];
    const more = agencies.length > AGENCIES_A_PAGE && last !== undefined;
    return { year, agencies: found, ...(more ? { next: writeAgencyCursor(last.agency) } : {}) };
  });
}

type Named = { agency: string; agencyName: string };

async function agenciesAfter(trx: Transaction, authorities: readonly string[] | null, after: string): Promise<Named[]> {
  const { rows } = await trx.query<Named>(
    `select uscc as agency, name as "agencyName" from agency
      where ($1::text[] is null or uscc = any($1)) and uscc > $2 order by uscc limit ${AGENCIES_A_PAGE + 1}`,
    [authorities, after],
  );
  return rows;
}

/** What is under suspicion of one agency and year. */
export async function gapsOfAgency(
  trx: Transaction,
  { catalogue, today }: { catalogue: Catalogue; today: CalendarDate },
  { agency, agencyName, year, category }: Named & { year: number; category?: string | undefined },
): Promise<AgencyGaps> {
  const categories = catalogue.categories().filter(({ code }) => category === undefined || code === category);
  const held = await heldNumbers(trx, { authority: agency, year, categories });
  const of = { agency, agencyName };
  if (held === null) return { ...of, numbers: 0, unread: 0, tooMany: true, series: [] };
  const queries = await queriesOfNumbers(trx, agency, year);
  const suspected = held
    .series(catalogue.policy.numbersHeldLeastPercent)
    .map((series) => suspectedIn(series, queries, today))
    .filter(({ gaps, unusable }) => gaps.length > 0 || unusable !== undefined);
  const leftOut = suspected.length - SERIES_AT_MOST;
  return {
    ...of,
    numbers: held.read,
    unread: held.unread,
    series: suspected.slice(0, SERIES_AT_MOST),
    ...(leftOut > 0 ? { seriesLeftOut: leftOut } : {}),
  };
}

/** A series without the numbers the agency has answered for. */
export function suspectedIn(read: SeriesRead, all: readonly NumberQuery[], today: CalendarDate): SeriesGaps {
  const queries = all.filter(({ category, series }) => category === read.category && series === read.series);
  const gaps = without(
    read.gaps,
    queries.filter((query) => settles(query, today)),
  ).map((gap) => ({ ...gap, query: queries.findLast((query) => overlap(query, gap)) ?? null }));
  return { ...read, missing: gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0), gaps };
}
