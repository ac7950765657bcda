import assert from 'node:assert/strict';
import { headingKey, nameKey } from '../../kernel/text.ts';
import { type Condition, compileCondition } from './conditions.ts';
import type { CompiledEnumeration } from './enumeration.ts';
import type { CompiledTrigger } from './triggers.ts';
import { type Category, type Edition, type Field, type List, SUBJECT_KINDS, type SubjectKind } from './types.ts';
import { type Fields, textOf } from './values.ts';

/** A column of a file: the field it feeds, and which part of it where the old edition split one field into several. */
export type Column = { field: Field; part: number };

export type CompiledCategory = Category & {
  fieldsById: ReadonlyMap<string, Field>;
  /** Looks a heading up by Chinese name, alias, new or old field code, field id; headings may be as written. */
  columnByHeading(heading: string): Column | undefined;
  fieldByHeading(heading: string): Field | undefined;
  /** The edition of the exchange standard a file with these headings follows; undefined: the one in force. */
  editionOf(headings: Iterable<string>): Edition | undefined;
  /** The columns a file must have, in the order of the catalogue. */
  requiredColumns(edition?: Edition): Field[];
  requiredIf: ReadonlyMap<string, Condition>;
  forbiddenIf: ReadonlyMap<string, Condition>;
  /** The enumeration by which a field of this edition is read. */
  enumerationOf(fieldId: string, edition?: Edition): CompiledEnumeration | undefined;
  /** What a held term of an enumeration field means to the engine (`in-force`, `person`, `minor`, a kind of subject). */
  meansOf(fieldId: string, term: string): string | undefined;
  /** register only: the kind of subject that a text of 主体类型 means. */
  kindOf(text: string): SubjectKind | undefined;
  triggers: readonly CompiledTrigger[];
  lists: readonly List[];
  /** The list that the record's own 名单类型 names. */
  listOf(fields: Fields): List | undefined;
};

type Parts = {
  enumerations: ReadonlyMap<string, CompiledEnumeration>;
  triggers: readonly CompiledTrigger[];
  lists: readonly List[];
};

export function compileCategory(category: Category, { enumerations, triggers, lists }: Parts): CompiledCategory {
  const fieldsById = new Map(category.fields.map((field) => [field.id, field]));
  const columns = columnsByKey(category);
  const listsByName = new Map(lists.flatMap((list) => listNames(list).map((name) => [nameKey(name), list])));
  const columnByHeading = (heading: string) => columns.get(headingKey(heading));
  const enumerationOf = (fieldId: string, edition?: Edition) =>
    enumerations.get(edition?.reads?.[fieldId] ?? fieldsById.get(fieldId)?.of ?? '');

  return {
    ...category,
    fieldsById,
    triggers,
    lists,
    columnByHeading,
    fieldByHeading: (heading) => columnByHeading(heading)?.field,
    editionOf(headings) {
      const keys = new Set(Array.from(headings, headingKey));
      return category.editions?.find((edition) => edition.knownBy.some((known) => keys.has(headingKey(known))));
    },
    requiredColumns: (edition) =>
      category.fields.filter((field) => field.required === true && edition?.lacks.includes(field.id) !== true),
    requiredIf: conditions(category, 'requiredIf'),
    forbiddenIf: conditions(category, 'forbiddenIf'),
    enumerationOf,
    meansOf(fieldId, term) {
      const read = [undefined, ...(category.editions ?? [])].map((edition) => enumerationOf(fieldId, edition));
      return read.map((enumeration) => enumeration?.meansOf(term)).find((means) => means !== undefined);
    },
    kindOf(text) {
      const kinds = enumerationOf(category.registers?.kind ?? '');
      const term = kinds?.parseOne(text);
      const means = term?.ok ? kinds?.meansOf(term.value) : undefined;
      return SUBJECT_KINDS.find((kind) => kind === means);
    },
    listOf: (fields) => listsByName.get(nameKey(textOf(fields, category.decides.list) ?? '')),
  };
}

export function listNames(list: List): string[] {
  return [list.name, list.code, ...(list.aliases ?? [])];
}

/** The keys under which a field is found, each with the part of the value it holds. */
export function headingsOf(field: Field): { heading: string; part: number }[] {
  const joined = (field.codes ?? []).flatMap((code) => code.split('+').map((heading, part) => ({ heading, part })));
  return [field.name, ...(field.aliases ?? []), field.id].map((heading) => ({ heading, part: 0 })).concat(joined);
}

function columnsByKey(category: Category): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const field of category.fields)
    for (const { heading, part } of headingsOf(field)) {
      const key = headingKey(heading);
      assert(columns.get(key)?.field.id !== field.id || columns.get(key)?.part === part, `${key} is one part`);
      assert((columns.get(key)?.field.id ?? field.id) === field.id, `two fields of ${category.code} are called ${key}`);
      columns.set(key, { field, part });
    }
  return columns;
}

function conditions(category: Category, rule: 'requiredIf' | 'forbiddenIf'): Map<string, Condition> {
  const compiled = new Map<string, Condition>();
  for (const field of category.fields) {
    const text = field[rule];
    if (text !== undefined) compiled.set(field.id, compileCondition(category.fields, text));
  }
  return compiled;
}
