import type pg from 'pg';
import { addDays, type CalendarDate, daysBetween } from '../../kernel/dates.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { findAgency } from '../access/index.ts';
import { type Act, journal } from '../journal/index.ts';
import type { MeasureInForce } from '../measures/index.ts';
import { rememberDisclosures } from '../records/index.ts';
import { authoritiesWithin } from './authorities-within.ts';
import { type LawOfDays, lawOfDays, lawOn } from './law-of-days.ts';
import { readGrantCursor, writeGrantCursor } from './page-places.ts';
import { type Query, queriesOfRecords } from './queries.ts';
import { restrictionsOn, restrictionsUnder } from './restrictions.ts';
import {
  type CheckOutcome,
  type GrantsAsked,
  type GrantTally,
  tallyUnchecked,
  type UncheckedGrant,
  uncheckedGrants,
} from './unchecked-grants.ts';

export const MISSED_CHECKS_PAGE = 50;
export const MISSED_CHECKS_PAGE_AT_MOST = 200;
/** Days of decisions looked at by one question. */
export const PERIOD_DAYS_AT_MOST = 366;
/** Where no period is named: the last quarter. */
const PERIOD_DAYS = 92;

export type MissedChecksAsked = {
  reach: Reach;
  agency?: string | undefined;
  from?: CalendarDate | undefined;
  until?: CalendarDate | undefined;
  outcome?: CheckOutcome | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

/** A measure that was in force on the day of the decision, and the day on which it was known here. */
export type MissedMeasure = MeasureInForce & { knownOn: CalendarDate };
export type MissedCheck = Omit<UncheckedGrant, 'authority' | 'grounds'> & {
  agency: string;
  agencyName: string | null;
  measures: MissedMeasure[];
  query: Query | null;
};
export type AgencyTally = { agency: string; agencyName: string | null; counts: Partial<Record<CheckOutcome, number>> };
export type MissedChecks = {
  from: CalendarDate;
  until: CalendarDate;
  /** Counts by agency, on the first page. */
  agencies?: AgencyTally[];
  missedChecks: MissedCheck[];
  next?: string;
};

/**
 * 应查未查: what was granted in a period to organisations under a restriction, without a check by who decided it, or
 * against what the check said. Worked out as it is read; who looked is durable before it is answered.
 */
export async function lookAtMissedChecks(
  pool: pg.Pool,
  act: Act,
  today: CalendarDate,
  asked: MissedChecksAsked,
): Promise<MissedChecks | Refusal> {
  const period = periodOf(asked, today);
  if (isRefusal(period)) return period;
  const place = asked.after === undefined ? undefined : readGrantCursor(asked.after);
  if (place === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });
  const limit = Math.min(Math.max(asked.limit ?? MISSED_CHECKS_PAGE, 1), MISSED_CHECKS_PAGE_AT_MOST);
  const laws = await lawOfDays(pool, period.from, period.until);
  return transaction(pool, async (trx) => {
    const authorities = await authoritiesWithin(trx, asked.reach, asked.agency);
    if (isRefusal(authorities)) return authorities;
    const grants = { ...grantsUnder(laws, period), authorities, outcome: asked.outcome };
    const found = await uncheckedGrants(trx, grants, { limit: limit + 1, after: place });
    const missedChecks = await asAnswered(trx, laws, found.slice(0, limit));
    const last = missedChecks.at(-1);
    const records = missedChecks.map(({ recordId }) => recordId);
    const brought = missedChecks.flatMap(({ subjectId, recordId, measures }) =>
      [recordId, ...measures.map(({ decision }) => decision.recordId)].map((one) => ({ subjectId, recordId: one })),
    );
    await rememberDisclosures(trx, { agency: act.agency, way: 'finding', now: act.now }, brought);
    await journal(trx, act, { event: 'governance.missed-checks-read', detail: { ...period, records } });
    return {
      ...period,
      ...(place === undefined ? { agencies: await named(trx, await tallyUnchecked(trx, grants)) } : {}),
      missedChecks,
      ...(found.length > limit && last !== undefined ? { next: writeGrantCursor(last) } : {}),
    };
  });
}

/** One decision, where it is a finding now; undefined where it is none, or is nobody's within these authorities. */
export async function findMissedCheck(
  db: Queryable,
  laws: readonly LawOfDays[],
  { recordId, authorities, ...period }: { recordId: string; authorities: readonly string[] | null } & Period,
): Promise<UncheckedGrant | undefined> {
  const grants = { ...grantsUnder(laws, period), authorities, recordId };
  return (await uncheckedGrants(db, grants, { limit: 1 }))[0];
}

type Period = { from: CalendarDate; until: CalendarDate };

function grantsUnder(laws: readonly LawOfDays[], period: Period): Omit<GrantsAsked, 'authorities'> {
  // the figure of the last day: it says how far back we look, not what was owed
  const checkedWithinDays = laws[0]?.catalogue.policy.checkedWithinDays ?? 0;
  return { ...period, restrictions: restrictionsUnder(laws), checkedWithinDays };
}

function periodOf({ from, until }: MissedChecksAsked, today: CalendarDate): Period | Refusal {
  const last = until ?? today;
  const first = from ?? addDays(last, -PERIOD_DAYS);
  if (first > last) return refuse('invalid-request', '起始日期晚于截止日期,请核对 from 和 until。', { field: 'from' });
  if (daysBetween(first, last) >= PERIOD_DAYS_AT_MOST)
    return refuse('invalid-request', `一次最多查询 ${PERIOD_DAYS_AT_MOST} 天内作出的决定,请缩短期间。`, {
      field: 'from',
    });
  return { from: first, until: last };
}

async function asAnswered(
  db: Queryable,
  laws: readonly LawOfDays[],
  grants: readonly UncheckedGrant[],
): Promise<MissedCheck[]> {
  const queries = await queriesOfRecords(
    db,
    grants.map(({ recordId }) => recordId),
  );
  const names = await namesOf(
    db,
    grants.map(({ authority }) => authority),
  );
  return grants.map(({ authority, grounds, ...grant }) => ({
    ...grant,
    agency: authority,
    agencyName: names.get(authority) ?? null,
    measures: measuresOf(laws, { ...grant, authority, grounds }),
    query: queries.get(grant.recordId) ?? null,
  }));
}

function measuresOf(laws: readonly LawOfDays[], grant: UncheckedGrant): MissedMeasure[] {
  const { category, grounds, subjectId, subjectKind, decidedOn } = grant;
  const held = grounds.map((ground) => ({ ...ground, subjectId, suspended: false, reliefs: [] }));
  const known = new Map(grounds.map(({ recordId, knownOn }) => [recordId, knownOn]));
  return restrictionsOn(lawOn(laws, decidedOn), category, held, subjectKind, decidedOn).map((measure) => ({
    ...measure,
    knownOn: known.get(measure.decision.recordId) ?? decidedOn,
  }));
}

async function named(db: Queryable, tallies: readonly GrantTally[]): Promise<AgencyTally[]> {
  const byAgency = Map.groupBy(tallies, ({ authority }) => authority);
  const names = await namesOf(db, [...byAgency.keys()]);
  return [...byAgency].map(([agency, of]) => ({
    agency,
    agencyName: names.get(agency) ?? null,
    counts: Object.fromEntries(of.map(({ outcome, grants }) => [outcome, grants])),
  }));
}

async function namesOf(db: Queryable, codes: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const code of new Set(codes)) {
    const agency = await findAgency(db, code);
    if (agency !== undefined) names.set(code, agency.name);
  }
  return names;
}
