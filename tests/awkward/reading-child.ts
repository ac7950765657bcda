import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, FileRefusedError, isFileRefusal, openTable } from '../../server/src/platform/files/index.ts';
import { readWorkbookRows } from '../../server/src/platform/files/xlsx/read.ts';
import { bitFlips, inventions, truncations } from './mutations.ts';

/**
 * A process of its own that does nothing but read, so that its memory is that of the readers. `mutate FOLDER` reads broken
 * copies of every file of the folder, `read FOLDER` the files themselves. Says what came of it as one line of JSON.
 */
export type ReadingReport = {
  read: number;
  refused: number;
  /** What was thrown that is no refusal. */
  faults: string[];
  slowestMs: number;
  peakMebibytes: number;
};

const TRUNCATE_EVERY = 997;
const FLIPPED_COPIES = 150;
const INVENTED_EACH = 40;
const SEED = 990_100;
const BEGINNINGS = ['', '504b0304', '504b0506', 'd0cf11e0a1b11ae1', 'fffe', 'feff', 'efbbbf', '84319533'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

const [, , act, folder = ''] = process.argv;
const scratch = join(folder, '.mutated');
const report: ReadingReport = { read: 0, refused: 0, faults: [], slowestMs: 0, peakMebibytes: 0 };

for (const name of readdirSync(folder).sort()) {
  const path = join(folder, name);
  if (act === 'read') await count(name, () => drain(path));
  else await mutate(name, readFileSync(path));
}
if (act === 'mutate') for (const file of inventions(BEGINNINGS, INVENTED_EACH, SEED)) await readBytes('invented', file);
report.peakMebibytes = Math.ceil(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify(report));

async function mutate(name: string, file: Uint8Array): Promise<void> {
  for (const cut of truncations(file, TRUNCATE_EVERY)) await readBytes(`${name} cut at ${cut.length}`, cut);
  for (const flipped of bitFlips(file, FLIPPED_COPIES, SEED)) await readBytes(`${name} flipped`, flipped);
}

/** A workbook is read in this thread: a thread for each of a thousand copies would take longer than all the reading. */
async function readBytes(name: string, bytes: Uint8Array): Promise<void> {
  writeFileSync(scratch, bytes);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  await count(name, isZip ? () => drainHere(scratch) : () => drain(scratch));
}

async function drainHere(path: string): Promise<void> {
  for await (const _ of readWorkbookRows(path, DEFAULT_LIMITS, () => {}));
}

async function drain(path: string): Promise<void> {
  const table = await openTable(path);
  if (isFileRefusal(table)) throw new FileRefusedError(table);
  try {
    for await (const _ of table.rows);
  } finally {
    await table.close();
  }
}

async function count(name: string, read: () => Promise<void>): Promise<void> {
  const since = performance.now();
  try {
    await read();
    report.read += 1;
  } catch (error) {
    if (error instanceof FileRefusedError && error.refusal.message.includes('请')) report.refused += 1;
    else report.faults.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  report.slowestMs = Math.max(report.slowestMs, Math.ceil(performance.now() - since));
}
