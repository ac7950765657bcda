import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { collect, readAll, refusalOf, texts } from '../read-all.ts';
import { decodeText, type TextEncoding } from './encoding.ts';

/** 名称,金额 / 甲公司,1 in GB18030; the second line holds 㐀 (four bytes) and 晐, whose second byte is that of `|`. */
const GB18030 = Buffer.from('c3fbb3c62cbdf0b6ee0abcd7b9abcbbe2c310a8139ee39957c2c320a', 'hex');

async function decodeCut(bytes: Uint8Array, cuts: readonly number[], encoding: TextEncoding): Promise<string> {
  async function* pieces() {
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      yield bytes.subarray(from, cut);
      from = cut;
    }
  }
  return (await collect(decodeText(pieces(), encoding))).join('');
}

/** Every two-byte character of GB2312, by its row and cell. */
const hanzi = fc
  .tuple(fc.integer({ min: 0xb0, max: 0xf7 }), fc.integer({ min: 0xa1, max: 0xf9 }))
  .map((pair) => Uint8Array.from(pair));
const fourBytes = fc.integer({ min: 0x30, max: 0x38 }).map((last) => Uint8Array.of(0x81, 0x39, 0xee, last));
const ascii = fc.integer({ min: 0x20, max: 0x7e }).map((byte) => Uint8Array.of(byte));

test('GB18030 text cut at every single byte reads like the whole', async () => {
  const whole = await decodeCut(GB18030, [], 'gb18030');
  assert.match(whole, /^名称,金额\n甲公司,1\n/);
  for (let cut = 0; cut <= GB18030.length; cut += 1) {
    assert.equal(await decodeCut(GB18030, [cut], 'gb18030'), whole);
  }
  const everywhere = Array.from(GB18030, (_, index) => index);
  assert.equal(await decodeCut(GB18030, everywhere, 'gb18030'), whole);
});

test('any GB18030 text, cut anywhere any number of times, reads like the whole', async () => {
  const characters = fc.array(fc.oneof(hanzi, fourBytes, ascii), { maxLength: 40 });
  const cutting = fc.array(fc.nat(160), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(characters, cutting, async (parts, at) => {
      const bytes = Buffer.concat(parts);
      const cuts = at.filter((cut) => cut <= bytes.length).sort((a, b) => a - b);
      assert.equal(await decodeCut(bytes, cuts, 'gb18030'), new TextDecoder('gb18030').decode(bytes));
    }),
    { numRuns: 300 },
  );
});

test('UTF-8 and UTF-16 text cut anywhere reads like the whole, pairs of surrogates included', async () => {
  const encodings = fc.constantFrom<TextEncoding>('utf-8', 'utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), encodings, fc.nat(100), async (text, encoding, cut) => {
      const bytes = encode(text, encoding);
      assert.equal(await decodeCut(bytes, [Math.min(cut, bytes.length)], encoding), text.replace(/^\ufeff/, ''));
    }),
    { numRuns: 200 },
  );
});

test('every encoding departments send is recognised, with its mark or without', async () => {
  const table = '名称\t金额\r\n甲公司\t1\r\n';
  const expected = [
    [1, '名称', '金额'],
    [2, '甲公司', '1'],
  ];
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    assert.deepEqual(texts(await readAll(encode(table, encoding))), expected, encoding);
    assert.deepEqual(texts(await readAll(encode(`\ufeff${table}`, encoding))), expected, `${encoding} with its mark`);
  }
  const gb = texts(await readAll(GB18030));
  assert.deepEqual(gb.slice(0, 2), expected);
  assert.deepEqual(gb[2], [3, '㐀晐', '2'], 'a byte that looks like a separator is none');
});

test('a file whose first Chinese character comes late is still read in its own encoding', async () => {
  const digits = '0123456789,0123456789\n'.repeat(40_000);
  const rows = await readAll(Buffer.concat([Buffer.from(digits), GB18030]));
  assert.deepEqual(texts(rows.slice(-3, -1)), [
    [40_001, '名称', '金额'],
    [40_002, '甲公司', '1'],
  ]);
});

test('a character of four bytes is whole wherever the boundary of a read falls in a real file', async () => {
  const readBytes = 256 * 1024;
  const four = { 'utf-8': Buffer.from('𠮷'), gb18030: Buffer.from('8139ee39', 'hex') };
  for (const bytes of Object.values(four)) {
    for (let before = 0; before <= bytes.length; before += 1) {
      const line = '0123456789,012345\n';
      const filler = '9'.repeat((readBytes - before - 2) % line.length);
      const lines = line.repeat(Math.floor((readBytes - before - 2) / line.length));
      const file = Buffer.concat([Buffer.from(`${lines}${filler},`), bytes, Buffer.from(',1\n')]);
      const last = (await readAll(file)).at(-1);
      assert.equal(last?.cells[1]?.text, new TextDecoder(bytes[0] === 0x81 ? 'gb18030' : 'utf-8').decode(bytes));
    }
  }
});

test('a byte without meaning spoils its own cell and no other, in either encoding', async () => {
  const heading = '名称,金额,许可内容,许可机关,有效期自,有效期至';
  const utf8 = [Buffer.from(`${heading}\n甲公`), Buffer.from([0xe5, 0x8f]), Buffer.from(',1\n乙公司,2\n')];
  // 名称 is left in GB18030: by itself the heading would be mojibake that offends no rule of that encoding
  const gb = [GB18030, GB18030, GB18030, Buffer.from([0xbc, 0xd7, 0xb9]), Buffer.from(',3\n')];
  assert.deepEqual(texts(await readAll(Buffer.concat(utf8))).slice(1), [
    [2, '甲公\uFFFD', '1'],
    [3, '乙公司', '2'],
  ]);
  assert.deepEqual(texts(await readAll(Buffer.concat(gb))).slice(-1), [[10, '甲\uFFFD', '3']]);
});

test('a file with more than a few bytes without meaning is refused before its first row, and the place named', async () => {
  const broken = Buffer.concat([
    Buffer.from('abcde,12345\n'.repeat(40_000)),
    Buffer.from([0xe4, 0xbd, 0x2c, 0xff, 0x0a]),
  ]);
  const refusal = await refusalOf(broken);
  assert.equal(refusal.refused, 'encoding');
  const line = Number(/第(\d+)行/.exec(refusal.message)?.[1]);
  assert(line > 1 && line <= 40_001, refusal.message);
});

test('UTF-16 without a mark is known although 一 ends in a zero byte', async () => {
  const table = '名称,统一社会信用代码,一\r\n甲公司,91990100MAB04BY3X7,一一\r\n';
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    assert.deepEqual(texts(await readAll(encode(table, encoding))), [
      [1, '名称', '统一社会信用代码', '一'],
      [2, '甲公司', '91990100MAB04BY3X7', '一一'],
    ]);
  }
});

test('a mark is a promise: text behind a UTF-8 mark is never tried as anything else', async () => {
  assert.equal((await refusalOf(Buffer.concat([Buffer.from('\ufeff'), GB18030]))).refused, 'encoding');
});

function encode(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  const little = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}
