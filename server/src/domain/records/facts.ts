import { documentNoKey, nameKey, textKey } from '../../kernel/text.ts';
import type { CompiledCategory, Field } from '../catalogue/index.ts';
import type { Facts } from './versions.ts';

type Fields = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/**
 * The facts of a row or a held version, folded so that two ways of writing the same compare equal. Fields that identify
 * the party or the export are no facts, except that the register's own facts include the name.
 */
export function factsOf(fields: Fields, category: CompiledCategory): Facts {
  const facts: Record<string, string | readonly string[] | null> = {};
  for (const field of factFieldsOf(category)) {
    const value = fields[field.id] ?? null;
    const folded = value === null ? '' : fold(value, field, category);
    if (folded.length > 0) facts[field.id] = folded;
  }
  return facts;
}

const known = new WeakMap<CompiledCategory, Field[]>();

function factFieldsOf(category: CompiledCategory): Field[] {
  const fields = known.get(category) ?? factFields(category);
  known.set(category, fields);
  return fields;
}

/** Party columns say who, not what; in the register itself the name is what is said. */
function factFields(category: CompiledCategory): Field[] {
  const { name, code, orgCode, oldNumbers = [], partyKind, personNumbers = [] } = category.identifies;
  const party = new Set([code, orgCode, ...oldNumbers, partyKind, ...personNumbers]);
  if (category.role !== 'register') party.add(name);
  return category.fields.filter(({ id, fact, type }) => fact !== false && type !== 'dropped' && !party.has(id));
}

function fold(value: string | readonly string[], field: Field, category: CompiledCategory): string | readonly string[] {
  if (typeof value !== 'string') return [...value].map(textKey).sort();
  if (field.id === category.identifies.name) return nameKey(value);
  // numbers are folded alike in the key and in the facts, or one record would differ from itself
  if (field.id === category.decides.documentNo || category.naturalKey.includes(field.id)) return documentNoKey(value);
  if (field.type === 'amount') return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return textKey(value);
}
