import type { PlacedRow } from './place-row.ts';

/** `prior`: the same bytes came before, and this row was good then. */
export type StagedRow = PlacedRow & { prior: boolean };

/** A row that is good so far, where it stood in the file, and which record it speaks of. */
export type KeptRow = {
  seq: number;
  sheet: string | null;
  row: number;
  recordId: string;
  judged: StagedRow;
  /** No row of another chunk speaks of this record. */
  alone: boolean;
};

/** What rows under one heading have in common. */
type Shape = { fields: string[]; absent: string[] };
/** `together`: the numbers of the rows that are not alone; of an earlier release's, nobody knows. */
type Packed = { shapes: Shape[]; rows: PackedRow[]; together?: number[] };
type PackedRow = [
  seq: number,
  sheet: string | null,
  row: number,
  recordId: string,
  shape: number,
  subjectId: string,
  authorityCode: string,
  authorityName: string | null,
  warnings: PlacedRow['warnings'],
  late: boolean,
  list: string | null,
  withheld: PlacedRow['withheld'],
  prior: boolean,
  ...values: PlacedRow['values'][string][],
];
/** As an earlier release, or a migration, packed them. */
type FormerlyPacked = [seq: number, sheet: string | null, row: number, recordId: string, judged: StagedRow][];

/** Rows as text. What a heading says of all of them is said once: a chunk is packed and unpacked in half the time. */
export function packRows(kept: readonly KeptRow[]): string {
  const shapes: Shape[] = [];
  const rows = kept.map(({ seq, sheet, row, recordId, judged }): PackedRow => {
    const { subjectId, authority, values, absent, warnings, late, list, withheld, prior } = judged;
    let shape = shapes.findLastIndex((known) => known.absent === absent && isOf(values, known));
    if (shape === -1) shape = shapes.push({ fields: Object.keys(values), absent }) - 1;
    const head = [seq, sheet, row, recordId, shape, subjectId, authority.code, authority.name] as const;
    const packed: PackedRow = [...head, warnings, late, list, withheld, prior];
    for (const id in values) packed.push(values[id] ?? null);
    return packed;
  });
  const together = kept.filter(({ alone }) => !alone).map(({ seq }) => seq);
  return JSON.stringify({ shapes, rows, together } satisfies Packed);
}

/** Whether these are values of the fields of a shape, in its order. */
function isOf(values: PlacedRow['values'], { fields }: Shape): boolean {
  let at = 0;
  for (const id in values) {
    if (fields[at] !== id) return false;
    at += 1;
  }
  return at === fields.length;
}

export function unpackRows(text: string): KeptRow[] {
  const packed = JSON.parse(text) as Packed | FormerlyPacked;
  if (Array.isArray(packed)) {
    return packed.map(([seq, sheet, row, recordId, judged]) => ({ seq, sheet, row, recordId, judged, alone: false }));
  }
  const together = packed.together && new Set(packed.together);
  return packed.rows.map((row) => ({
    ...unpackRow(row, packed.shapes[row[4]] ?? { fields: [], absent: [] }),
    alone: together !== undefined && !together.has(row[0]),
  }));
}

function unpackRow(packed: PackedRow, { fields, absent }: Shape): Omit<KeptRow, 'alone'> {
  const [seq, sheet, row, recordId, , subjectId, code, name, warnings, late, list, withheld, prior] = packed;
  const first = packed.length - fields.length;
  const values: PlacedRow['values'] = {};
  for (let at = 0; at < fields.length; at += 1) {
    const id = fields[at];
    if (id !== undefined) values[id] = packed[first + at] as PlacedRow['values'][string];
  }
  const authority = { code, name };
  const judged = { subjectId, authority, values, absent, warnings, late, list, withheld, prior };
  return { seq, sheet, row, recordId, judged };
}
