import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bigrams, documentNoKey, nameKey, pinyinInitials, textKey } from './text.ts';

const NAMES = [
  '青禾市电子商务（集团）有限公司',
  '青禾市電子商務(集團)有限公司',
  '乾元著作发展中心',
  '執著臺灣里程裡面乾燥',
  '買買提·艾力饭店',
  '薴苧苎',
  'abc 科技',
];
const chinese = fc.array(
  fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)),
  { maxLength: 12 },
);
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  chinese.map((characters) => characters.join('')),
  fc
    .array(fc.constantFrom(...NAMES, '（', '〕', '·', '.', ' ', '\u3000', '\u200b', 'ａ', '〔2026〕10号'))
    .map((parts) => parts.join('')),
);

test('names written in traditional characters, with other brackets, dots, spaces or width are the same name', () => {
  const same = [
    [
      '青禾市电子商务（集团）有限公司',
      '青禾市電子商務(集團) 有限公司',
      '青禾市电子商务【集团】有限公司',
      '青禾市电子商务〔集团〕有限公司\u3000',
    ],
    ['买买提·艾力饭店', '買買提•艾力飯店', '买买提.艾力饭店', '买买提・艾力饭店', '买买提‧艾力饭店'],
    ['ABC科技', 'abc 科技', 'ＡＢＣ科技', 'A\u200bBC科技'],
  ];
  for (const names of same) assert.equal(new Set(names.map(nameKey)).size, 1, names.join(' / '));
});

test('names that differ in a character or in the place of a bracket stay different', () => {
  const keys = [
    '青禾东方食品有限公司',
    '青禾东方食品有限责任公司',
    '青禾（东方）食品有限公司',
    '（青禾）东方食品有限公司',
    'A.B食品',
    'AB食品',
  ].map(nameKey);
  assert.equal(new Set(keys).size, keys.length);
});

test('document numbers are the same in any brackets, spaces, width and case', () => {
  const same = [
    '青环罚〔2026〕10号',
    '青环罚[2026]10号',
    '青环罚（2026）10号',
    '青环罚(2026) 10 号',
    '青环罚【2026】10号',
    '青环罚［２０２６］１０号\n',
  ];
  assert.equal(new Set(same.map(documentNoKey)).size, 1);
  assert.notEqual(documentNoKey('青环罚〔2026〕10号'), documentNoKey('青环罚〔2026〕1号'));
  assert.equal(documentNoKey('a〔2026〕1'), documentNoKey('A[2026]1'));
});

test('facts are the same however their white space is made, but not without it', () => {
  assert.equal(textKey('\u3000未按规定\r\n使用\t 设施\u00a0\u200b'), '未按规定 使用 设施');
  assert.notEqual(textKey('甲 乙'), textKey('甲乙'));
  assert.equal(textKey('ＡＢ１２'), 'AB12');
});

test('taking a key of a key changes nothing', () => {
  for (const key of [textKey, nameKey, documentNoKey]) {
    fc.assert(
      fc.property(anyText, (text) => assert.equal(key(key(text)), key(text))),
      { numRuns: 400 },
    );
  }
});

test('bigrams are distinct windows of two characters, by code point', () => {
  assert.deepEqual(bigrams('青禾青禾'), ['青禾', '禾青']);
  assert.deepEqual(bigrams('𠮷野家'), ['𠮷野', '野家']);
  assert.deepEqual([bigrams('青'), bigrams('')], [['青'], []]);
});

test('initials are those of the simplified name, with letters and figures kept', () => {
  assert.equal(pinyinInitials('青禾市'), 'qhs');
  assert.equal(pinyinInitials('重庆银行（集團）ABC 123'), 'cqyhjtabc123');
  assert.equal(pinyinInitials('——'), '');
});
