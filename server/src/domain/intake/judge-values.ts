import type { CalendarDate } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { judgeRow, type Values } from './judge-row.ts';
import { headOfKeys } from './table-head.ts';

/**
 * Judges the values of one record that comes from a case by the rules every row of a file is judged by: types, lengths,
 * terms, dates and the conditions of the catalogue. Keys are field ids.
 */
export function judgeValues(
  given: Readonly<Record<string, string | readonly string[]>>,
  category: CompiledCategory,
  today: CalendarDate,
): Values | Refusal {
  const keys = Object.keys(given);
  const unknown = keys.find((key) => !category.fieldsById.has(key));
  if (unknown !== undefined)
    return refuse('invalid-request', `“${category.name}”没有字段 ${unknown}。`, { field: unknown });
  const cells = Object.values(given).map((value) => ({
    text: typeof value === 'string' ? value : value.join(';'),
    kind: 'text' as const,
  }));
  const judged = judgeRow({ sheet: null, row: 1, cells }, headOfKeys(keys, category), category, today);
  const finding = 'person' in judged ? judged.person : judged.findings[0];
  if ('person' in judged || finding !== undefined) {
    return refuse('invalid-request', finding?.message ?? '', { field: finding?.column, code: finding?.code });
  }
  const lacking = category
    .requiredColumns()
    .find(({ id }) => !keys.includes(id) && (judged.values[id] ?? null) === null);
  if (lacking !== undefined) return refuse('invalid-request', `请填写“${lacking.name}”。`, { field: lacking.id });
  return judged.values;
}
