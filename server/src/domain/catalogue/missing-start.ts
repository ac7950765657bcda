import type { CompiledCategory } from './model.ts';
import { dayIn } from './starts.ts';
import { triggersMet } from './triggers.ts';
import type { Fields } from './values.ts';

/**
 * The field without which a rule of the category has no day to start from; null: windows and grounds can be told. A row
 * accepted under a version always has its days. One accepted under an earlier version may lack a day that a later one
 * counts from.
 */
export function missingStart(category: CompiledCategory, fields: Fields): string | null {
  const { publicity, use } = category;
  const starts = [
    use.from,
    ...(publicity !== undefined && category.isPublishable(fields) ? [publicity.from] : []),
    ...triggersMet(category, fields).map(({ from }) => from),
  ];
  return starts.find((id) => dayIn(category, fields, id) === null) ?? null;
}
