import type { Json } from '../../kernel/canonical-json.ts';

/** A row of `journal_entry` as it is committed: every column but the id, and `detail` as its JSON value. */
export type EntryValues = {
  /** UTC with six decimals, as `microseconds` writes it: all that the database holds. */
  occurred_at: string;
  actor: string | null;
  agency: string | null;
  purpose: string;
  event: string;
  subject_id: string | null;
  target: string | null;
  origin: string | null;
  ref: string | null;
  detail: { readonly [key: string]: Json };
};

/** Columns that are one field each; every top-level key of `detail` is one more, named `detail.<key>`. */
export const COLUMN_FIELDS = [
  'occurred_at',
  'actor',
  'agency',
  'purpose',
  'event',
  'subject_id',
  'target',
  'origin',
  'ref',
] as const satisfies readonly (keyof EntryValues)[];

export const DETAIL_PREFIX = 'detail.';

/** Fields that may hold what a person has a right to have erased. The others say what happened and stay. */
export function isErasable(field: string): boolean {
  return ['actor', 'subject_id', 'target', 'origin', 'ref'].includes(field) || field.startsWith(DETAIL_PREFIX);
}

/** Every field of an entry with its value, columns first; a column without a value is committed as null. */
export function fieldsOf(values: EntryValues): [field: string, value: Json][] {
  return [
    ...COLUMN_FIELDS.map((field): [string, Json] => [field, values[field]]),
    ...Object.entries(values.detail).map(([key, value]): [string, Json] => [DETAIL_PREFIX + key, value]),
  ];
}

/** An instant of ours as the database gives it back: UTC, six decimals. */
export function microseconds(instant: Date): string {
  return instant.toISOString().replace('Z', '000Z');
}
