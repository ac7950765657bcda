import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Catalogue, missingStart } from '../catalogue/index.ts';
import type { Windowed } from './open-windows.ts';

/**
 * Refuses to open what was accepted under an earlier version of the catalogue, where the one in force counts from a day that
 * was not asked for then.
 */
export function refuseWithoutStart(
  catalogue: Catalogue,
  { category: code, fields }: Pick<Windowed, 'category' | 'fields'>,
): Refusal | null {
  const category = catalogue.category(code);
  const missing = category === undefined ? null : missingStart(category, fields);
  if (missing === null) return null;
  const heading = category?.fieldsById.get(missing)?.name ?? missing;
  return refuse(
    'conflict',
    `现行目录自“${heading}”起算期限，该信息没有这一日期。请由报送部门按现行模板补报，更正的请一并补填。`,
    { field: missing },
  );
}
