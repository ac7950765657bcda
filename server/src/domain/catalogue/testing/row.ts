import fc from 'fast-check';
import { addDays } from '../../../kernel/dates.ts';
import type { CompiledCategory } from '../model.ts';
import type { Field } from '../types.ts';
import type { Fields, FieldValue } from '../values.ts';

/** The day on which the rows are written. */
export const WRITTEN_ON = '2026-11-21';
const AUTHORITY = '11990100MBJEDWW93U';
const MOST_DAYS_AGO = 1_500;

/**
 * Rows a careful clerk could fill in by the template of a category: what is required is there, what its conditions ask for
 * or forbid is there or empty, enumerations hold their own terms, days follow each other.
 */
export function rowsOf(category: CompiledCategory): fc.Arbitrary<Fields> {
  const ago = fc.integer({ min: 0, max: MOST_DAYS_AGO });
  const cells = Object.fromEntries(category.fields.map((field) => [field.id, cellOf(field, category)]));
  return fc.record({ ago, cells: fc.record(cells) }).map(({ ago: days, cells: filled }) => {
    const row: Record<string, FieldValue> = { ...filled };
    const decidedOn = addDays(WRITTEN_ON, -days);
    for (const { id, type, required } of category.fields)
      if (type === 'date' && (row[id] !== null || required === true)) row[id] = decidedOn;
    for (const { id } of category.fields)
      if (row[id] === null && category.isRequired(id, row)) row[id] = '按认定文书填写';
    for (const { id } of category.fields) if (category.isForbidden(id, row)) row[id] = null;
    return row;
  });
}

function cellOf(field: Field, category: CompiledCategory): fc.Arbitrary<FieldValue> {
  const filled = filledValue(field, category);
  return field.required === true ? filled : fc.oneof(filled, fc.constant(null));
}

function filledValue(field: Field, category: CompiledCategory): fc.Arbitrary<FieldValue> {
  const terms = () => category.termsOf(field.id).filter((term) => !term.startsWith('其他：'));
  switch (field.type) {
    case 'text':
      return fc.constantFrom('青禾市晨光印务有限公司', '青〔2026〕7号').map((text) => text.slice(0, field.max));
    case 'date':
      return fc.constant(WRITTEN_ON);
    case 'term-end':
      return fc.constantFrom(addDays(WRITTEN_ON, 400), null);
    case 'year':
      return fc.constantFrom('2024', '2025');
    case 'amount':
      return fc.constantFrom('0.00', '2999.99', '12345678.00');
    case 'enum':
      return fc.constantFrom(...terms());
    case 'enum-set':
      return fc.subarray(terms(), { minLength: 1 });
    case 'agency-code':
    case 'subject-code':
      return fc.constant(AUTHORITY);
    case 'dropped':
      return fc.constant(null);
  }
}
