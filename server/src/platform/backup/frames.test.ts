import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from './copy-text.ts';
import { BadFrame, type Frame, frame, framesOf } from './frames.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const held: T[] = [];
  for await (const value of values) held.push(value);
  return held;
}

const FRAMES: Frame[] = [
  { kind: 'C', body: Buffer.from('{"a":1}') },
  { kind: 'S', body: Buffer.from('') },
  { kind: 'R', body: Buffer.alloc(5_000, 'x') },
  { kind: 'M', body: Buffer.from('{}') },
];
const BYTES = Buffer.concat(FRAMES.flatMap(({ kind, body }) => [...frame(kind, body)]));

test('frames come out as they went in, however the stream is cut', async () => {
  for (const size of [1, 2, 3, 4, 5, 6, 7, 100, 4_999, BYTES.length]) {
    assert.deepEqual(await all(framesOf(inPieces(BYTES, size))), FRAMES, `in pieces of ${size}`);
  }
});

test('a stream that ends inside a frame, or begins with none, is refused', async () => {
  for (const end of [1, 4, 6, BYTES.length - 1]) {
    await assert.rejects(all(framesOf(inPieces(BYTES.subarray(0, end), 64))), BadFrame);
  }
  await assert.rejects(all(framesOf(inPieces(Buffer.from('hello world'), 64))), BadFrame);
});

test('rows are read whole, however the stream is cut, with their nulls, tabs, line ends and backslashes', async () => {
  const text = Buffer.from('一\t\\N\ta\\tb\\nc\\\\N\n\t\\\\x00ff\t{"k": "v\\\\n"}\n');
  const rows = [
    { a: '一', b: null, c: 'a\tb\nc\\N' },
    { a: '', b: '\\x00ff', c: '{"k": "v\\n"}' },
  ];
  for (const size of [1, 2, 5, text.length]) {
    assert.deepEqual(await all(rowsOf(inPieces(text, size), ['a', 'b', 'c'])), rows, `in pieces of ${size}`);
  }
});
