import type { FileLimits } from '../limits.ts';
import { FileRefusedError, tooLarge, unreadable } from '../refusal.ts';
import { RowBatches } from '../row-batches.ts';
import type { TableRow } from '../table.ts';
import { csvCell } from './cell.ts';
import type { Separator } from './separator.ts';
import { RecordSplitter, UnendingRecord } from './split-records.ts';

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
  const splitter = new RecordSplitter(source.separator);
  let row = -source.hiddenRecords;
  try {
    for await (const { piece, last } of withEnd(source.text)) {
      for (const cells of splitter.split(piece, last)) {
        row += 1;
        const batch = row < 1 ? null : batches.add(null, row, cells.map(csvCell));
        if (batch === null) continue;
        yield batch;
        source.signal.throwIfAborted();
      }
      source.signal.throwIfAborted();
    }
  } catch (error) {
    throw refusalOf(error, row + 1) ?? error;
  }
  const rest = batches.rest();
  if (rest.length > 0) yield rest;
}

async function* withEnd(text: AsyncIterable<string>): AsyncGenerator<{ piece: string; last: boolean }> {
  for await (const piece of text) yield { piece, last: false };
  yield { piece: '', last: true };
}

function refusalOf(error: unknown, row: number): FileRefusedError | null {
  if (!(error instanceof UnendingRecord)) return null;
  const mend = `请检查第${row}行起英文双引号是否成对，或另存为.xlsx后重新报送。`;
  return error.why === 'too-long'
    ? new FileRefusedError(tooLarge(`文件第${row}行长得不合常理；${mend}`))
    : new FileRefusedError(unreadable(`文件从第${row}行起无法分成行和列；${mend}`));
}
