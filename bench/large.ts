import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bench, type Part, rounded } from './bench.ts';
import { type Office, openOffice } from './intake/office.ts';
import { BUREAU, licenceRows, writeCsv } from './intake/table.ts';
import type { Imported, ImportOrder } from './large/import.ts';
import { writeBook } from './large/workbook.ts';

/** Rows of the largest file of each format; a short run is `GONGXIN_BENCH_ROWS=50000 npm run bench -- large`. */
const CSV_ROWS = Number(process.env.GONGXIN_BENCH_ROWS ?? 1_000_000);
const XLSX_ROWS = Number(process.env.GONGXIN_BENCH_XLSX_ROWS ?? 200_000);
/** Sizes measured of each format, as shares of the largest. */
const SHARES = [0.1, 0.3, 1];
/**
 * Memory is flat where three times the rows need less than half as much again: of the smallest file not even what is
 * judged ahead of a workbook, or handed to be applied, is full yet.
 */
const FLAT_AT_LEAST = 1 / 1.5;
const FULL = 1;
const IMPORT = fileURLToPath(new URL('./large/import.ts', import.meta.url));

type Format = { name: string; rows: number; write: (path: string, rows: number, round: string) => Promise<void> };
const FORMATS: readonly Format[] = [
  { name: 'csv', rows: CSV_ROWS, write: (path, rows, round) => writeCsv(path, licenceRows(rows, round)) },
  {
    name: 'xlsx',
    rows: XLSX_ROWS,
    write: async (path, rows, round) => writeFileSync(path, writeBook(licenceRows(rows, round))),
  },
];

/**
 * Files of growing size to records, each imported by a process of its own as `gongxin import` does it, on one database.
 * Memory: the peak of the second over the peak of the largest; 1 is flat. Pace: rows a second of the largest over those
 * of the smallest; 1 says that a long file is no slower than a short one.
 */
export const bench: Bench = async (say) => {
  const bureau = { uscc: BUREAU, name: '青禾市许可局', categories: ['licence'] };
  const office = await openOffice([bureau], say);
  try {
    const parts: Part[] = [];
    for (const format of FORMATS) parts.push(...(await partsOf(office, format, say)));
    for (const { name, ratio } of parts.filter(({ name }) => name.endsWith('-memory'))) {
      assert(ratio >= FLAT_AT_LEAST, `${name} is flat: ${ratio}`);
    }
    return parts;
  } finally {
    await office.close();
  }
};

async function partsOf(office: Office, { name, rows, write }: Format, say: (line: string) => void): Promise<Part[]> {
  const measured: (Imported & { rows: number })[] = [];
  for (const share of SHARES) {
    const size = Math.round(rows * share);
    const path = join(office.place.dataDir, `licences.${name}`);
    await write(path, size, `${name}${size}号`);
    const imported = await importApart({ place: office.place, path, agency: BUREAU, category: 'licence' });
    rmSync(path);
    assert.equal(imported.accepted, size, 'every row became a record');
    measured.push({ ...imported, rows: size });
    const { peakMegabytes, seconds, along } = imported;
    say(
      `${name} ${size} 行：内存峰值 ${peakMegabytes} MB，每秒 ${Math.round(size / seconds)} 行；途中 ${along.join(' ')}`,
    );
  }
  const [first, full, last] = [measured.at(0), measured.at(FULL), measured.at(-1)];
  assert(first !== undefined && full !== undefined && last !== undefined);
  const pace = (size: { rows: number; seconds: number }) => size.rows / size.seconds;
  return [
    {
      name: `${name}-memory`,
      baseline: `peak at ${grouped(full.rows)} rows`,
      ratio: rounded(full.peakMegabytes / last.peakMegabytes),
      medianOf: 1,
    },
    {
      name: `${name}-pace`,
      baseline: `rows a second at ${grouped(first.rows)} rows`,
      ratio: rounded(pace(last) / pace(first)),
      medianOf: 1,
    },
  ];
}

const grouped = (number: number): string => number.toLocaleString('en-US');

async function importApart(order: ImportOrder): Promise<Imported> {
  const child = fork(IMPORT);
  child.send(order);
  const ended = once(child, 'exit').then(() => {
    throw new Error('the import ended without its measure');
  });
  ended.catch(() => {});
  const [imported] = (await Promise.race([once(child, 'message'), ended])) as [Imported];
  await ended.catch(() => {});
  return imported;
}
