import type { AwkwardCase } from './awkward-case.ts';
import { CELLS } from './make-cells.ts';
import { ENCODINGS } from './make-encodings.ts';
import { FOREIGN } from './make-foreign.ts';
import { HOSTILE } from './make-hostile.ts';
import { LAYOUTS } from './make-layouts.ts';
import { SEPARATED } from './make-separators.ts';

/** Every awkward file, by what is awkward about it. */
export const CASES: Readonly<Record<string, readonly AwkwardCase[]>> = {
  encodings: ENCODINGS,
  separators: SEPARATED,
  layouts: LAYOUTS,
  cells: CELLS,
  hostile: HOSTILE,
  foreign: FOREIGN,
};
