import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { CompiledCategory, Field, Openness } from '../catalogue/index.ts';
import { publicText } from './public-text.ts';

/** Who asks: anybody, or an agency with a purpose. What needs a person's authorisation is answered to neither here. */
export type Caller = 'public' | 'government';

export type ShownFields = Record<string, string | string[] | null>;
export type HeldFields = Readonly<Record<string, string | readonly string[] | null>>;
/** Masked texts a person approved, by field id. */
export type ReviewedTexts = Readonly<Record<string, string>>;

/** `waiting`: ids of fields the public does not see until a person has looked at their text. */
export type Shown = { fields: ShownFields; waiting: string[] };

/**
 * What the catalogue in force today lets this caller see of a record. Free text that names private persons is masked for
 * the public (`boundary.md`, 11), a text the masker is unsure of is left out until a person approved one; what looks like
 * an identity number is masked for everybody.
 */
export function shownFields(
  category: CompiledCategory,
  caller: Caller,
  fields: HeldFields,
  reviewed: ReviewedTexts = {},
): Shown {
  const shown: Shown = { fields: {}, waiting: [] };
  for (const field of category.fields) {
    const value = fields[field.id];
    const manner = mannerOf(category, caller, field);
    if (value === undefined || manner === 'hidden') continue;
    const text = reviewed[field.id];
    if (manner === 'shown' || value === null) shown.fields[field.id] = plain(value);
    else if (text !== undefined) shown.fields[field.id] = maskIdentifiersIn(text);
    else {
      const masked = maskedValue(category, fields, value);
      if (masked === null) shown.waiting.push(field.id);
      else shown.fields[field.id] = masked;
    }
  }
  return shown;
}

/** The fields of `shownFields` alone, where no review is at hand. */
export function visibleFields(category: CompiledCategory, caller: Caller, fields: HeldFields): ShownFields {
  return shownFields(category, caller, fields).fields;
}

/** Whether the caller may see the field that a record's own column was filled from; without such a field, the category decides. */
export function maySeeField(category: CompiledCategory, caller: Caller, fieldId: string | undefined): boolean {
  const field = category.fields.find(({ id }) => id === fieldId);
  return field === undefined ? mayShowCategory(category, caller) : mannerOf(category, caller, field) === 'shown';
}

export function mayShowCategory(category: CompiledCategory, caller: Caller): boolean {
  return covers(caller, category.openness);
}

/** Names that stay readable in the free text of a record: the subject's and the deciding authority's, as it holds them. */
export function namesThatStay({ identifies, decides }: CompiledCategory, fields: HeldFields) {
  const held = (fieldId: string | undefined) => {
    const value = fieldId === undefined ? undefined : fields[fieldId];
    return typeof value === 'string' ? [value] : [];
  };
  return { subjectNames: held(identifies.name), authorityNames: held(decides.name) };
}

/** How a caller sees a field. */
export function mannerOf(category: CompiledCategory, caller: Caller, field: Field): 'shown' | 'masked' | 'hidden' {
  if (field.type === 'dropped' || category.identifies.personNumbers?.includes(field.id) === true) return 'hidden';
  if (!covers(caller, field.openness ?? category.openness)) return 'hidden';
  if (caller === 'government' || field.publish === undefined || field.publish === 'shown') return 'shown';
  return field.publish === 'masked' ? 'masked' : 'hidden';
}

function covers(caller: Caller, openness: Openness): boolean {
  return openness === 'public' || (openness === 'government' && caller === 'government');
}

function plain(value: string | readonly string[] | null): string | string[] | null {
  if (value === null) return null;
  return typeof value === 'string' ? maskIdentifiersIn(value) : value.map(maskIdentifiersIn);
}

/** Null where one of the texts is not certain. */
function maskedValue(
  category: CompiledCategory,
  fields: HeldFields,
  value: string | readonly string[],
): string | string[] | null {
  const context = namesThatStay(category, fields);
  const masked = (typeof value === 'string' ? [value] : value).map((text) => publicText(text, context));
  if (masked.some(({ kind }) => kind === 'unsure')) return null;
  const texts = masked.map(({ text }) => maskIdentifiersIn(text));
  return typeof value === 'string' ? (texts[0] ?? '') : texts;
}
