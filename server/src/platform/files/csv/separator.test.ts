import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SEPARATORS, sniffSeparator } from './separator.ts';

test('each of the separators is recognised by its even count', () => {
  for (const separator of SEPARATORS) {
    const lines = ['名称', '甲公司', '乙公司'].map((name) => [name, '代码', '日期'].join(separator));
    assert.equal(sniffSeparator(lines.join('\r\n')), separator);
    assert.equal(sniffSeparator(lines.join('\r')), separator);
  }
});

test('separators inside quotes, across line breaks and beside doubled quotes, do not count', () => {
  const sample = '名称|内容\n甲|"罚款,没收,警告\n,,,""查,扣"",,"\n乙|"一,二,三,四,五,六"\n';
  assert.equal(sniffSeparator(sample), '|');
});

test('prose full of commas in one column does not outweigh the real separator', () => {
  const sample = '名称\t事实\t金额\n甲\t未按规定,拒不改正,屡犯\t1\n乙\t超标\t2\n丙\t瞒报,漏报\t3\n';
  assert.equal(sniffSeparator(sample), '\t');
});

test('a list in one column does not outweigh the columns, even where trailing commas are ragged', () => {
  const sample = '名称,种类,金额,备注\n甲,罚款;警告,1,x\n乙,罚款;警告,2\n丙,罚款;警告,3,y\n丁,罚款;警告,4,z\n';
  assert.equal(sniffSeparator(sample), ',');
});

test('a title and a note above the heading do not decide', () => {
  const sample = '青禾市行政许可公示表;2026年\n填报单位\n名称,代码,日期,内容\n甲,1,2,3\n乙,1,2,3\n丙,1,2,3\n';
  assert.equal(sniffSeparator(sample), ',');
});

test('one column is read as commas, and a declared separator is believed', () => {
  assert.equal(sniffSeparator('名称\n甲\n'), ',');
  assert.equal(sniffSeparator('sep=|\n甲,乙,丙\n'), '|');
});

test('a rare sign in a quoted cell is no separator, however uneven the lines are', () => {
  assert.equal(sniffSeparator('名称," !",末\n甲,乙\n'), ',');
});
