import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { SEPARATORS, type Separator } from './separator.ts';
import { RecordSplitter, UnendingRecord } from './split-records.ts';

function split(pieces: readonly string[], separator: Separator = ','): string[][] | string {
  const splitter = new RecordSplitter(separator);
  try {
    return [...pieces.flatMap((piece) => [...splitter.split(piece, false)]), ...splitter.split('', true)];
  } catch (error) {
    if (error instanceof UnendingRecord) return error.why;
    throw error;
  }
}

test('records of any length are read', () => {
  assert.deepEqual(split(['标题\n甲,1,2\n\n乙,3\n"丙,丁",4,5,6\n']), [
    ['标题'],
    ['甲', '1', '2'],
    [''],
    ['乙', '3'],
    ['丙,丁', '4', '5', '6'],
  ]);
});

test('a quote nobody closes is told from a record that is only long', () => {
  assert.equal(split(['a,"b\nc']), 'not-closed');
  assert.equal(split([`a,"${'字'.repeat(2_000_000)}`, 'b']), 'too-long');
});

test('any text is split as a well-known parser splits it, wherever it is cut', () => {
  const text = fc.string({
    unit: fc.constantFrom('甲', 'a', ' ', '"', '"', ',', '，', '\n', '\r', '\r\n', '𠮷'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, fc.nat(40), fc.constantFrom(...SEPARATORS), (written, cut, separator) => {
      const known = knownSplit(written, separator);
      assert.deepEqual(split([written.slice(0, cut), written.slice(cut)], separator), known);
      assert.deepEqual(split(written.split(''), separator), known);
    }),
    { numRuns: 2000 },
  );
});

function knownSplit(text: string, delimiter: string): string[][] | string {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
    });
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'CSV_QUOTE_NOT_CLOSED');
    return 'not-closed';
  }
}

test('a record that grows piece by piece is not read again for every piece', () => {
  const splitter = new RecordSplitter(',');
  const piece = ','.repeat(1024);
  const since = process.cpuUsage();
  for (let sent = 0; sent < 3000; sent += 1) assert.deepEqual([...splitter.split(piece, false)], []);
  const [record] = [...splitter.split('\n', false), ...splitter.split('', true)];
  assert.equal(record?.length, 3000 * 1024 + 1);
  // read again for each of them it takes minutes
  assert(process.cpuUsage(since).user < 10_000_000);
});
