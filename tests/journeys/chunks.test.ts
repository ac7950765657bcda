import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { findReceipt, type Receipt, receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { AGENCIES } from '../cast.ts';
import { dumpArchive } from './archive-dump.ts';
import { type City, openCity, send } from './city.ts';
import { Crash, dyingAfter } from './dying-system.ts';
import { emptyArchive } from './empty-archive.ts';
import { csvOf, licence, type Row, registration, xlsxOf } from './tables.ts';

const { market, housing } = AGENCIES;
const FIRMS = Array.from({ length: 6 }, (_, at) => ({
  code: composeUscc('91990100', `MA0AAAA${at}`),
  name: `青禾${'甲乙丙丁戊己'[at]}号商贸有限公司`,
}));
const REGISTERED = FIRMS.slice(0, 3);
/** Not all of them divide the rows, and one is the whole file. */
const CHUNK_ROWS_AT_MOST = 60;

/** New, changed, changed back, sent twice, wrong, unresolved, of a person: whatever a row can be, several times over. */
const LICENCES: Row[] = Array.from({ length: 48 }, (_, at) => {
  const firm = FIRMS[at % FIRMS.length] ?? { code: '', name: '' };
  const no = String(at % 4);
  const content = ['准予施工', '准予扩建', '准予施工', '准予拆除'][Math.floor(at / 14) % 4] ?? '';
  if (at % 11 === 5) return licence('', firm.name, no, { 许可内容: content });
  if (at % 13 === 7) return licence(firm.code, '查无此名有限公司', no);
  if (at % 17 === 9) return licence(firm.code, firm.name, no, { 许可决定日期: '2026-13-01' });
  if (at % 19 === 4) return licence('', '某某', no, { 行政相对人类别: '自然人' });
  return licence(firm.code, firm.name, no, { 许可内容: content });
});
const REGISTER: Row[] = [
  ...REGISTERED.map(({ code, name }) => registration(code, name)),
  ...REGISTERED.map(({ code, name }) => registration(code, `${name}（新）`)),
  ...REGISTERED.slice(0, 1).map(({ code, name }) => registration(code, name)),
  ...FIRMS.slice(3).map(({ code }, at) => registration(code, `青禾改名${at}号有限公司`)),
];

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

type Attempt = { chunkRows: number; looks: number };
/** The first rows of a workbook are judged while it is read, those of a text when their turn comes. */
type Format = 'csv' | 'xlsx';
const FORMATS: readonly Format[] = ['csv', 'xlsx'];

const written = (format: Format, rows: readonly Row[]): string | Buffer => {
  const headings = Object.keys(rows[0] ?? {});
  if (format === 'csv') return csvOf(rows);
  return xlsxOf([headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]);
};

/** Sends a file through any number of crashes; the last attempt lives. */
async function sendCrashing(
  category: string,
  agency: string,
  rows: readonly Row[],
  attempts: readonly Attempt[],
  last: number,
  format: Format = 'csv',
): Promise<Receipt> {
  const file = `${category}.${format}`;
  const path = join(city.folder, file);
  writeFileSync(path, written(format, rows));
  const submission = { category, agency, path, file, history: false, origin: 'cli' as const };
  const received = await receiveFile(city.system, { actor: '白露', agency, purpose: 'import' }, submission);
  assert('batchId' in received);
  for (const { chunkRows, looks } of attempts) {
    await runBatch(dyingAfter(city.system, looks), received.batchId, undefined, chunkRows).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
  }
  await runBatch(city.system, received.batchId, undefined, last);
  const receipt = await findReceipt(city.system.pool, received.batchId);
  assert(receipt !== null);
  return receipt;
}

/** What a cut between chunks may not change: which windows stood in between, it may. */
async function archiveNow() {
  const { windows = [], grounds = [], ...dump } = await dumpArchive(city.system.pool);
  const standing = (rows: unknown[]) =>
    (rows as { current: boolean; window_no?: number; ground_no?: number; cause?: string }[])
      .filter(({ current }) => current)
      .map(({ window_no: _, ground_no: __, cause: ___, ...row }) => row);
  return { ...dump, windows: standing(windows), grounds: standing(grounds) };
}

const told = ({ batchId: _, startedAt: __, finishedAt: ___, ...receipt }: Receipt) => receipt;

async function wholeRun(format: Format, attempts: readonly Attempt[], last: number) {
  await emptyArchive(city);
  const first = await sendCrashing('licence', housing.code, LICENCES, attempts, last, format);
  const second = await sendCrashing('registration', market.code, REGISTER, attempts, last, format);
  return { receipts: [told(first), told(second)], archive: await archiveNow() };
}

test('wherever a batch is cut and wherever it dies, archive and receipt are those of an undisturbed run', async () => {
  const undisturbed = { csv: await wholeRun('csv', [], 2000), xlsx: await wholeRun('xlsx', [], 2000) };
  const [licences, register] = undisturbed.csv.receipts;
  for (const count of ['accepted', 'updated', 'duplicate', 'rejected', 'unresolved'] as const) {
    assert((licences?.[count] ?? 0) > 0, `the file holds rows that are ${count}`);
  }
  assert.equal(register?.rejected, 0);
  const chunkRows = fc.integer({ min: 1, max: CHUNK_ROWS_AT_MOST });
  const attempts = fc.array(fc.record({ chunkRows, looks: fc.integer({ min: 0, max: 30 }) }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FORMATS), attempts, chunkRows, async (format, crashes, last) => {
      assert.deepEqual(await wholeRun(format, crashes, last), undisturbed[format]);
    }),
    { numRuns: 12 },
  );
});

/** Numbers of their own but for a few, sent again nearby and far behind: most chunks are applied while others are staged. */
const MOSTLY_NEW: Row[] = Array.from({ length: 60 }, (_, at) => {
  const firm = FIRMS[at % FIRMS.length] ?? { code: '', name: '' };
  const no = String(at === 21 ? 20 : at === 44 || at === 58 ? 14 : at);
  const party = at === 21 ? FIRMS[20 % FIRMS.length] : at === 44 || at === 58 ? FIRMS[14 % FIRMS.length] : firm;
  if (at % 11 === 5) return licence('', firm.name, no);
  return licence(party?.code ?? '', party?.name ?? '', no, { 许可内容: at === 44 ? '准予扩建' : '准予施工' });
});

test('what is applied while the rest is being staged is what would have been applied after it', async () => {
  const run = async (format: Format, attempts: readonly Attempt[], last: number) => {
    await emptyArchive(city);
    const receipt = await sendCrashing('licence', housing.code, MOSTLY_NEW, attempts, last, format);
    return { receipt: told(receipt), archive: await archiveNow() };
  };
  const undisturbed = { csv: await run('csv', [], 2000), xlsx: await run('xlsx', [], 2000) };
  assert.deepEqual([undisturbed.csv.receipt.updated, undisturbed.csv.receipt.duplicate], [1, 2]);
  const chunkRows = fc.integer({ min: 2, max: 6 });
  const attempts = fc.array(fc.record({ chunkRows, looks: fc.integer({ min: 0, max: 60 }) }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FORMATS), attempts, chunkRows, async (format, crashes, last) => {
      assert.deepEqual(await run(format, crashes, last), undisturbed[format]);
    }),
    { numRuns: 8 },
  );
});

test('a row of a workbook without a code waits with whom earlier rows brought in under its name', async () => {
  await emptyArchive(city);
  const [firm] = FIRMS;
  assert(firm !== undefined);
  const rows = [licence(firm.code, firm.name, '1'), licence('', firm.name, '2')];
  const { batchId } = await sendCrashing('licence', housing.code, rows, [], 1, 'xlsx');
  const { rows: queued } = await city.system.pool.query(
    `select candidates->0->>'subjectId' as candidate from intake_queue where batch_id = $1`,
    [batchId],
  );
  assert.deepEqual(queued, [{ candidate: firm.code }]);
});

test('a chunk waits for the last row that speaks of its records, and no chunk for those behind it else', async () => {
  await emptyArchive(city);
  const [firm] = FIRMS;
  assert(firm !== undefined);
  // rows of the eighth chunk are spoken of again in the thirtieth of forty
  const rows = Array.from({ length: 80 }, (_, at) => licence(firm.code, firm.name, String(at === 59 ? 15 : at)));
  const { batchId } = await sendCrashing('licence', housing.code, rows, [], 2);
  const { rows: entries } = await city.system.pool.query<{ event: string; chunk: number }>(
    `select event, (detail->>'chunk')::int as chunk from journal_entry
      where target = $1 and event in ('batch.staged', 'batch.applied') order by entry_id`,
    [batchId],
  );
  const at = (event: string, chunk: number) =>
    entries.findIndex((entry) => entry.event === event && entry.chunk === chunk);
  assert.equal(entries.length, 80);
  assert(at('batch.applied', 0) < at('batch.staged', 29), 'the first chunks are applied meanwhile');
  assert(at('batch.applied', 7) > at('batch.staged', 29), 'the eighth waits');
});

test('where the register speaks between two halves of a batch, no row ends under a name the register contradicts', async () => {
  for (let looks = 1; looks < 24; looks += 4) {
    await emptyArchive(city);
    const [firm] = FIRMS;
    assert(firm !== undefined);
    const rows = Array.from({ length: 6 }, (_, at) => licence(firm.code, firm.name, String(at)));
    const file = 'halves.csv';
    const path = join(city.folder, file);
    writeFileSync(path, csvOf(rows));
    const submission = {
      category: 'licence',
      agency: housing.code,
      path,
      file,
      history: false,
      origin: 'cli' as const,
    };
    const who = { actor: '白露', agency: housing.code, purpose: 'import' };
    const received = await receiveFile(city.system, who, submission);
    assert('batchId' in received);
    await runBatch(dyingAfter(city.system, looks), received.batchId, undefined, 2).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    const renamed = [registration(firm.code, '青禾另有其名有限公司')];
    await send(city, { category: 'registration', agency: market.code, name: 'r.csv', content: csvOf(renamed) });
    await runBatch(city.system, received.batchId, undefined, 2);
    const { rows: wrong } = await city.system.pool.query(
      `select document_no from record where category = 'licence' and superseded_at is null`,
    );
    assert.deepEqual(wrong, [], `after ${looks} looks`);
    const { rows: waiting } = await city.system.pool.query('select 1 from intake_queue');
    assert.equal(waiting.length, rows.length, `after ${looks} looks`);
  }
});

test('an empty report is a batch of no rows that makes its source current', async () => {
  const headings = csvOf(LICENCES).split('\n')[0] ?? '';
  const sent = { category: 'licence', agency: housing.code, name: 'none.csv', content: `${headings}\n` };
  const receipt = await send(city, sent);
  assert.deepEqual([receipt.status, receipt.total], ['finished', 0]);
  const { rows } = await city.system.pool.query('select as_of, batch_id from source_currency where category = $1', [
    'licence',
  ]);
  assert.deepEqual(rows, [{ as_of: '2026-11-20', batch_id: receipt.batchId }]);
});
