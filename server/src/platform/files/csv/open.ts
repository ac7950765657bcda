import type { FileLimits } from '../limits.ts';
import type { FileRefusal } from '../refusal.ts';
import type { Table } from '../table.ts';
import { decodeText, fileBytes, findEncoding } from './encoding.ts';
import { readCsv } from './read.ts';
import { declaresSeparator, sniffSeparator } from './separator.ts';

export type OpenCsv = {
  readonly path: string;
  readonly head: Uint8Array;
  readonly limits: FileLimits;
  readonly signal: AbortSignal;
};

/** Opens a text table: finds encoding and separator, refuses what has neither. */
export async function openCsv({ path, head, limits, signal }: OpenCsv): Promise<Table | FileRefusal> {
  const encoding = await findEncoding(path, head);
  if (typeof encoding !== 'string') return encoding;
  const sample = new TextDecoder(encoding).decode(head, { stream: true });
  const closing = new AbortController();
  const rows = readCsv({
    text: decodeText(fileBytes(path), encoding),
    separator: sniffSeparator(sample),
    hiddenRecords: declaresSeparator(sample) ? 1 : 0,
    limits,
    signal: AbortSignal.any([signal, closing.signal]),
  });
  return {
    format: 'csv',
    rows,
    close: async () => {
      closing.abort();
      await rows.return(undefined);
    },
  };
}
