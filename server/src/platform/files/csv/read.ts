import { Readable } from 'node:stream';
import { CsvError } from 'csv-parse';
import type { FileLimits } from '../limits.ts';
import { FileRefusedError, tooLarge, unreadable } from '../refusal.ts';
import { RowBatches } from '../row-batches.ts';
import type { TableRow } from '../table.ts';
import { csvCell } from './cell.ts';
import { raggedParser } from './ragged-parser.ts';
import type { Separator } from './separator.ts';

export type CsvSource = {
  /** The text in pieces, cut anywhere. */
  readonly text: AsyncIterable<string>;
  readonly separator: Separator;
  /** Records above the first row that the spreadsheet does not show (`sep=;`). */
  readonly hiddenRecords: number;
  readonly limits: FileLimits;
  readonly signal: AbortSignal;
};

/** Reads the records of a CSV file in batches; every record counts as a row, also an empty one. */
export async function* readCsv(source: CsvSource): AsyncGenerator<TableRow[]> {
  source.signal.throwIfAborted();
  const batches = new RowBatches(source.limits);
  let row = -source.hiddenRecords;
  const text = Readable.from(source.text);
  const parser = raggedParser(source.separator);
  const abort = () => parser.destroy(toError(source.signal.reason));
  source.signal.addEventListener('abort', abort, { once: true });
  text.once('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const record of parser) {
      row += 1;
      if (row < 1) continue;
      const batch = batches.add(null, row, (record as string[]).map(csvCell));
      if (batch !== null) yield batch;
    }
  } catch (error) {
    throw refusalOf(error, row + 1) ?? error;
  } finally {
    source.signal.removeEventListener('abort', abort);
    text.destroy();
    parser.destroy();
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('reading was given up', { cause: reason });
}

function refusalOf(error: unknown, row: number): FileRefusedError | null {
  if (!(error instanceof CsvError)) return null;
  const mend = `请检查第${row}行起英文双引号是否成对，或另存为.xlsx后重新报送。`;
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new FileRefusedError(tooLarge(`文件第${row}行长得不合常理；${mend}`))
    : new FileRefusedError(unreadable(`文件从第${row}行起无法分成行和列；${mend}`));
}
