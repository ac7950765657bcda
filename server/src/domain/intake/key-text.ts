import { EMPTY_CELL } from '../../platform/files/index.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { planOf } from './head-plan.ts';
import { keyPartOf } from './place-row.ts';
import type { DataRow } from './table-rows.ts';

/**
 * What a data row says of the record it speaks of, before it is known whose row it is. Two rows that speak of the same
 * record say the same here; two that say the same may yet speak of the records of two parties, or of two authorities.
 */
export function keyTextOf({ head, row }: DataRow, category: CompiledCategory): string {
  const { key } = planOf(head, category);
  return key.map(({ column, read }) => keyPartOf(read(row.cells[column.index] ?? EMPTY_CELL).value) ?? '').join('\n');
}
