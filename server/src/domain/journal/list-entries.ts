import type pg from 'pg';
import { isCalendarDate } from '../../kernel/civil-days.ts';
import { addDays, type CalendarDate } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from './journal.ts';
import { type EntriesRequest, type EntryItem, findEntries } from './queries.ts';

export type Listing = Omit<EntriesRequest, 'from' | 'to'> & {
  /** Days in Asia/Shanghai, both included. */
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
};

/** An auditor's look at the journal, which is itself an entry before it is answered. */
export async function listEntries(
  pool: pg.Pool,
  act: Act,
  { from, to, ...filter }: Listing,
): Promise<{ entries: EntryItem[]; next?: string } | Refusal> {
  for (const [field, day] of Object.entries({ from, to })) {
    if (day !== undefined && !isCalendarDate(day)) {
      return refuse('invalid-request', `查询参数的 ${field} 不是存在的日期`, { field });
    }
  }
  // the look is journalled with its subject, and no person's number may get there
  if (filter.subject !== undefined && maskEveryIdentifierIn(filter.subject) !== filter.subject) {
    return refuse('invalid-request', '查询参数的 subject 应为主体编号,不得填写身份证件号码。', { field: 'subject' });
  }
  return transaction(pool, async (trx) => {
    const page = await findEntries(trx, {
      ...filter,
      from: from === undefined ? undefined : startOf(from),
      to: to === undefined ? undefined : startOf(addDays(to, 1)),
    });
    if (isRefusal(page)) return page;
    const { subject, event } = filter;
    await journal(trx, act, {
      event: 'journal.read',
      ...(subject === undefined ? {} : { subjectId: subject }),
      detail: { event, from, to, entries: page.entries.length },
    });
    return page;
  });
}

function startOf(day: CalendarDate): Date {
  return new Date(`${day}T00:00:00+08:00`);
}
