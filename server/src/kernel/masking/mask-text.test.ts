import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MaskingContext, maskText } from './mask-text.ts';

const NOBODY: MaskingContext = { subjectNames: [], authorityNames: [] };
const shown = (text: string, context = NOBODY) => maskText(text, context).text;

test('a person keeps the surname, two who would read the same get numbers, one the office masked is counted', () => {
  const cases = [
    ['当事人王强销售假药。', '当事人王某销售假药。'],
    ['伤者欧阳建华被送医。', '伤者欧阳某被送医。'],
    ['工人张大伟、张小伟受伤，张大伟重伤。', '工人张某1、张某2受伤，张某1重伤。'],
    ['张某举报，工人张大伟受伤。', '张某举报，工人张某1受伤。'],
    ['驾驶员买买提·艾力承认。', '驾驶员买某承认。'],
  ] as const;
  for (const [text, masked] of cases) assert.equal(shown(text), masked);
});

test('numbers that lead to a person disappear whole, and a home becomes 某处', () => {
  const text =
    '投诉人陈晨（电话13900000001，身份证990102199001011234），住青禾市清河区阳光小区3幢2单元501室，驾驶青A·D12345。';
  assert.equal(shown(text), '投诉人陈某（电话****，身份证****），住某处，驾驶****。');
});

test('organisations, documents, cases, dates, amounts and what is masked already stay', () => {
  for (const text of [
    '青禾市王小二面馆与张记餐饮有限公司签订合同。',
    '依据《中华人民共和国行政处罚法》第三十二条，青环罚〔2026〕12号，（2026）青0101民初12号，罚款2.5万元。',
    '张某、李某某、王某甲于2026年3月1日到场，张先生投诉。',
    '统一社会信用代码91990100MA0000001X，服务热线400-820-8820，坐标E101°46′12″。',
    '公司住所：青禾市清河区幸福路12号阳光小区3幢2单元501室，未悬挂执照。',
  ]) {
    assert.equal(shown(text), text);
  }
});

test('a known organisation stays although it bears the name of its owner, and the owner is masked', () => {
  const subject = '青禾市清河区张建国建材经营部';
  assert.equal(
    shown(`${subject}的经营者张建国在场。`, { ...NOBODY, subjectNames: [subject] }),
    `${subject}的经营者张某在场。`,
  );
});

test('what may be a name and may be none makes the text wait, with the word a person has to look at', () => {
  const masked = maskText('当日，康健将废机油倾倒在河滩。', NOBODY);
  assert.equal(masked.kind, 'unsure');
  assert.match(masked.kind === 'unsure' ? masked.because : '', /“康健”/);
});

test('the form of a list or a form field makes a name of words and of names without a surname that we know', () => {
  const cases = [
    ['姓名：仲夏，性别：女。', '姓名：仲某，性别：女。'],
    ['才让草/990102199001011234/邮储', '才某/****/邮储'],
    ['1\t王满仓\t木工\n2\t王满囤\t木工\n3\t吉克阿牛\t普工\n', '1\t王某1\t木工\n2\t王某2\t木工\n3\t吉克某\t普工\n'],
    ['金载勋（KIM JAEHOON）在场。', '金某（K某）在场。'],
  ] as const;
  for (const [text, masked] of cases) assert.equal(shown(text), masked);
});

test('things in a list, firms, streets and the last character of a longer word are no names', () => {
  for (const text of [
    '加工土豆、南瓜、冬瓜、黄瓜、石榴、石斛、白芷、黄芪、当归。',
    '应履行给付金钱义务；赔偿死亡赔偿金、误工费；未佩戴安全帽。',
    '位于李宁路与张衡路交叉口；货车由南向北行驶；影响行洪安全。',
  ]) {
    assert.equal(shown(text), text);
  }
});
