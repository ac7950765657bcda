import { maskIdentifiersIn } from '../../kernel/masking.ts';
import type { CompiledCategory, Field, Openness } from '../catalogue/index.ts';

/** Who asks: anybody, or an agency with a purpose. What needs a person's authorisation is answered to neither here. */
export type Caller = 'public' | 'government';

export type ShownFields = Record<string, string | string[] | null>;
export type HeldFields = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * What the catalogue in force today lets this caller see of a record. Fields to be masked for the public are left out
 * until a masker reads free text (`boundary.md`, 11); what looks like an identity number is masked for everybody.
 */
export function visibleFields(category: CompiledCategory, caller: Caller, fields: HeldFields): ShownFields {
  const shown: ShownFields = {};
  for (const field of category.fields) {
    const value = fields[field.id];
    if (value === undefined || !mayShow(category, caller, field)) continue;
    shown[field.id] = value === null ? null : typeof value === 'string' ? safe(value) : value.map(safe);
  }
  return shown;
}

/** Whether the caller may see the field that a record's own column was filled from; without such a field, the category decides. */
export function maySeeField(category: CompiledCategory, caller: Caller, fieldId: string | undefined): boolean {
  const field = category.fields.find(({ id }) => id === fieldId);
  return field === undefined ? mayShowCategory(category, caller) : mayShow(category, caller, field);
}

export function mayShowCategory(category: CompiledCategory, caller: Caller): boolean {
  return covers(caller, category.openness);
}

function mayShow(category: CompiledCategory, caller: Caller, field: Field): boolean {
  if (field.type === 'dropped' || category.identifies.personNumbers?.includes(field.id) === true) return false;
  if (!covers(caller, field.openness ?? category.openness)) return false;
  return caller === 'government' || field.publish === undefined || field.publish === 'shown';
}

function covers(caller: Caller, openness: Openness): boolean {
  return openness === 'public' || (openness === 'government' && caller === 'government');
}

function safe(text: string): string {
  return maskIdentifiersIn(text);
}
