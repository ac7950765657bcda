import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_LIMITS, ROWS_PER_BATCH } from '../limits.ts';
import { openTable } from '../open-table.ts';
import { collect, readAll, refusalOf, texts } from '../read-all.ts';
import { isFileRefusal } from '../refusal.ts';
import { withFile } from '../temp-file.ts';
import { decodeText } from './encoding.ts';
import { readCsv } from './read.ts';

/** UTF-8 with one character per byte, so that a test can cut it anywhere. */
function inBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

async function readPieces(pieces: readonly string[]) {
  async function* bytes() {
    for (const piece of pieces) yield Buffer.from(piece, 'latin1');
  }
  const signal = new AbortController().signal;
  const source = {
    text: decodeText(bytes(), 'utf-8'),
    separator: ',',
    hiddenRecords: 0,
    limits: DEFAULT_LIMITS,
    signal,
  } as const;
  return texts((await collect(readCsv(source))).flat());
}

test('a line break inside quotes does not count as a row', async () => {
  assert.deepEqual(texts(await readAll('名称,内容\n甲,"一\n二\r\n三"\n乙,四\n')), [
    [1, '名称', '内容'],
    [2, '甲', '一\n二\r\n三'],
    [3, '乙', '四'],
  ]);
});

test('an empty record is not handed over, but its number is taken', async () => {
  assert.deepEqual(texts(await readAll('\n名称\n\n,,\n甲\n')), [
    [2, '名称'],
    [5, '甲'],
  ]);
});

test('line ends of all three kinds may be mixed, wherever the text is cut', async () => {
  const text = inBytes('甲,1\r\n乙,2\n丙,"3\r\n4"\r丁,5');
  const expected = [
    [1, '甲', '1'],
    [2, '乙', '2'],
    [3, '丙', '3\r\n4'],
    [4, '丁', '5'],
  ];
  for (let cut = 0; cut <= text.length; cut += 1) {
    assert.deepEqual(await readPieces([text.slice(0, cut), text.slice(cut)]), expected, `cut at ${cut}`);
  }
  assert.deepEqual(await readPieces(text.split('')), expected);
});

test('rows shorter or longer than the heading keep every cell', async () => {
  assert.deepEqual(texts(await readAll('a,b\n1\n1,2,3,4\n')), [
    [1, 'a', 'b'],
    [2, '1'],
    [3, '1', '2', '3', '4'],
  ]);
});

test('quotes that were never meant as quotes lose nothing', async () => {
  assert.deepEqual(texts(await readAll('甲"乙",丙\n"关于"青禾"公司",丁\n5"管,"戊"\n')), [
    [1, '甲"乙"', '丙'],
    [2, '"关于"青禾"公司"', '丁'],
    [3, '5"管', '戊'],
  ]);
});

test('a quote that is never closed refuses the file and names the row it opened in', async () => {
  const refusal = await refusalOf(`a,b\n1,2\n3,"4\n${'5,6\n'.repeat(10)}`);
  assert.equal(refusal.refused, 'unreadable');
  assert.match(refusal.message, /第3行/);
});

test('a quote that swallows megabytes refuses the file as too large', async () => {
  const refusal = await refusalOf(`a,b\n3,"4\n${'五,六\n'.repeat(700_000)}`);
  assert.equal(refusal.refused, 'too-large');
  assert.match(refusal.message, /第2行/);
});

test('Excel’s own separator line is obeyed and not counted', async () => {
  assert.deepEqual(texts(await readAll('\ufeffsep=;\r\n甲;乙,丙\r\n')), [[1, '甲', '乙,丙']]);
});

test('white space is held as written', async () => {
  assert.deepEqual(texts(await readAll(' 甲 ,\u3000乙,\t\n')), [[1, ' 甲 ', '\u3000乙', '\t']]);
});

test('rows come in batches of at most a thousand, in order', async () => {
  await withFile('甲,1\n'.repeat(ROWS_PER_BATCH * 2 + 1), async (path) => {
    const table = await openTable(path);
    assert(!isFileRefusal(table));
    assert.equal(table.format, 'csv');
    const batches = await collect(table.rows);
    assert.deepEqual(
      batches.map((batch) => [batch.length, batch[0]?.row]),
      [
        [ROWS_PER_BATCH, 1],
        [ROWS_PER_BATCH, 1001],
        [1, 2001],
      ],
    );
  });
});

test('reading that is aborted stops with the caller’s own reason', async () => {
  await withFile('甲,1\n'.repeat(200_000), async (path) => {
    const abort = new AbortController();
    const table = await openTable(path, { signal: abort.signal });
    assert(!isFileRefusal(table));
    const reason = new Error('the clerk went home');
    await assert.rejects(
      (async () => {
        for await (const _ of table.rows) abort.abort(reason);
      })(),
      (error) => error === reason,
    );
  });
});

test('a table may be closed before it is read, or half way', async () => {
  await withFile('甲,1\n'.repeat(100_000), async (path) => {
    for (const batches of [0, 1]) {
      const table = await openTable(path);
      assert(!isFileRefusal(table));
      const rows = table.rows[Symbol.asyncIterator]();
      for (let taken = 0; taken < batches; taken += 1) await rows.next();
      await table.close();
    }
  });
});

test('any table written by the rules of CSV is read back cell by cell, however the text is cut', async () => {
  const cell = fc
    .string({ unit: fc.constantFrom('甲', 'a', '1', ' ', '"', ',', '\n', '\r', '|', '𠮷'), maxLength: 6 })
    .filter((text) => !text.startsWith('='));
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(table, fc.nat(120), async (rows, cut) => {
      const quoted = rows.map((cells) => cells.map((content) => `"${content.replaceAll('"', '""')}"`).join(','));
      const text = inBytes(quoted.join('\r\n'));
      const expected = rows
        .map((cells, index): [number, ...string[]] => [index + 1, ...cells.slice(0, cells.findLastIndex(Boolean) + 1)])
        .filter((row) => row.length > 1);
      assert.deepEqual(await readPieces([text.slice(0, cut), text.slice(cut)]), expected);
    }),
    { numRuns: 300 },
  );
});
