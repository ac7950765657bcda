import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import { type Judged, judgeRow } from './judge-row.ts';
import type { Placement } from './place-row.ts';
import type { DataRow } from './table-rows.ts';

/**
 * Rows of a file as each is by itself, in its order; `root` is a hash over what they say. `ahead`: how they
 * were placed before their turn; null where that is to be done when they are staged.
 */
export type JudgedRows = { judged: readonly Judged[]; root: string; ahead: readonly Placement[] | null };

/** Rows judged in one go; between two goes whatever else is under way is moved on by what has come for it. */
const ROWS_IN_ONE_GO = 100;

/** Judges rows by themselves; asks nobody, so it can be done while others are being read or written. */
export async function judgeRows(desk: Desk, rows: readonly DataRow[]): Promise<JudgedRows> {
  const judged: Judged[] = [];
  const root = createHash('sha256');
  for (let at = 0; at < rows.length; at += ROWS_IN_ONE_GO) {
    if (at > 0) await othersTurn();
    const next = rows.slice(at, at + ROWS_IN_ONE_GO).map((row) => judgeOne(row, desk));
    root.update(next.map(saidBy).join(''));
    judged.push(...next);
  }
  return { judged, root: root.digest('hex'), ahead: null };
}

function judgeOne({ row, head, refused }: DataRow, { category, receivedOn }: Desk): Judged {
  // like a person's row: nothing of it is kept but where it stood
  if (refused) return { head, judged: { sheet: row.sheet, row: row.row, person: refused } };
  return { head, judged: judgeRow(row, head, category, receivedOn) };
}

/** What the root of rows takes of one; a person's row counts by its place alone. */
function saidBy({ judged: row }: Judged): string {
  return JSON.stringify('person' in row ? [row.sheet, row.row] : [row.sheet, row.row, row.values]);
}
