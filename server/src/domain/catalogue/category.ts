import assert from 'node:assert/strict';
import { headingKey, nameKey } from '../../kernel/text.ts';
import { type Condition, compileCondition } from './conditions.ts';
import type { CompiledEnumeration, TermsRead } from './enumeration.ts';
import type { CompiledTrigger } from './triggers.ts';
import { type Category, type Edition, type Field, type List, SUBJECT_KINDS, type SubjectKind } from './types.ts';
import { type Fields, textOf } from './values.ts';

/** A column of a file: the field it feeds, and which part of it where the old edition split one field into several. */
export type Column = { field: Field; part: number };

export type CompiledCategory = Omit<Category, 'editions' | 'keyOmits'> & {
  editions: readonly Edition[];
  keyOmits: readonly 'decidedBy'[];
  /** Natural persons need a ground of the schema's own allow-list, and no category of the catalogue has one. */
  takesPersons: false;
  fieldsById: ReadonlyMap<string, Field>;
  /** The fields two versions are compared by. */
  factFields: readonly Field[];
  /** Looks a heading up as written: Chinese name, alias, new or old field code, field id. */
  fieldByHeading(heading: string): Column | undefined;
  /** The edition of the exchange standard a file with these headings follows; undefined: the one in force. */
  editionOf(headings: Iterable<string>): Edition | undefined;
  /** The columns a file must have, in the order of the catalogue. */
  requiredColumns(edition?: Edition): Field[];
  /** Whether these values make the field's condition hold; false where it has none. */
  isRequired(fieldId: string, values: Fields): boolean;
  isForbidden(fieldId: string, values: Fields): boolean;
  /** Whether this row speaks against its subject: by the nature of the category, or by `adverseWhen`. */
  isAdverse(fields: Fields): boolean;
  /** Whether `publicity.onlyIf` lets this row be shown to anybody; true where it asks nothing. */
  isPublishable(fields: Fields): boolean;
  /** Reads a cell of an enumeration field by the code of the file's edition: the terms as they are held. */
  readTerms(fieldId: string, text: string, edition?: string | null): TermsRead;
  /** What may be filled in, for the sentence of a refusal. */
  termsOf(fieldId: string, edition?: string | null): string[];
  /** What a held term of an enumeration field means to the engine (`in-force`, `person`, `minor`, a kind of subject). */
  meansOf(fieldId: string, term: string): string | undefined;
  /** register only: the kind of subject that a text of 主体类型 means. */
  kindOf(text: string): SubjectKind | undefined;
  /** register only: the kind of subject this row registers. */
  kindIn(fields: Fields): SubjectKind | undefined;
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
  const editions = category.editions ?? [];
  const requiredIf = conditions(category, 'requiredIf');
  const forbiddenIf = conditions(category, 'forbiddenIf');
  const adverseWhen = optional(category, category.adverseWhen);
  const onlyIf = optional(category, category.publicity?.onlyIf);
  const enumerationOf = (fieldId: string, edition: string | null = null) => {
    const reads = editions.find(({ code }) => code === edition)?.reads?.[fieldId];
    return enumerations.get(reads ?? fieldsById.get(fieldId)?.of ?? '');
  };
  const kindOf = (text: string) => {
    const kinds = enumerationOf(category.registers?.kind ?? '');
    const read = kinds?.parseOne(text);
    const means = read?.ok === true ? kinds?.meansOf(read.terms[0] ?? '') : undefined;
    return SUBJECT_KINDS.find((kind) => kind === means);
  };

  return {
    ...category,
    editions,
    keyOmits: category.keyOmits ?? [],
    takesPersons: false,
    fieldsById,
    factFields: category.fields.filter(({ type, fact }) => type !== 'dropped' && fact !== false),
    triggers,
    lists,
    fieldByHeading: (heading) => columns.get(headingKey(heading)),
    editionOf(headings) {
      const keys = new Set(Array.from(headings, headingKey));
      return editions.find((edition) => edition.knownBy.some((known) => keys.has(headingKey(known))));
    },
    requiredColumns: (edition) =>
      category.fields.filter((field) => field.required === true && edition?.lacks.includes(field.id) !== true),
    isRequired: (fieldId, values) => requiredIf.get(fieldId)?.(values) ?? false,
    isForbidden: (fieldId, values) => forbiddenIf.get(fieldId)?.(values) ?? false,
    isAdverse: (fields) => category.nature === 'adverse' || (adverseWhen?.(fields) ?? false),
    isPublishable: (fields) => onlyIf?.(fields) ?? true,
    readTerms(fieldId, text, edition) {
      const field = fieldsById.get(fieldId);
      const enumeration = enumerationOf(fieldId, edition);
      assert(field !== undefined && enumeration !== undefined, `${category.code}.${fieldId} is no enumeration`);
      return field.type === 'enum-set' ? enumeration.parseSet(text, field) : enumeration.parseOne(text, field);
    },
    termsOf(fieldId, edition) {
      const terms = enumerationOf(fieldId, edition)?.terms.map(({ term }) => term) ?? [];
      return fieldsById.get(fieldId)?.other === true ? [...terms, '其他：（注明内容）'] : terms;
    },
    meansOf(fieldId, term) {
      const read = [null, ...editions.map(({ code }) => code)].map((edition) => enumerationOf(fieldId, edition));
      return read.map((enumeration) => enumeration?.meansOf(term)).find((means) => means !== undefined);
    },
    kindOf,
    kindIn: (fields) => kindOf(textOf(fields, category.registers?.kind) ?? ''),
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

function optional(category: Category, text: string | undefined): Condition | undefined {
  return text === undefined ? undefined : compileCondition(category.fields, text);
}
