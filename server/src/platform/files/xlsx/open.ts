import assert from 'node:assert/strict';
import type { FileLimits } from '../limits.ts';
import { type FileRefusal, FileRefusedError } from '../refusal.ts';
import type { Table, TableRow } from '../table.ts';
import { ReadingSession } from './reading-session.ts';

export type OpenXlsx = {
  readonly path: string;
  readonly limits: FileLimits;
  readonly signal: AbortSignal;
  /** Another entrance of the reading thread, for tests of the watch. */
  readonly thread?: URL;
};

/** Opens a workbook in a reading thread of its own. */
export async function openXlsx({ path, limits, signal, thread }: OpenXlsx): Promise<Table | FileRefusal> {
  signal.throwIfAborted();
  const session = new ReadingSession(path, limits, thread);
  const abort = () => void session.giveUp(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', abort);
    await session.giveUp(new Error('the table was closed before its rows were read'));
  };
  const first = await session.next().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if (first.kind === 'refused') {
    await close();
    return first.refusal;
  }
  assert(first.kind === 'opened', 'a reading thread first says what it opened');
  return { format: 'xlsx', sheets: first.sheets, rows: rowsOf(session, close), close };
}

async function* rowsOf(session: ReadingSession, close: () => Promise<void>): AsyncGenerator<TableRow[]> {
  try {
    for (;;) {
      const report = await session.next();
      if (report.kind === 'end') return;
      if (report.kind === 'refused') throw new FileRefusedError(report.refusal);
      assert(report.kind === 'rows', 'a workbook is opened once');
      yield report.rows;
    }
  } finally {
    await close();
  }
}
