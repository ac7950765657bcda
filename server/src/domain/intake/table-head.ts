import { headingUnit } from '../../kernel/text.ts';
import { storable, type TableRow } from '../../platform/files/index.ts';
import type { CompiledCategory, Edition, Field } from '../catalogue/index.ts';
import { AFTER_ALL_COLUMNS, type Finding } from './findings.ts';
import { type ReturnedColumns, returnedColumns } from './rejects-columns.ts';

/** A title, a note, who filled the form: headings stand within the first rows that have content. */
export const HEAD_SEARCH_ROWS = 30;
/** Fewer recognised columns are a coincidence, such as a note that mentions a name. */
const FEWEST_COLUMNS_OF_A_HEAD = 3;
/** A second heading row must be made of headings in at least this share of its filled cells. */
const SHARE_OF_HEADINGS = 0.5;

/** One column of the sender's table and the field it feeds. */
export type Column = {
  index: number;
  field: Field;
  /** As the sender wrote it; errors name it. */
  heading: string;
  unit: '元' | '万元' | null;
  /** 0, and 1 onwards for the further parts of a joined old column such as CF_CFLB1+CF_CFLB2. */
  part: number;
};

export type TableHead = {
  /** Last row of the heading; data start below. */
  row: number;
  columns: Column[];
  ignored: string[];
  /** Every heading as written, of both rows where there are two: a row made of them is the heading come again. */
  texts: ReadonlySet<string>;
  edition: Edition | undefined;
  /** The two columns that only a returned workbook has; null in any other. */
  returned: ReturnedColumns | null;
};

type Reading = { column: Omit<Column, 'index'> | null; heading: string };

/** Finds the heading within the first rows of a sheet, of one or two rows; null where there is none. */
export function findHead(rows: readonly TableRow[], category: CompiledCategory): TableHead | null {
  for (const [at, row] of rows.slice(0, HEAD_SEARCH_ROWS).entries()) {
    const upper = readHeadings(row, category);
    const known = new Set(upper.flatMap(({ column }) => (column ? [column.field.id] : [])));
    if (known.size < FEWEST_COLUMNS_OF_A_HEAD) continue;
    const below = rows[at + 1];
    const lower = below !== undefined && below.row === row.row + 1 ? readHeadings(below, category) : [];
    if (below !== undefined && isHeadingRow(lower)) {
      return headOf(mergeHeadings(upper, lower), below.row, category, [...upper, ...lower]);
    }
    const above = rows[at - 1];
    const spanning = above !== undefined && above.row === row.row - 1 ? readHeadings(above, category) : [];
    return headOf(underSpanning(spanning, upper), row.row, category, [...spanning, ...upper]);
  }
  return null;
}

function readHeadings(row: TableRow, category: CompiledCategory): Reading[] {
  return row.cells.map(({ text }) => {
    const found = category.fieldByHeading(text);
    if (found === undefined) return { column: null, heading: storable(text.trim()) };
    const { field, part } = found;
    return { column: { field, part, heading: text.trim(), unit: headingUnit(text) }, heading: text.trim() };
  });
}

function isHeadingRow(readings: readonly Reading[]): boolean {
  const filled = readings.filter(({ heading }) => heading !== '');
  const known = filled.filter(({ column }) => column !== null);
  return known.length >= 2 && known.length >= filled.length * SHARE_OF_HEADINGS;
}

/** The lower row is the more exact one; where it is empty (a merged cell) or unknown, the upper row speaks. */
function mergeHeadings(upper: readonly Reading[], lower: readonly Reading[]): Reading[] {
  const width = Math.max(upper.length, lower.length);
  return Array.from({ length: width }, (_, index) => {
    const above = upper[index] ?? { column: null, heading: '' };
    const below = lower[index] ?? { column: null, heading: '' };
    if (below.column === null) return above.column !== null || below.heading === '' ? above : below;
    const unit = below.column.unit ?? above.column?.unit ?? headingUnit(above.heading);
    const sameField = above.column?.field.id === below.column.field.id;
    return {
      heading: below.heading,
      column: {
        ...below.column,
        unit,
        part: sameField ? (above.column?.part ?? below.column.part) : below.column.part,
      },
    };
  });
}

/** A row of group headings too sparse to be found by itself: where a heading spans both rows, it stands in the upper one. */
function underSpanning(above: readonly Reading[], found: readonly Reading[]): Reading[] {
  const width = Math.max(found.length, ...above.map(({ column }, at) => (column === null ? 0 : at + 1)));
  return Array.from({ length: width }, (_, index) => {
    const reading = found[index] ?? { column: null, heading: '' };
    const over = above[index];
    return reading.heading === '' && over !== undefined && over.column !== null ? over : reading;
  });
}

function headOf(
  readings: readonly Reading[],
  row: number,
  category: CompiledCategory,
  written: readonly Reading[] = readings,
): TableHead {
  const columns: Column[] = [];
  const ignored: string[] = [];
  const taken = new Set<string>();
  const returned = returnedColumns(readings.map(({ heading }) => heading));
  for (const [index, { column, heading }] of readings.entries()) {
    if (heading === '' || index === returned?.row || index === returned?.reason) continue;
    const place = column && `${column.field.id}/${column.part}`;
    if (column === null || place === null || taken.has(place)) {
      ignored.push(heading);
      continue;
    }
    taken.add(place);
    columns.push({ ...column, index });
  }
  const texts = new Set(written.map(({ heading }) => heading).filter((heading) => heading !== ''));
  return { row, columns, ignored, texts, edition: category.editionOf(texts), returned };
}

/** The head of a row that names its own fields: by field id, field code or heading. */
export function headOfKeys(keys: readonly string[], category: CompiledCategory): TableHead {
  const readings = readHeadings({ sheet: null, row: 0, cells: keys.map((text) => ({ text, kind: 'text' })) }, category);
  return headOf(readings, 0, category);
}

/** Required columns a head lacks, beyond those its edition never had. */
export function missingColumns(head: TableHead, category: CompiledCategory): Field[] {
  const present = new Set(head.columns.map(({ field }) => field.id));
  const { name, code, orgCode, oldNumbers = [] } = category.identifies;
  const missing = category
    .requiredColumns(head.edition)
    .filter(({ id }) => !present.has(id) && id !== code && id !== name);
  const nameField = category.fieldsById.get(name);
  if (nameField && !present.has(name)) missing.unshift(nameField);
  // a table may know its parties by other numbers alone
  const codeField = category.fieldsById.get(code);
  const knowsParties = [code, orgCode, ...oldNumbers].some((id) => id !== undefined && present.has(id));
  if (codeField && !knowsParties) missing.unshift(codeField);
  return missing;
}

/** Where findings about a field stand: its column, or behind all columns where the table has none for it. */
export function placeOf(head: TableHead, fieldId: string | undefined): Pick<Finding, 'at' | 'column'> {
  const column = head.columns.find(({ field }) => field.id === fieldId);
  return { at: column?.index ?? AFTER_ALL_COLUMNS, column: column?.heading ?? '' };
}
