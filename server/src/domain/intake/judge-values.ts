import type { CalendarDate } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import type { Finding } from './findings.ts';
import { judgeRow, type Values } from './judge-row.ts';
import { headOfKeys } from './table-head.ts';

/** Values by field id, amounts in yuan. */
export type GivenValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * Judges the values of one record that comes from a case by the rules every row of a file is judged by: types, lengths,
 * terms, dates and the conditions of the catalogue.
 */
export function judgeValues(given: GivenValues, category: CompiledCategory, today: CalendarDate): Values | Refusal {
  const judged = judge(given, category, today);
  if ('refused' in judged) return judged;
  const [finding] = judged.findings;
  if (finding !== undefined) return refuseFinding(finding);
  const lacking = category
    .requiredColumns()
    .find(({ id }) => !Object.hasOwn(given, id) && (judged.values[id] ?? null) === null);
  if (lacking !== undefined) return refuse('invalid-request', `请填写“${lacking.name}”。`, { field: lacking.id });
  return judged.values;
}

/**
 * Judges what a held record would say after some of its values changed. What it says already was judged when it came, perhaps
 * by an older edition: only what the change makes wrong is refused.
 */
export function judgeChange(
  held: GivenValues,
  changed: Readonly<Record<string, string>>,
  category: CompiledCategory,
  today: CalendarDate,
): Values | Refusal {
  const before = judge(held, category, today);
  const after = judge({ ...held, ...changed }, category, today);
  if ('refused' in after) return after;
  const known = 'refused' in before ? [] : before.findings;
  const same = (one: Finding, other: Finding) => one.column === other.column && one.code === other.code;
  const fresh = after.findings.find(
    (finding) => Object.hasOwn(changed, finding.column) || !known.some((one) => same(one, finding)),
  );
  return fresh === undefined ? after.values : refuseFinding(fresh);
}

function judge(
  given: GivenValues,
  category: CompiledCategory,
  today: CalendarDate,
): { values: Values; findings: Finding[] } | Refusal {
  const keys = Object.keys(given);
  const unknown = keys.find((key) => !category.fieldsById.has(key));
  if (unknown !== undefined)
    return refuse('invalid-request', `“${category.name}”没有字段 ${unknown}。`, { field: unknown });
  const cells = Object.values(given).map((value) => ({
    text: typeof value === 'string' ? value : value.join(';'),
    kind: 'text' as const,
  }));
  const head = headOfKeys(keys, category);
  // whatever unit an agency's column has, here amounts come as they are held
  const inYuan = { ...head, columns: head.columns.map((column) => ({ ...column, unit: '元' as const })) };
  const judged = judgeRow({ sheet: null, row: 1, cells }, inYuan, category, today);
  return 'person' in judged ? { values: {}, findings: [judged.person] } : judged;
}

function refuseFinding({ message, column, code }: Finding): Refusal {
  return refuse('invalid-request', message, { field: column, code });
}
