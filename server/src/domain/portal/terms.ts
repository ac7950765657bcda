import type { CompiledCategory, CompiledSeverity, Severity, Term, Window } from '../catalogue/index.ts';
import { SEVERITY_NAMES } from './labels.ts';

/** 3 年, 12 个月, 1 年零 6 个月. */
export function termText({ years = 0, months = 0, days = 0 }: Term): string {
  const parts = [
    years > 0 ? `${years} 年` : '',
    months > 0 ? `${months} 个月` : '',
    days > 0 ? `${days} 天` : '',
  ].filter(Boolean);
  return parts.join('零 ');
}

/** How long a window of this category lasts, in a sentence without its full stop. */
export function windowText(category: CompiledCategory, window: Window): string {
  const { until } = window;
  const named = (id: string) => `“${category.fieldsById.get(id)?.name ?? id}”`;
  const from = named(window.from);
  if ('endless' in until) return '登记存续期间';
  if ('severity' in until) return `自${from}起，期限按失信严重程度确定`;
  if ('term' in until) return `自${from}起 ${termText(until.term)}`;
  if ('condition' in until)
    return `直到${until.condition}；${termText(until.reconfirmWithin)}内未经再次确认的，自动停止`;
  const otherwise = until.else === undefined ? '没有载明的到失效为止' : `没有载明的为 ${termText(until.else)}`;
  const longest = until.atMost === undefined ? '' : `，最长 ${termText(until.atMost)}`;
  return `自${from}起，到文书载明的${named(until.field)}${longest}；${otherwise}`;
}

export type SeverityRow = { name: string; shown: string; repair: string };

/** The windows of the classes of severity, as the table of the guide and of the category's page. */
export function severityRows(severity: CompiledSeverity | undefined): SeverityRow[] {
  if (severity === undefined) return [];
  return (['minor', 'general', 'serious'] as const).map((name) => {
    const window = severity.windows[name];
    const repair = window.min === undefined ? '履行义务后随时' : `公示满 ${termText(window.min)}并履行义务后`;
    return { name: SEVERITY_NAMES[name], shown: shownFor(severity, name), repair };
  });
}

function shownFor(severity: CompiledSeverity, name: Severity): string {
  const window = severity.windows[name];
  if (!window.published) return '不公示';
  const least = window.min === undefined ? '' : `最短 ${termText(window.min)}，`;
  return `${least}最长 ${termText(window.max)}`;
}

/** Why one record is shown, and for how long: a sentence on the page beside it. */
export function reasonText(
  category: CompiledCategory,
  severity: { name: Severity; table: CompiledSeverity } | null,
): string {
  const what = `属于目录列明的${category.name}信息`;
  if (category.publicity === undefined) return `${what}。`;
  if (severity !== null && 'severity' in category.publicity.until) {
    return `${what}；失信严重程度为${SEVERITY_NAMES[severity.name]}，自决定之日起最长公示 ${termText(severity.table.windows[severity.name].max)}。`;
  }
  return `${what}；公示期：${windowText(category, category.publicity)}。`;
}
