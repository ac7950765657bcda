import type { Json } from '../../kernel/canonical-json.ts';
import type { EntryValues } from './entry-fields.ts';

/** A row of `journal_entry` with nothing lost on the way: the moment with its microseconds, `detail` as its text. */
export type StoredEntry = Omit<EntryValues, 'detail'> & { entry_id: string; detail: string };

/** Columns of `journal_entry` as a `StoredEntry`. */
export const STORED_ENTRY = `entry_id, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
  actor, agency, purpose, event, subject_id, target, origin, ref, detail::text as detail`;

export function valuesOf({ entry_id: _, detail, ...columns }: StoredEntry): EntryValues {
  return { ...columns, detail: exactJson(detail) };
}

/** JSON as stored. A number that JavaScript would read as another one becomes a text that no commitment is of. */
function exactJson(text: string): { [key: string]: Json } {
  return JSON.parse(text, (_key, value: unknown, { source }: { source?: string } = {}) => {
    if (typeof value !== 'number' || source === undefined) return value;
    const written = String(value);
    return written === source || written.includes('e') ? value : `number ${source}`;
  });
}
