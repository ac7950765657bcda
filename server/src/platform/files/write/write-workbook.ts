import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { WorkbookWriter } from './workbook-writer.ts';

const OWNER_ONLY = 0o600;

type Fill = (book: WorkbookWriter) => Promise<void>;

/** Writes a workbook to a new file, or over an old one. */
export async function writeWorkbookFile(path: string, fill: Fill): Promise<void> {
  await written(fill, (book) => pipeline(book.output, createWriteStream(path, { mode: OWNER_ONLY })));
}

/** A small workbook as bytes. */
export function workbookBytes(fill: Fill): Promise<Buffer> {
  return written(fill, (book) => buffer(book.output));
}

async function written<T>(fill: Fill, take: (book: WorkbookWriter) => Promise<T>): Promise<T> {
  const book = new WorkbookWriter();
  const taken = take(book);
  const gone = taken.then(
    () => {},
    (error: Error) => {
      throw error;
    },
  );
  try {
    // a consumer that fails (a full disk) ends the writing, which would wait for it for ever
    await Promise.race([fill(book).then(() => book.finish()), gone]);
  } catch (error) {
    book.abort(error as Error);
    await taken.catch(() => {});
    throw error;
  }
  return taken;
}
