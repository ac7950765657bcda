/**
 * The values of one record by field id, as intake holds them: texts and enumeration terms, dates `YYYY-MM-DD`, amounts
 * as decimal text in yuan, sets of terms as lists. Absent and null mean the same: the cell is empty.
 */
export type FieldValue = string | readonly string[] | null | undefined;
export type Fields = Readonly<Record<string, FieldValue>>;

/** The value as text; null for an empty cell and for a set. */
export function textOf(fields: Fields, id: string | undefined): string | null {
  const value = id === undefined ? null : fields[id];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** What the rules on windows and measures look at: a record's category, who decided it (its code), and its values. */
export type Judged = { category: string; authority: string | null; fields: Fields };
