import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { loadCatalogueIfEmpty } from '../server/src/cli/bundled-catalogue.ts';
import { addAgency } from '../server/src/domain/access/index.ts';
import { receiveFile, runBatch } from '../server/src/domain/intake/index.ts';
import { migrateAll } from '../server/src/migrations.ts';
import { readConfig } from '../server/src/platform/config/config.ts';
import { secretsFrom } from '../server/src/platform/config/secrets.ts';
import { openEmbedded } from '../server/src/platform/db/embedded/open.ts';
import { isRefusal } from '../server/src/platform/db/index.ts';
import { write } from '../server/src/platform/db/write.ts';
import { openTable } from '../server/src/platform/files/index.ts';
import { sheetXlsx } from '../server/src/platform/files/xlsx-fixture.ts';
import { addJob } from '../server/src/platform/jobs/add-job.ts';
import { openLog } from '../server/src/platform/log/logger.ts';
import type { System } from '../server/src/system.ts';
import { type Bench, median, type Part, rounded } from './bench.ts';
import { BUREAU, licenceRows, REGISTRAR, registerRows, writeCsv } from './intake/table.ts';

const ROUNDS = Number(process.env.GONGXIN_BENCH_ROUNDS ?? 3);
const PASSABLE = 0o711;
/** Rows of the CSV; the million-row run is `GONGXIN_BENCH_ROWS=1000000 npm run bench -- intake`. */
const CSV_ROWS = Number(process.env.GONGXIN_BENCH_ROWS ?? 100_000);
const XLSX_ROWS = Number(process.env.GONGXIN_BENCH_XLSX_ROWS ?? 20_000);
const SECRET_BYTES = 32;

/**
 * A department's file to records, (a) a CSV against COPY of the very rows it makes into a table with the same indexes,
 * (b) a workbook against the bare reader on the same workbook. With fsync, as in production.
 */
export const bench: Bench = async (say) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-bench-'));
  chmodSync(dataDir, PASSABLE);
  const opened = await openEmbedded({ dataDir, log: say });
  if (isRefusal(opened)) throw new Error(opened.message);
  const pool = new pg.Pool({ connectionString: opened.url, max: 8 });
  // the database ends its idle connections as it stops
  pool.on('error', () => {});
  try {
    await migrateAll(opened.ownerUrl);
    const system = systemOn(pool, opened, dataDir);
    await loadCatalogueIfEmpty(system);
    await registerAgencies(system);
    const register = join(dataDir, 'register.csv');
    await writeCsv(register, registerRows());
    await submit(system, register, REGISTRAR, 'registration');
    const parts = [await csvPart(system, dataDir, opened.ownerUrl, say), await xlsxPart(system, dataDir, say)];
    say(`内存峰值 ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
    return parts;
  } finally {
    await pool.end();
    await opened.keeper.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};

async function csvPart(system: System, dataDir: string, ownerUrl: string, say: (line: string) => void): Promise<Part> {
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const file = join(dataDir, `licences-${round}.csv`);
    await writeCsv(file, licenceRows(CSV_ROWS, `字${round}`));
    let batchId = '';
    const ours = await seconds(async () => {
      batchId = await submit(system, file, BUREAU, 'licence');
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

async function xlsxPart(system: System, dataDir: string, say: (line: string) => void): Promise<Part> {
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const file = join(dataDir, `licences-${round}.xlsx`);
    writeFileSync(file, workbook([...licenceRows(XLSX_ROWS, `表${round}`)]));
    const reader = await seconds(() => drain(file));
    const ours = await seconds(() => submit(system, file, BUREAU, 'licence'));
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

async function submit(system: System, path: string, agency: string, category: string): Promise<string> {
  const who = { actor: 'bench', agency, purpose: 'bench' };
  const received = await receiveFile(system, who, {
    category,
    agency,
    path,
    file: path,
    history: false,
    origin: 'cli',
  });
  if ('refused' in received) throw new Error(received.message);
  await runBatch(system, received.batchId);
  return received.batchId;
}

async function registerAgencies(system: System): Promise<void> {
  const codes = {
    categories: new Set(['registration', 'licence']),
    adverse: new Set<string>(),
    lists: new Set<string>(),
  };
  await write(system.pool, system.clock, async (trx, now) => {
    const act = { actor: 'bench', purpose: 'bench', now };
    await addAgency(trx, act, { uscc: REGISTRAR, name: '青禾市登记局', categories: ['registration'] }, codes);
    await addAgency(trx, act, { uscc: BUREAU, name: '青禾市许可局', categories: ['licence'] }, codes);
  });
}

function systemOn(pool: pg.Pool, opened: { url: string; ownerUrl: string }, dataDir: string): System {
  const config = readConfig({}, { GONGXIN_LOG_LEVEL: 'error' }, { dataDir });
  if ('refused' in config) throw new Error(config.message);
  return {
    pool,
    database: {
      kind: 'external',
      attached: false,
      url: opened.url,
      ownerUrl: opened.ownerUrl,
      pool,
      close: async () => {},
    },
    clock: () => new Date(),
    log: openLog('error'),
    jobs: { add: addJob },
    config,
    secrets: secretsFrom(Buffer.alloc(SECRET_BYTES, 1)),
  };
}

function workbook(rows: readonly string[][]): Buffer {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  return sheetXlsx(rows.map((cells, at) => `<row r="${at + 1}">${cells.map(cell).join('')}</row>`).join(''));
}
