import type { CalendarDate } from '../../kernel/dates.ts';
import type { MissedCheck, MissedChecks } from './missed-checks.ts';
import type { NumberGaps } from './number-gaps.ts';
import { type Query, stateOf } from './queries.ts';

/** The answers of this slice as documents: moments as text, and of a query its state on the day of the question. */
export function queryAnswered(query: Query, today: CalendarDate) {
  const { askedAt, answeredAt, ...rest } = query;
  return {
    ...rest,
    state: stateOf(query, today),
    askedAt: askedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}

export function missedChecksAnswered({ missedChecks, ...answer }: MissedChecks, today: CalendarDate) {
  return { ...answer, missedChecks: missedChecks.map((one) => missedCheckAnswered(one, today)) };
}

function missedCheckAnswered(
  { checkId, matter, checkedOn, told, query, subjectKind: _, ...found }: MissedCheck,
  today: CalendarDate,
) {
  const made = checkId !== null && matter !== null && checkedOn !== null;
  return {
    ...found,
    check: made ? { checkId, matter, checkedOn, told: told ?? [] } : null,
    query: query === null ? null : queryAnswered(query, today),
  };
}

export function numberGapsAnswered({ agencies, ...answer }: NumberGaps, today: CalendarDate) {
  return {
    ...answer,
    agencies: agencies.map(({ series, ...agency }) => ({
      ...agency,
      series: series.map(({ gaps, ...one }) => ({
        ...one,
        gaps: gaps.map(({ query, ...gap }) => ({
          ...gap,
          query: query === null ? null : queryAnswered(query, today),
        })),
      })),
    })),
  };
}
