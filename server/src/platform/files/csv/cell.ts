import { storable } from '../storable.ts';
import { type Cell, EMPTY_CELL } from '../table.ts';

/** `="0123"` is how people keep a spreadsheet from eating leading zeros: text, not a formula. */
const KEPT_TEXT = /^="((?:[^"]|"")*)"$/;

/** A cell of a CSV file: plain text as written. `-`, `+` and `@` begin ordinary text; only `=` begins a formula. */
export function csvCell(written: string): Cell {
  if (written === '') return EMPTY_CELL;
  if (written.charCodeAt(0) !== 0x3d) return { text: storable(written), kind: 'text' };
  const kept = KEPT_TEXT.exec(written)?.[1];
  if (kept !== undefined) return { text: storable(kept.replaceAll('""', '"')), kind: 'text' };
  // A ruled line (====) or a lone sign is not a formula in any spreadsheet.
  return { text: storable(written), kind: /^=+$/.test(written) ? 'text' : 'formula' };
}
