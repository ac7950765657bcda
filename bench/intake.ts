import { createReadStream, createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { openTable } from '../server/src/platform/files/index.ts';
import { sheetXlsx } from '../server/src/platform/files/xlsx-fixture.ts';
import { type Bench, median, type Part, rounded } from './bench.ts';
import { type Office, openOffice, submit } from './intake/office.ts';
import { BUREAU, licenceRows, writeCsv } from './intake/table.ts';

const ROUNDS = Number(process.env.GONGXIN_BENCH_ROUNDS ?? 3);
/** Rows of the CSV; the million-row run is `GONGXIN_BENCH_ROWS=1000000 npm run bench -- intake`. */
const CSV_ROWS = Number(process.env.GONGXIN_BENCH_ROWS ?? 100_000);
const XLSX_ROWS = Number(process.env.GONGXIN_BENCH_XLSX_ROWS ?? 20_000);

/**
 * A department's file to records, (a) a CSV against COPY of the very rows it makes into a table with the same indexes,
 * (b) a workbook against the bare reader on the same workbook. With fsync, as in production.
 */
export const bench: Bench = async (say) => {
  const office = await openOffice([{ uscc: BUREAU, name: '青禾市许可局', categories: ['licence'] }], say);
  try {
    const parts = [await csvPart(office, say), await xlsxPart(office, say)];
    say(`内存峰值 ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
    return parts;
  } finally {
    await office.close();
  }
};

async function csvPart({ system, place: { dataDir, ownerUrl } }: Office, say: (line: string) => void): Promise<Part> {
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const file = join(dataDir, `licences-${round}.csv`);
    await writeCsv(file, licenceRows(CSV_ROWS, `字${round}`));
    let batchId = '';
    const ours = await seconds(async () => {
      batchId = await submit(system, { path: file, agency: BUREAU, category: 'licence' });
    });
    const copy = await copyAgain(ownerUrl, dataDir, batchId);
    ratios.push(copy / ours);
    say(`CSV ${round}/${ROUNDS}：${CSV_ROWS} 行，入库 ${ours.toFixed(1)} 秒，COPY ${copy.toFixed(1)} 秒`);
    rmSync(file);
  }
  return {
    name: 'csv',
    baseline: 'COPY of the same rows into a table with the same indexes',
    ratio: rounded(median(ratios)),
    medianOf: ROUNDS,
  };
}

/** The rows our import made, copied into an empty table that has the same columns, constraints and indexes. */
async function copyAgain(ownerUrl: string, dataDir: string, batchId: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const file = join(dataDir, 'rows.copy');
  try {
    const select = `select * from record where batch_id = '${batchId}' order by row`;
    await pipeline(client.query(copyTo(`copy (${select}) to stdout`)), createWriteStream(file));
    await client.query('drop table if exists record_again; create table record_again (like record including all)');
    return await seconds(async () => {
      await pipeline(createReadStream(file), client.query(copyFrom('copy record_again from stdin')));
    });
  } finally {
    rmSync(file, { force: true });
    await client.end();
  }
}

async function xlsxPart({ system, place: { dataDir } }: Office, say: (line: string) => void): Promise<Part> {
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const file = join(dataDir, `licences-${round}.xlsx`);
    writeFileSync(file, workbook([...licenceRows(XLSX_ROWS, `表${round}`)]));
    const reader = await seconds(() => drain(file));
    const ours = await seconds(() => submit(system, { path: file, agency: BUREAU, category: 'licence' }));
    ratios.push(reader / ours);
    say(`XLSX ${round}/${ROUNDS}：${XLSX_ROWS} 行，入库 ${ours.toFixed(1)} 秒，只读 ${reader.toFixed(1)} 秒`);
    rmSync(file);
  }
  return {
    name: 'xlsx',
    baseline: 'the bare reader on the same workbook',
    ratio: rounded(median(ratios)),
    medianOf: ROUNDS,
  };
}

async function drain(path: string): Promise<void> {
  const table = await openTable(path);
  if ('refused' in table) throw new Error(table.message);
  for await (const _ of table.rows) {
    // read and thrown away
  }
  await table.close();
}

async function seconds(body: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await body();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function workbook(rows: readonly string[][]): Buffer {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return sheetXlsx(rows.map((cells, at) => `<row r="${at + 1}">${cells.map(cell).join('')}</row>`).join(''));
}
