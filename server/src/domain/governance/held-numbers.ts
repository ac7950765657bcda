import type { CalendarDate } from '../../kernel/dates.ts';
import { cursorRows } from '../../platform/db/cursor-rows.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { NumbersOfYear } from './number-series.ts';

/** Numbers of one agency and year read for one answer at most. */
export const NUMBERS_AT_MOST = 200_000;
/** A number of a year may stand on a decision of a day shortly before or after it. */
const MONTHS_AROUND = { before: '12-01', after: '01-31' } as const;

/**
 * The document numbers that are held of an authority's decisions of a year, whatever became of them: shown, ended,
 * withdrawn, withheld, or still waiting in the queue for somebody to say whose they are. null where there are more than
 * one answer reads.
 */
export async function heldNumbers(
  trx: Transaction,
  { authority, year, categories }: { authority: string; year: number; categories: readonly CompiledCategory[] },
): Promise<NumbersOfYear | null> {
  const numbers = new NumbersOfYear(year);
  const first: CalendarDate = `${year - 1}-${MONTHS_AROUND.before}`;
  const last: CalendarDate = `${year + 1}-${MONTHS_AROUND.after}`;
  const counted = categories.filter(({ decides }) => decides.documentNo !== undefined && decides.on !== undefined);
  let left = NUMBERS_AT_MOST;
  for (const { code, decides } of counted) {
    const asked = [code, first, last, authority, decides.documentNo, decides.on, left + 1];
    for await (const { number } of cursorRows<{ number: string | null }>(trx, 'held_numbers', HELD, asked)) {
      left -= 1;
      if (number !== null) numbers.add(code, number);
    }
    if (left < 0) return null;
  }
  return numbers;
}

/** By `record_published`: of one category and the days of a year, those of one authority. */
const HELD = `
select document_no as number from record
 where category = $1 and decided_on between $2::date and $3::date and authority = $4 and superseded_at is null
union all
select content->'values'->>$5 from intake_queue q
 where category = $1 and content->'authority'->>'code' = $4 and (content->'values'->>$6) collate "C" between $2::text and $3::text
   and not exists (select from intake_settlement s where s.queue_id = q.queue_id)
 limit $7`;
