import { addDays, addMonths, type CalendarDate, daysBetween } from '../../../kernel/dates.ts';
import { type Catalogue, type Judged, repairTermsFor, SEVERITIES } from '../../catalogue/index.ts';

/** A Monday, from which weeks are counted. */
const A_MONDAY = '1970-01-05';
const DAYS_A_WEEK = 7;

/** The Monday of a day's week. */
export function weekOf(day: CalendarDate): CalendarDate {
  return addDays(day, -(daysBetween(A_MONDAY, day) % DAYS_A_WEEK));
}

/** The days a week's reminder tells of: from its Monday on, as many as the catalogue says; both ends included. */
export function daysTold({ policy }: Catalogue, week: CalendarDate): { from: CalendarDate; until: CalendarDate } {
  return { from: week, until: addDays(week, policy.repairSoonDays - 1) };
}

/** Whether a record becomes repairable within these days, or null where it never does. */
export function firstDayIn(
  catalogue: Catalogue,
  record: Judged,
  { from, until }: { from: CalendarDate; until: CalendarDate },
): CalendarDate | null {
  const terms = repairTermsFor(catalogue, record);
  if (terms === null || terms.never !== null) return null;
  return terms.firstDay >= from && terms.firstDay <= until ? terms.firstDay : null;
}

/** No record decided before this day can become repairable on or after `from`: the longest of all shortest times. */
export function earliestDecision(catalogue: Catalogue, from: CalendarDate): CalendarDate {
  const { policy } = catalogue;
  const terms = [
    { months: policy.generalPublicLeastMonths },
    { months: policy.seriousPublicLeastMonths },
    ...catalogue.lists().flatMap(({ repair }) => (repair?.after === undefined ? [] : [repair.after])),
    ...catalogue.severityTables().flatMap(({ windows }) =>
      SEVERITIES.flatMap((severity) => {
        const { min } = windows[severity];
        return min === undefined ? [] : [min];
      }),
    ),
  ];
  const days = terms.map(
    ({ years = 0, months = 0, days: more = 0 }: { years?: number; months?: number; days?: number }) =>
      addDays(addMonths(from, -(years * MONTHS_A_YEAR + months)), -more),
  );
  // months end on different days: one more covers them
  return addMonths(
    days.reduce((earliest, day) => (day < earliest ? day : earliest), from),
    -1,
  );
}

const MONTHS_A_YEAR = 12;
