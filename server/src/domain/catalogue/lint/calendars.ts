import { FIRST_DAY_THE_NEXT_NOTICE_MAY_MOVE, isWeekend } from '../../../kernel/working-days.ts';
import { type Draft, each } from './draft.ts';
import type { Finding } from './finding.ts';

/** A day stands once, in the file of its notice, and only weekend days are worked: a slip of the pen moves deadlines. */
export function calendarsAmiss(draft: Draft): Finding[] {
  const owners = new Map<string, number>();
  return each(draft, 'calendars', ({ year, holidays, workdays }, found) => {
    const first = `${year - 1}-${FIRST_DAY_THE_NEXT_NOTICE_MAY_MOVE}`;
    const last = `${year}-12-31`;
    for (const [list, days] of Object.entries({ holidays, workdays }))
      for (const [index, day] of days.entries()) {
        const at = `/${list}/${index}`;
        const owner = owners.get(day);
        if (owner !== undefined) found(at, 'twice', `${day} 已写在 ${owner} 年的日历中，请去掉一处。`);
        owners.set(day, year);
        if (day < first || day > last)
          found(at, 'day-out-of-year', `${day} 不在 ${first} 至 ${last} 之间，请核对通知，改写日期或者移到相应年份。`);
        if (list === 'workdays' && !isWeekend(day))
          found(at, 'not-a-weekend', `${day} 不是星期六、星期日，调休上班只写周末，请核对通知。`);
      }
  });
}
