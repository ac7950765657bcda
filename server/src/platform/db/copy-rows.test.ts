import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { copyRows } from './copy-rows.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database?.close());

type Row = readonly [text: string | null, count: number | null, flag: boolean | null];

async function copied(rows: readonly Row[]): Promise<Row[]> {
  const trx = await database.pool.connect();
  try {
    await trx.query('begin');
    await trx.query('create temp table copied (at int, text text, count float8, flag boolean) on commit drop');
    await copyRows(
      trx,
      'copied',
      'at, text, count, flag',
      rows.map((row, at) => [at, ...row]),
    );
    const { rows: read } = await trx.query<{ text: string; count: number; flag: boolean }>(
      'select text, count, flag from copied order by at',
    );
    return read.map(({ text, count, flag }) => [text, count, flag]);
  } finally {
    await trx.query('rollback');
    trx.release();
  }
}

test('what could be mistaken for the format itself arrives as it is', async () => {
  const texts = [
    '\\N',
    '\\.',
    '\\',
    '\\\\',
    '\t',
    '\n',
    '\r\n',
    '\\n',
    '',
    ' ',
    'a\tb\nc\\d',
    '\u2028',
    '\b\f\v',
    '𠮷\u200b',
  ];
  const rows = texts.map((text): Row => [text, 1, true]);
  assert.deepEqual(await copied(rows), rows);
});

test('nulls are nulls and the empty text is not', async () => {
  const rows: Row[] = [
    [null, null, null],
    ['', 0, false],
  ];
  assert.deepEqual(await copied(rows), rows);
});

test('a NUL, which the database cannot hold, is left out', async () => {
  assert.deepEqual(await copied([['a\0b', 1, true]]), [['ab', 1, true]]);
});

test('no rows are no statement', async () => {
  assert.deepEqual(await copied([]), []);
});

test('any rows come back in their order, as they were', async () => {
  const characters = fc.constantFrom(
    '\\',
    '\t',
    '\n',
    '\r',
    'N',
    '.',
    'n',
    '"',
    "'",
    ',',
    '青',
    '禾',
    '\u200b',
    '😀',
    ' ',
  );
  const text = fc.oneof(fc.string({ unit: characters, maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
  const row = fc.tuple(fc.option(text), fc.option(fc.integer()), fc.option(fc.boolean()));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const wanted = rows.map(([first, ...rest]) => [first?.replaceAll('\0', '') ?? null, ...rest]);
      assert.deepEqual(await copied(rows as Row[]), wanted);
    }),
    { numRuns: 50 },
  );
});
