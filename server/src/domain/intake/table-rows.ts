import type { TableRow } from '../../platform/files/index.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import type { Finding } from './findings.ts';
import { findHead, HEAD_SEARCH_ROWS, type TableHead } from './table-head.ts';

/** Totals, signatures and notes below a table; the words stand alone or before ：, 人, 单位, 日期 or 电话. */
const TOTALS = /^(合计|总计|小计)(：|:|\d|$)/;
const FORM_NOTES = /^(填表|填报|审核|制表|联系|说明|备注)(：|:|人|单位|日期|电话|$)/;

/** A data row of the sender's table, with the heading that governs it. */
export type DataRow = {
  head: TableHead;
  row: TableRow;
  /** Why the row is refused whatever it says. */
  refused?: Finding;
};
export type SheetHead = { sheet: string | null; head: TableHead };

/**
 * Walks a file's rows and keeps those that are data: below a recognised heading, not empty, not a title, a repeated
 * heading or a footer. `onHead` hears of every sheet with a heading before its first row comes.
 */
export async function* dataRows(
  batches: AsyncIterable<readonly TableRow[]>,
  category: CompiledCategory,
  onHead: (found: SheetHead) => void,
): AsyncGenerator<DataRow[]> {
  let sheet: string | null | undefined;
  let waiting: TableRow[] = [];
  let head: TableHead | null = null;
  let searching = true;

  const settle = (): DataRow[] => {
    const candidates = waiting;
    waiting = [];
    searching = false;
    head = findHead(candidates, category);
    if (head === null) return [];
    onHead({ sheet: sheet ?? null, head });
    return keep(
      head,
      candidates.filter(({ row }) => row > (head as TableHead).row),
      category,
    );
  };

  for await (const batch of batches) {
    const out: DataRow[] = [];
    for (const row of batch) {
      if (row.sheet !== sheet) {
        if (waiting.length > 0) out.push(...settle());
        sheet = row.sheet;
        head = null;
        searching = true;
        waiting = [];
      }
      if (head !== null) {
        if (isData(row, head, category)) out.push({ head, row });
      } else if (searching) {
        waiting.push(row);
        // one more: the second row of a heading that begins in the last
        if (waiting.length > HEAD_SEARCH_ROWS) out.push(...settle());
      }
    }
    if (out.length > 0) yield out;
  }
  const rest = waiting.length > 0 ? settle() : [];
  if (rest.length > 0) yield rest;
}

function keep(head: TableHead, rows: readonly TableRow[], category: CompiledCategory): DataRow[] {
  return rows.filter((row) => isData(row, head, category)).map((row) => ({ head, row }));
}

function isData(row: TableRow, head: TableHead, category: CompiledCategory): boolean {
  if (head.columns.every(({ index }) => isBlank(row, index))) return false;
  return !isRepeatedHeading(row, head) && !isFooter(row, head, category);
}

const isBlank = (row: TableRow, index: number): boolean => {
  const cell = row.cells[index];
  return cell === undefined || (cell.text.trim() === '' && cell.kind !== 'formula');
};

function isRepeatedHeading(row: TableRow, head: TableHead): boolean {
  let same = 0;
  let different = 0;
  for (const { index } of head.columns) {
    if (isBlank(row, index)) continue;
    if (head.texts.has(row.cells[index]?.text.trim() ?? '')) same += 1;
    else different += 1;
    // what is left cannot outweigh it any more
    if (different * 2 >= head.columns.length) return false;
  }
  return same + different >= 2 && same > different;
}

/** A footer: none of its code columns holds a digit, and its first cell is one of the words of a form's end. */
function isFooter(row: TableRow, head: TableHead, category: CompiledCategory): boolean {
  const first =
    row.cells
      .find(({ text }) => text.trim() !== '')
      ?.text.normalize('NFKC')
      .replace(/\s/g, '') ?? '';
  if (!TOTALS.test(first) && !FORM_NOTES.test(first)) return false;
  const { code, orgCode, oldNumbers = [] } = category.identifies;
  const codes = new Set([code, orgCode, ...oldNumbers]);
  return head.columns
    .filter(({ field }) => codes.has(field.id))
    .every(({ index }) => !/\d/.test(row.cells[index]?.text.normalize('NFKC') ?? ''));
}
