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
  const counted = categories.flatMap(({ code, decides: { documentNo, on } }) =>
    documentNo === undefined || on === undefined ? [] : [{ category: code, number: documentNo, day: on }],
  );
  const codes = counted.map(({ category }) => category);
  const asked = [codes, first, last, authority, JSON.stringify(counted)];
  let rows = 0;
  for await (const { category, number } of cursorRows<Row>(trx, 'held_numbers', HELD, asked)) {
    rows += 1;
    if (number !== null) numbers.add(category, number);
  }
  return rows > NUMBERS_AT_MOST ? null : numbers;
}

type Row = { category: string; number: string | null };

/** By `record_published`: of these categories and the days of a year, those of one authority. */
const HELD = `
select category, document_no as number from record
 where category = any($1) and decided_on between $2::date and $3::date and authority = $4 and superseded_at is null
union all
select q.category, q.content->'values'->>c.number
  from intake_queue q join json_to_recordset($5::json) as c(category text, number text, day text) using (category)
 where q.content->'authority'->>'code' = $4
   and (q.content->'values'->>c.day) collate "C" between $2::text and $3::text
   and not exists (select from intake_settlement s where s.queue_id = q.queue_id)
 limit ${NUMBERS_AT_MOST + 1}`;
