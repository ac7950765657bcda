import { composeUscc } from '../../../kernel/codes.ts';
import type { CompiledCategory } from '../model.ts';
import type { Field } from '../types.ts';
import type { FieldValue } from '../values.ts';

/** Invented, in a region that exists nowhere. */
const PARTY = { code: composeUscc('91990100', 'MA0AAAA1'), name: '青禾示例商贸有限公司' };
const AUTHORITY = { code: composeUscc('11990100', 'MB0AAAA1'), name: '青禾市示例局' };
const DOCUMENT_NO = '青示〔2026〕1号';
const DECIDED_ON = '2026-03-02';
const ENDS_ON = '2027-03-01';
const YEAR = '2025';
const AMOUNT = '2.5';

/** A whole row of a category as a careful clerk would fill it in; null where she would leave the cell empty. */
export function exampleOf(category: CompiledCategory): Record<string, string | null> {
  const row: Record<string, FieldValue> = {};
  for (const field of category.fields) row[field.id] = filledIn(field, category);
  for (const { id } of category.fields) if (category.isForbidden(id, row)) row[id] = null;
  return Object.fromEntries(
    Object.entries(row).map(([id, value]) => [id, Array.isArray(value) ? value.join('、') : (value ?? null)]),
  ) as Record<string, string | null>;
}

function filledIn(field: Field, category: CompiledCategory): FieldValue {
  const { identifies, decides } = category;
  switch (field.id) {
    case identifies.name:
      return PARTY.name;
    case identifies.code:
      return PARTY.code;
    case decides.name:
      return AUTHORITY.name;
    case decides.documentNo:
      return DOCUMENT_NO.slice(0, field.max);
    case decides.list:
      return category.lists.find(({ decidedBy }) => decidedBy === 'authority')?.name ?? null;
  }
  switch (field.type) {
    case 'date':
      return DECIDED_ON;
    case 'term-end':
      return ENDS_ON;
    case 'year':
      return YEAR;
    case 'amount':
      return AMOUNT;
    case 'enum':
      return firstTerm(field, category);
    case 'enum-set':
      return [firstTerm(field, category) ?? ''];
    case 'agency-code':
      return AUTHORITY.code;
    case 'text':
      // optional texts hold names and numbers of persons and of older registers: an example of those teaches nothing
      return field.required === true || field.requiredIf !== undefined ? `${field.name}示例`.slice(0, field.max) : null;
    case 'subject-code':
    case 'dropped':
      return null;
  }
}

function firstTerm({ id }: Field, category: CompiledCategory): string | null {
  return category.termsOf(id).find((term) => category.meansOf(id, term) !== 'person') ?? null;
}
