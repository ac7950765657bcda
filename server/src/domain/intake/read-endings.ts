import { normaliseCode } from '../../kernel/codes.ts';
import { headingKey } from '../../kernel/text.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { FileRefusedError, isFileRefusal, openTable, type TableRow } from '../../platform/files/index.ts';
import type { Ending } from '../records/index.ts';

/** Lines of a reconciliation list; a prefecture's repairs of several years. */
const MAX_LINES = 200_000;

const HEADINGS = {
  documentNo: ['文书号', '决定文书号', '行政处罚决定书文号', '行政许可决定文书号', 'CF_WSH', 'XK_WSH'],
  code: ['统一社会信用代码', 'CF_XDR_SHXYM', 'XK_XDR_SHXYM'],
  kind: ['终止原因', '处理结果', '状态'],
  document: ['终止文书号', '处理文书号'],
} as const;
type Column = keyof typeof HEADINGS;

const KINDS: readonly [RegExp, Ending['kind']][] = [
  [/修复/, 'repair'],
  [/撤|更正|变更|无效/, 'withdrawal'],
  [/期满|到期|终止|移出|届满/, 'closure'],
];

/** Reads the list of decisions repaired, withdrawn or ended elsewhere. A line that cannot be read refuses the list. */
export async function readEndings(path: string, name: string): Promise<Ending[] | Refusal> {
  const table = await openTable(path, { name });
  if (isFileRefusal(table)) return refuse('unreadable', table.message);
  const endings: Ending[] = [];
  let columns: Map<Column, number> | null = null;
  try {
    for await (const rows of table.rows) {
      for (const row of rows) {
        // each sheet has its own headings
        const headed = columnsOf(row);
        if (headed !== null) columns = headed;
        if (headed !== null || columns === null) continue;
        const ending = endingOf(row, columns);
        if (typeof ending === 'string') return refuse('unreadable', `第 ${row.row} 行：${ending}`);
        if (ending) endings.push(ending);
        if (endings.length > MAX_LINES) return refuse('too-large', `核对清单超过 ${MAX_LINES} 行，请拆分后分别核对`);
      }
    }
  } catch (error) {
    if (error instanceof FileRefusedError) return refuse('unreadable', error.refusal.message);
    throw error;
  } finally {
    await table.close();
  }
  if (columns === null) return refuse('no-table', '核对清单须有表头：文书号、统一社会信用代码、终止原因、终止文书号');
  return endings;
}

/** It was asked for, refused or taken back: the decision stands. */
const NOT_ENDED = /未|尚|不予|不准|不同意|不通过|不符|无需|无须|驳回|拒绝|失败|(撤销|撤回|终止)(信用)?修复/;

function columnsOf(row: TableRow): Map<Column, number> | null {
  const keys = row.cells.map(({ text }) => headingKey(text));
  const columns = new Map<Column, number>();
  for (const [column, headings] of Object.entries(HEADINGS) as [Column, readonly string[]][]) {
    const wanted = new Set(headings.map(headingKey));
    const at = keys.findIndex((key) => wanted.has(key));
    if (at >= 0) columns.set(column, at);
  }
  return columns.has('documentNo') && columns.has('kind') ? columns : null;
}

function endingOf(row: TableRow, columns: ReadonlyMap<Column, number>): Ending | string | null {
  const cell = (column: Column) => row.cells[columns.get(column) ?? -1];
  const text = (column: Column): string => cell(column)?.text.trim() ?? '';
  // nothing stands in it, and it is not empty: without its code a number would end for everybody
  const merged = [...columns.keys()].find((column) => cell(column)?.kind === 'merged');
  if (merged !== undefined) return `“${HEADINGS[merged][0]}”是合并单元格，请取消合并并逐行填写`;
  if (text('documentNo') === '') {
    const isEmpty = [...columns.keys()].every((column) => text(column) === '');
    return isEmpty ? null : '缺少文书号，请补填或者删除该行';
  }
  const kind = NOT_ENDED.test(text('kind')) ? undefined : KINDS.find(([pattern]) => pattern.test(text('kind')))?.[1];
  if (kind === undefined) return `终止原因“${text('kind')}”应为 已修复、已撤回 或 已期满`;
  const code = normaliseCode(text('code'));
  return { documentNo: text('documentNo'), code: code === '' ? null : code, kind, document: text('document') || null };
}
