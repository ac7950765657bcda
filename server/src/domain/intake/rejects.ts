import assert from 'node:assert/strict';
import { today } from '../../kernel/dates.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { openTable } from '../../platform/files/index.ts';
import { type ReadLayout, readLayouts, writeWorkbookFile } from '../../platform/files/write/index.ts';
import type { System } from '../../system.ts';
import { type CompiledCategory, catalogueInForce } from '../catalogue/index.ts';
import { type Batch, findBatch } from './batch.ts';
import { RejectsBook } from './rejects-book.ts';
import { faultsOf } from './rejects-findings.ts';
import { SheetTops } from './rejects-sheets.ts';
import { unsealFile } from './sealed-file.ts';
import { dataRows } from './table-rows.ts';

/** The sheet of a workbook given back to the sender of a CSV file, which has no sheets. */
const SHEET_OF_A_TEXT_FILE = '报送数据';
const NO_LAYOUT: ReadLayout = { widths: [], merges: [] };

export type Rejects = { file: string };

/**
 * Writes the rejected and unresolved rows of a finished batch to a workbook at `path`, in the layout of the file that was
 * sent, each with its row number there and how to mend it. Only the agency that sent the file may have it.
 *
 * @returns the name to give the workbook.
 */
export async function writeRejects(
  system: System,
  { batchId, agency }: { batchId: string; agency: string },
  path: string,
): Promise<Rejects | Refusal> {
  const batch = await findBatch(system.pool, batchId);
  if (batch === null || batch.agency !== agency) return refuse('not-found', '没有这个批次，请核对批次编号');
  const refusal = await notReturnable(system, batch);
  if (refusal) return refusal;
  const catalogue = await catalogueInForce(system.pool, today(batch.startedAt));
  const category = catalogue.category(batch.category);
  assert(category !== undefined, 'what was received is of a known category');
  const sent = await unsealFile(system.pool, batchId, system.secrets.derive('intake file'));
  try {
    await writeWorkbookFile(path, (book) =>
      giveBack(system, batch, category, sent.path, new RejectsBook(book, batchId)),
    );
  } finally {
    await sent.remove();
  }
  return { file: `${batch.file.replace(/\.[^.]*$/, '')}-退回.xlsx` };
}

async function notReturnable(system: System, batch: Batch): Promise<Refusal | null> {
  if (batch.status === 'refused') return refuse('conflict', '该批次的文件被整体拒收，没有逐行退回的内容，原因见回执');
  if (batch.status === 'cancelled' || batch.status === 'failed') {
    return refuse('conflict', '该批次没有处理完就已终止，没有可退回的行，原因见回执');
  }
  if (batch.status !== 'finished') return refuse('conflict', '该批次还没有处理完，请在回执显示完成后再取退回的行');
  if (batch.origin === 'rows') return refuse('not-found', '该批次是逐行报送的，没有文件可退回，各行的原因见回执');
  const { rows } = await system.pool.query('select from intake_part where batch_id = $1 limit 1', [batch.batchId]);
  if (rows.length > 0) return null;
  return refuse('not-found', '该批次的原文件已按保存期限删除，各行的原因见回执，请据此补正后重新报送');
}

async function giveBack(
  { pool }: System,
  batch: Batch,
  category: CompiledCategory,
  path: string,
  book: RejectsBook,
): Promise<void> {
  const table = await openTable(path, { name: batch.file });
  assert(!('refused' in table), 'a finished batch has a file that can be read');
  try {
    const layouts = table.format === 'xlsx' ? await readLayouts(path) : new Map<string, ReadLayout>();
    const sheets: (string | null)[] = table.sheets === undefined ? [null] : [...new Set(table.sheets)];
    const tops = new SheetTops();
    const faults = faultsOf(pool, batch.batchId);
    let begun = 0;
    /** Sheets come in their order; those without a data row are written on the way to the next. */
    const beginUpTo = async (sheet: string | null) => {
      for (const last = sheets.indexOf(sheet); begun <= last; begun += 1) {
        const name = sheets[begun] ?? null;
        const layout = name === null ? NO_LAYOUT : (layouts.get(name) ?? NO_LAYOUT);
        await book.sheet(name ?? SHEET_OF_A_TEXT_FILE, tops.of(name), layout);
      }
    };
    let seq = 0;
    for await (const rows of dataRows(tops.watch(table.rows), category, ({ sheet, head }) => tops.found(sheet, head))) {
      for (const { row } of rows) {
        const faulty = await faults(seq);
        seq += 1;
        if (faulty === null) continue;
        await beginUpTo(row.sheet);
        await book.faulty(row, faulty);
      }
    }
    await beginUpTo(sheets.at(-1) ?? null);
  } finally {
    await table.close();
  }
}
