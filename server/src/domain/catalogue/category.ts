import assert from 'node:assert/strict';
import { headingKey, nameKey } from '../../kernel/text.ts';
import { type Condition, compileCondition } from './conditions.ts';
import type { CompiledEnumeration } from './enumeration.ts';
import type { Column, CompiledCategory, CompiledTrigger } from './model.ts';
import { type Category, type Field, type List, SUBJECT_KINDS } from './types.ts';
import { textOf } from './values.ts';

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
  const performedWhen = optional(category, category.repair?.performedWhen);
  const never = (category.repair?.never ?? []).map((one) => ({
    ...one,
    when: compileCondition(category.fields, one.when),
  }));
  const proves = (category.proves ?? []).map((one) => ({ ...one, when: compileCondition(category.fields, one.when) }));
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
    isPerformed: (fields) => performedWhen?.(fields) ?? false,
    neverRepaired(fields) {
      const forbidden = never.find(({ when }) => when(fields));
      return forbidden === undefined ? null : { says: forbidden.says, clause: forbidden.clause.clause };
    },
    provesForRepair: (fields) => [...new Set(proves.filter(({ when }) => when(fields)).map(({ what }) => what))],
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
