import type { Row } from '../journeys/tables.ts';

/** What must come of a file: its counts and row codes, or the refusal of the whole with its sentence. */
export type Expected =
  | { refused: string; says: RegExp }
  | {
      accepted: number;
      /** `row code` of every error, `sheet!row code` in a workbook of several sheets. */
      errors?: readonly string[];
      warnings?: readonly string[];
      duplicate?: number;
      ignored?: readonly string[];
      /** What the first error says. */
      says?: RegExp;
    };

/** One awkward file. `make` is given three good licences of this case, every heading with a value. */
export type AwkwardCase = {
  name: string;
  make: (rows: readonly [Row, Row, Row]) => string | Uint8Array;
  expect: Expected;
};

export const READ_ALL: Expected = { accepted: 3 };
export const DAMAGED: Expected = { refused: 'unreadable', says: /损坏.*另存为/ };
export const TOO_LARGE: Expected = { refused: 'too-large', says: /请.*(拆分|新的工作簿|删去|缩短)/ };
export const NO_TABLE: Expected = { refused: 'no-table', says: /表头/ };
