import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { type CalendarDate, toCivilDay } from '../../../kernel/civil-days.ts';

/** A document of ours has some fifteen parts, all small. */
const MOST_PARTS = 100;

/** The same parts in the same order, every one dated on the day of the paper: what is written twice is the same bytes. */
export async function settlePackage(written: Buffer, date: CalendarDate): Promise<Buffer> {
  const { year, month, day } = toCivilDay(date);
  // Zip entries bear the time of a clock on the wall: these numbers, in whatever zone the program runs.
  const mtime = new Date(year, month - 1, day);
  const parts = await partsOf(written);
  const zip = new ZipFile();
  for (const [name, bytes] of parts) zip.addBuffer(bytes, name, { mtime, mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}

async function partsOf(written: Buffer): Promise<[string, Buffer][]> {
  const zip = await fromBufferPromise(written, { lazyEntries: true });
  assert(zip.entryCount <= MOST_PARTS, 'a document has few parts');
  const parts: [string, Buffer][] = [];
  for await (const entry of zip.eachEntry())
    parts.push([entry.fileName, await buffer(await zip.openReadStreamPromise(entry))]);
  return parts;
}
