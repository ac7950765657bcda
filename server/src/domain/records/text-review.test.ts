import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberingMasker } from './public-text.ts';
import { isMaskedFormOf } from './text-review.ts';

const ORIGINAL = '工人高峰（电话13900000001）在3号楼坠落，高峰当场死亡。';

test('a text that only hides is a masked form: with 某, with numbers to tell people apart, with asterisks', () => {
  for (const masked of [
    '工人高某（电话****）在3号楼坠落，高某当场死亡。',
    '工人高某1（电话****）在3号楼坠落，高某1当场死亡。',
    '工人某某（电话****）在3号楼坠落，某某当场死亡。',
    ORIGINAL,
  ]) {
    assert.equal(isMaskedFormOf(masked, ORIGINAL), true, masked);
  }
});

test('a text that adds, leaves out, moves or changes anything is none', () => {
  for (const other of [
    '',
    '工人高某（电话****）在3号楼坠落，当场死亡。',
    '工人高某在5号楼坠落，高某当场死亡。',
    '高某当场死亡。工人高某（电话****）在3号楼坠落，',
    '工人高某（电话****）在3号楼坠落，高某受轻伤。',
    '工人高某（电话****）在3号楼坠落，高某当场死亡。另有一人受伤。',
  ]) {
    assert.equal(isMaskedFormOf(other, ORIGINAL), false, other);
  }
});

test('what was masked is remembered, and the oldest is forgotten where the bound is reached', () => {
  const nobody = { subjectNames: [], authorityNames: [] };
  const masker = rememberingMasker(400);
  const first = masker('当事人王强销售假药。', nobody);
  assert.equal(masker('当事人王强销售假药。', nobody), first);
  for (let count = 0; count < 20; count++) masker(`当事人王强销售假药${count}盒。`, nobody);
  const again = masker('当事人王强销售假药。', nobody);
  assert.notEqual(again, first);
  assert.deepEqual(again, first);
});
