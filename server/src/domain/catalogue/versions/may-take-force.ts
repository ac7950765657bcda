import { addDays, type CalendarDate, compareDates } from '../../../kernel/dates.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';

/** Never before its publication (boundary 14): the first day is one after the day of the act. Null: it may. */
export function refuseTooSoon(inForceFrom: CalendarDate, today: CalendarDate): Refusal | null {
  if (compareDates(inForceFrom, today) > 0) return null;
  return refuse(
    'invalid-request',
    `目录新版本不得早于公布生效：生效日期最早为 ${addDays(today, 1)}，请改用该日或更晚的日期重新提出。`,
    { field: 'inForceFrom' },
  );
}
