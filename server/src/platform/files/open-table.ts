import { open, stat } from 'node:fs/promises';
import { openCsv } from './csv/open.ts';
import { refuseForeign } from './foreign-file.ts';
import { DEFAULT_LIMITS, type FileLimits } from './limits.ts';
import { refuseOle } from './ole.ts';
import { type FileRefusal, tooLarge } from './refusal.ts';
import { HEAD_BYTES, sniffContainer } from './sniff.ts';
import type { Table } from './table.ts';
import { openXlsx } from './xlsx/open.ts';

export type OpenTableOptions = {
  readonly signal?: AbortSignal;
  readonly limits?: Partial<FileLimits>;
  /** The name the sender gave the file, for messages; its extension decides nothing. */
  readonly name?: string;
};

/**
 * Opens a department's file as a table, by its content. What cannot be read is a value with a sentence for the sender; a
 * file that turns out bad only on the way throws `FileRefusedError` from `rows`.
 */
export async function openTable(path: string, options: OpenTableOptions = {}): Promise<Table | FileRefusal> {
  const limits: FileLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const signal = options.signal ?? new AbortController().signal;
  signal.throwIfAborted();
  const refusal = await openAny(path, limits, signal);
  return 'refused' in refusal && options.name !== undefined
    ? { ...refusal, message: `文件“${options.name}”：${refusal.message}` }
    : refusal;
}

async function openAny(path: string, limits: FileLimits, signal: AbortSignal): Promise<Table | FileRefusal> {
  const { size } = await stat(path);
  if (size > limits.bytes) {
    const mebibytes = Math.floor(limits.bytes / 1024 / 1024);
    return tooLarge(`文件超过${mebibytes}MB；请按时间或区域拆分成几个文件，分别报送。`);
  }
  const head = await readHead(path);
  const container = sniffContainer(head);
  if (container === 'zip') return openXlsx({ path, limits, signal });
  if (container === 'ole') return refuseOle(path);
  return refuseForeign(container) ?? openCsv({ path, head, limits, signal });
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
