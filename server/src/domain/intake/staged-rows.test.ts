import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { transaction } from '../../platform/db/transaction.ts';
import { type KeptRow, keepRows, loadStaged, type StagedRow, stagedAlone } from './staged-rows.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());
/** Each test has a batch of its own: the application may not take a chunk back. */
let batchId = '';
beforeEach(() => {
  batchId = randomUUID();
});

const JUDGED: Omit<StagedRow, 'values'> = {
  subjectId: '91990100MAB04BY3X7',
  authority: { code: '11990101MB03HMJW98', name: null },
  absent: ['note'],
  warnings: [{ at: 3, column: '许可内容', code: 'other-unnamed', message: '“许可内容”只填了“其他”' }],
  late: true,
  list: null,
  withheld: 'history',
  prior: false,
};

/** `said` stands for all a row says. */
const row = (seq: number, recordId: string, said: string, alone = false): KeptRow => ({
  seq,
  sheet: '一月',
  row: seq + 2,
  recordId,
  judged: { ...JUDGED, values: { name: '青禾甲子商贸有限公司', content: said, kinds: ['普通', '其他'], until: null } },
  alone,
});

async function stage(chunkNo: number, rows: readonly KeptRow[]): Promise<void> {
  await transaction(database.pool, async (trx) => {
    const staged = await keepRows(trx, batchId, chunkNo, rows);
    await trx.query(
      'insert into intake_chunk (batch_id, chunk_no, first_seq, outcomes, root, staged) values ($1, $2, $3, $4, $5, $6)',
      [batchId, chunkNo, rows[0]?.seq ?? 0, '', '', staged],
    );
  });
}

const lastOf = async (chunkNo: number) =>
  (await loadStaged(database.pool, batchId, chunkNo))?.map(({ seq, last }) => [seq, last?.values.content ?? null]);

test('a chunk comes back as it was kept, in the order of the file', async () => {
  const rows = [row(0, 'r1', '一'), row(1, 'r2', '二“\n\t\\')];
  await stage(0, rows);
  assert.deepEqual(
    await loadStaged(database.pool, batchId, 0),
    rows.map((kept) => ({ ...kept, last: null })),
  );
});

test('every row knows the last of its file with the same key, in its own chunk or in a later one', async () => {
  await stage(0, [row(0, 'r1', 'a'), row(1, 'r2', 'b'), row(2, 'r1', 'c'), row(3, 'r3', 'd')]);
  await stage(1, [row(4, 'r2', 'e'), row(5, 'r4', 'f')]);
  await stage(2, [row(6, 'r2', 'g'), row(7, 'r2', 'h')]);
  assert.deepEqual(await lastOf(0), [
    [0, 'c'],
    [1, 'h'],
    [2, null],
    [3, null],
  ]);
  assert.deepEqual(await lastOf(1), [
    [4, 'h'],
    [5, null],
  ]);
  assert.deepEqual(await lastOf(2), [
    [6, 'h'],
    [7, null],
  ]);
});

test('of a row nobody asks for again no second copy is kept', async () => {
  await stage(0, [row(0, 'r1', 'a'), row(1, 'r2', 'b')]);
  await stage(1, [row(2, 'r2', 'c'), row(3, 'r3', 'd')]);
  const { rows } = await database.pool.query('select seq from intake_row where batch_id = $1 and judged is not null', [
    batchId,
  ]);
  assert.deepEqual(rows, [{ seq: 2 }]);
});

test('of a row that no other chunk speaks of, nothing is kept but itself', async () => {
  const rows = [row(0, 'r1', 'a', true), row(1, 'r2', 'b'), row(2, 'r1', 'c', true)];
  await stage(0, rows);
  await stage(1, [row(3, 'r2', 'd')]);
  const { rows: told } = await database.pool.query('select seq from intake_row where batch_id = $1 order by seq', [
    batchId,
  ]);
  assert.deepEqual(told, [{ seq: 1 }, { seq: 3 }]);
  assert.deepEqual(await lastOf(0), [
    [0, 'c'],
    [1, 'd'],
    [2, null],
  ]);
  const loaded = (await loadStaged(database.pool, batchId, 0)) ?? [];
  assert.deepEqual(
    loaded.map(({ alone }) => alone),
    [true, false, true],
  );
});

test('rows that no other chunk speaks of are handed over in memory as they would be read back', async () => {
  const rows = [row(0, 'r1', 'a', true), row(1, 'r2', 'b', true), row(2, 'r1', 'c', true)];
  await stage(0, rows);
  assert.deepEqual(stagedAlone(rows), await loadStaged(database.pool, batchId, 0));
  assert.equal(stagedAlone([...rows, row(3, 'r3', 'd')]), null);
});

test('what a migration packed as plain JSON is read alike, and an applied chunk has no rows', async () => {
  await database.pool.query(
    `insert into intake_chunk (batch_id, chunk_no, first_seq, outcomes, root, staged)
     values ($1, 0, 0, '', '', convert_to('[[0, null, 2, "r1", {"values": {"content": "甲"}}]]', 'UTF8')),
            ($1, 1, 1, '', '', null)`,
    [batchId],
  );
  const [only] = (await loadStaged(database.pool, batchId, 0)) ?? [];
  assert.equal(only?.judged.values.content, '甲');
  assert.equal(await loadStaged(database.pool, batchId, 1), null);
});

test('rows of several tables in one chunk, with other columns or in another order, come back as they were', async () => {
  const other = (seq: number, values: StagedRow['values'], absent: string[]): KeptRow => ({
    ...row(seq, `r${seq}`, ''),
    judged: { ...JUDGED, values, absent },
  });
  const rows = [
    row(0, 'r0', '一'),
    other(1, { content: '二', name: null }, ['until']),
    row(2, 'r2', '三'),
    other(3, { name: '四' }, ['until', 'content']),
    other(4, {}, []),
  ];
  await stage(0, rows);
  const loaded = (await loadStaged(database.pool, batchId, 0)) ?? [];
  assert.deepEqual(
    loaded,
    rows.map((kept) => ({ ...kept, last: null })),
  );
  assert.deepEqual(
    loaded.map(({ judged }) => JSON.stringify(judged.values)),
    rows.map(({ judged }) => JSON.stringify(judged.values)),
  );
});
