import { addDays, type CalendarDate } from '../../../kernel/dates.ts';
import type { WorkingCalendar } from '../../../kernel/working-days.ts';
import type { ClockEntry } from './entries.ts';

/** Days after the start within which every ledger of the tests comes to its end. */
const HORIZON = 900;

/**
 * The law of counting told once more, as a clerk with a wall calendar would follow it: every day after the start is
 * looked at, crossed out if a suspension covers it, and else counted.
 */
export function simulate(entries: readonly ClockEntry[], calendar: WorkingCalendar, today: CalendarDate) {
  const [start] = entries;
  if (start === undefined) throw new Error('no start');
  const last = entries.at(-1);
  const suspensions: { from: string; to: string }[] = [];
  for (const { kind, onDay } of entries) {
    if (kind === 'suspended') suspensions.push({ from: onDay, to: '9999-12-31' });
    const open = suspensions.at(-1);
    if (kind === 'resumed' && open !== undefined) open.to = onDay;
  }
  const open = suspensions.at(-1)?.to === '9999-12-31';
  const stoppedOn = last?.kind === 'stopped' ? last.onDay : '9999-12-31';
  const amount = entries.reduce((sum, entry) => sum + (entry.amount ?? 0), 0);

  let counted = 0;
  let used = 0;
  let end: string | null = null;
  let provisional = false;
  for (let ahead = 1; ahead <= HORIZON && end === null; ahead++) {
    const day = addDays(start.onDay, ahead);
    if (suspensions.some(({ from, to }) => from <= day && day <= to)) continue;
    const kind = calendar.dayKind(day);
    const counts = start.unit === 'days' ? counted < amount : kind.working;
    if (counts) counted++;
    if (counts && day <= today && day <= stoppedOn) used++;
    if (start.unit === 'working-days' || counted === amount) provisional ||= kind.provisional;
    if (counted === amount && kind.working) end = day;
  }
  const state = last?.kind === 'stopped' ? 'stopped' : open ? 'suspended' : 'running';
  const judgedOn = state === 'stopped' ? stoppedOn : today;
  return {
    state,
    dueOn: open ? null : end,
    used,
    left: amount - used,
    provisional,
    overdue: end !== null && (open || end < judgedOn),
    end,
  };
}
