import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { canonicalJson, type Json } from '../../../kernel/canonical-json.ts';
import { isRefusal } from '../../../platform/errors.ts';
import type { Catalogue, Paper } from '../../catalogue/index.ts';
import { bundledCatalogue } from '../../catalogue/testing/bundled.ts';
import { expectedWords, filled, LEFT_OPEN, textsIn } from './expected-words-fixture.ts';
import { fillPaper } from './fill-paper.ts';
import { CASE } from './paper-fixture.ts';
import { dateInWords } from './words.ts';

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});
function paper(code: string): Paper {
  const found = catalogue.paper(code);
  assert(found !== undefined, code);
  return found;
}
function refusalOf(code: string, change: Record<string, unknown>): { detail: string; blank: unknown } {
  const result = fillPaper(paper(code), { ...CASE[code], ...change });
  assert(isRefusal(result), 'was filled');
  assert.equal(result.refused, 'blank-refused');
  assert.match(result.detail, /。$/);
  return { detail: result.detail, blank: result.extra?.blank };
}

describe('a filled paper', () => {
  it('of every template says all that was filled in, and leaves nothing open', () => {
    assert(catalogue.papers().length >= 12);
    for (const one of catalogue.papers()) {
      const paper = filled(one);
      const text = `${textsIn(paper)}\n${dateInWords(paper.date)}`;
      for (const words of expectedWords(one)) assert(text.includes(words), `${one.code}: ${words}`);
      assert.doesNotMatch(text, LEFT_OPEN, one.code);
    }
  });

  it('stands without whatever is optional', () => {
    for (const one of catalogue.papers()) {
      const needed = one.blanks.filter(({ optional }) => optional !== true).map(({ id }) => [id, CASE[one.code]?.[id]]);
      const result = fillPaper(one, Object.fromEntries(needed));
      assert(!isRefusal(result), one.code);
    }
  });

  it('says that nothing was stated, or what was: never both', () => {
    const nothing = '你单位在规定期限内未提出陈述、申辩。';
    assert(!JSON.stringify(filled(paper('listing-decision'))).includes(nothing));
    const silent = JSON.stringify(filled(paper('listing-decision'), { statement: '', statementOutcome: undefined }));
    assert(silent.includes(nothing) && !silent.includes('经复核'));
  });

  it('breaks a narrative into paragraphs where its writer did', () => {
    const { paragraphs } = filled(paper('listing-stopped'), { reasons: '第一段。\r\n\n  第二段。' });
    const texts = paragraphs.flatMap((one) => ('text' in one ? [one.text] : []));
    assert.deepEqual(texts.slice(3, 5), ['第一段。', '第二段。']);
  });

  it('prints a mark in a value as it stands and fills it no further', () => {
    const { paragraphs } = filled(paper('listing-stopped'), { reasons: '{{agency}} <b>&amp;</b>' });
    assert(paragraphs.some((one) => 'text' in one && one.text === '{{agency}} <b>&amp;</b>'));
  });

  it('holds no character that prints nothing', () => {
    const { paragraphs } = filled(paper('listing-stopped'), { reasons: '前\u202E后\u0000\u0007\u200B\uD800完' });
    assert(paragraphs.some((one) => 'text' in one && one.text === '前后\uFFFD完'));
  });

  it('is plain JSON: stored and read again it is the same', () => {
    for (const one of catalogue.papers()) {
      const paper = filled(one);
      const stored = canonicalJson(paper as unknown as Json);
      assert.deepEqual(JSON.parse(stored), paper);
    }
  });
});

describe('filling refuses, by the name of the blank,', () => {
  it('what is missing or empty', () => {
    for (const value of [undefined, null, '', ' \n\t', '\u200B'])
      assert.deepEqual(refusalOf('listing-notice', { listingTerm: value }), {
        detail: '“列入期限”未填写，请补写。',
        blank: 'listingTerm',
      });
    assert.match(refusalOf('listing-notice', { measures: [] }).detail, /拟采取的惩戒措施.*未填写/);
    assert.match(refusalOf('listing-decision', { exit: [' '] }).detail, /移出条件.*未填写/);
  });

  it('what is too long, counted in characters and not in halves of them', () => {
    assert(!isRefusal(fillPaper(paper('listing-notice'), { ...CASE['listing-notice'], contact: '𠮷'.repeat(40) })));
    assert.match(refusalOf('listing-notice', { contact: '长'.repeat(41) }).detail, /联系人.*超过 40 个字/);
    assert.match(refusalOf('listing-decision', { exit: ['长'.repeat(301)] }).detail, /移出条件.*超过 300 个字/);
    assert.match(refusalOf('listing-notice', { measures: [['长'.repeat(201), '', '']] }).detail, /超过 200 个字/);
    assert.match(refusalOf('listing-notice', { facts: 'x\n'.repeat(101) }).detail, /超过 100 行/);
    assert.match(refusalOf('listing-decision', { exit: Array(51).fill('条件') }).detail, /超过 50 项/);
    assert.match(refusalOf('honour-notice', { candidates: Array(101).fill(['1', '甲', '乙']) }).detail, /超过 100 行/);
    const rows = Array(100).fill(['长'.repeat(100), '长'.repeat(100), '长'.repeat(100)]);
    assert.match(refusalOf('honour-notice', { candidates: rows }).detail, /全文超过 20000 个字/);
  });

  it('what is of another kind', () => {
    assert.match(refusalOf('listing-notice', { issuedOn: '2026年10月28日' }).detail, /告知日期.*应为日期/);
    assert.match(refusalOf('listing-notice', { issuedOn: '2026-02-30' }).detail, /告知日期.*应为日期/);
    assert.match(refusalOf('listing-notice', { facts: ['逐项'] }).detail, /应为文字/);
    assert.match(refusalOf('listing-decision', { exit: '一段话' }).detail, /应为逐项的文字/);
    assert.match(
      refusalOf('listing-notice', { measures: [['只有一格']] }).detail,
      /每行应有 3 格（惩戒措施、实施单位、依据）/,
    );
  });

  it('what no blank asks for, so that nothing is lost by a misspelling', () => {
    assert.match(refusalOf('listing-notice', { listingterm: '三年' }).detail, /请核对各项代码/);
    assert.match(refusalOf('listing-notice', { constructor: '三年' }).detail, /请核对各项代码/);
  });

  it('and never repeats what was written', () => {
    assert(!refusalOf('person-notice', { person: '张三'.repeat(40) }).detail.includes('张三'));
    assert(!refusalOf('person-notice', { until: '张三' }).detail.includes('张三'));
  });
});
