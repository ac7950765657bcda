import { FileRefusedError, isFileRefusal, openTable } from '../../platform/files/index.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import type { JudgedAhead } from './judged-ahead.ts';
import type { KeptRows } from './kept-rows.ts';
import { keyTextOf } from './key-text.ts';
import { SpokenAgain } from './spoken-again.ts';
import { missingColumns, type TableHead } from './table-head.ts';
import { dataRows } from './table-rows.ts';

export type Scanned = {
  rows: number;
  /** All of them were judged or kept: the file need not be read again. */
  kept: boolean;
  ignoredColumns: string[];
  /** A table of it has the columns of a returned workbook. */
  returned: boolean;
  /** Which rows speak of the same records, as far as that can be said before anybody has asked whose they are. */
  spoken: SpokenAgain;
};
export type FileRefused = { code: string; message: string };

/**
 * Reads a whole file once before anything of it is used: a file that must be refused is refused whole and leaves nothing
 * behind, also when it turns bad in its last row.
 */
export async function scanFile(
  path: string,
  name: string,
  category: CompiledCategory,
  ahead: JudgedAhead,
  kept: KeptRows,
  chunkRows: number,
): Promise<Scanned | FileRefused> {
  const heads: { sheet: string | null; head: TableHead }[] = [];
  const spoken = new SpokenAgain(chunkRows);
  let rows = 0;
  const table = await openTable(path, { name });
  if (isFileRefusal(table)) return { code: table.refused, message: table.message };
  try {
    for await (const batch of dataRows(table.rows, category, (found) => heads.push(found))) {
      rows += batch.length;
      for (const row of batch) spoken.note(keyTextOf(row, category));
      // a text is split again sooner than its rows are put away and fetched
      if (table.format !== 'xlsx') continue;
      const behind = await ahead.take(batch);
      if (behind.length > 0) await kept.add(behind);
    }
  } catch (error) {
    if (error instanceof FileRefusedError) return { code: error.refusal.refused, message: error.refusal.message };
    throw error;
  } finally {
    await table.close();
  }
  if (heads.length === 0) {
    return {
      code: 'no-table',
      message: `文件中没有找到“${category.name}”的表头，请使用该类别的模板，表头须在前 30 行内`,
    };
  }
  for (const { sheet, head } of heads) {
    const missing = missingColumns(head, category);
    if (missing.length === 0) continue;
    const where = sheet === null ? '' : `工作表“${sheet}”`;
    return {
      code: 'missing-column',
      message: `${where}缺少必需的列：${missing.map((field) => field.name).join('、')}，请补齐列后再报送（内容可逐行填写）`,
    };
  }
  return {
    rows,
    kept: ahead.rows + kept.count === rows,
    ignoredColumns: [...new Set(heads.flatMap(({ head }) => head.ignored))],
    returned: heads.some(({ head }) => head.returned !== null),
    spoken,
  };
}
