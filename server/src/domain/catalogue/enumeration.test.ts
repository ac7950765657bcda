import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileEnumeration } from './enumeration.ts';

const TERMS = ['警告', '通报批评', '罚款', '没收违法所得', '没收违法所得、没收非法财物', '责令停产停业'];
const kinds = compileEnumeration({
  code: 'kinds',
  name: '处罚类别',
  terms: TERMS.map((term) => (term === '警告' ? { term, aliases: ['01'] } : { term })),
});
const set = (text: string) => kinds.parseSet(text, { other: true });
const termsOf = (text: string) => {
  const read = set(text);
  return read.ok ? read.terms : `unknown: ${read.unknown}`;
};

describe('a cell with several terms', () => {
  it('is read at ; ； 、 ， / and line breaks', () => {
    for (const separator of [';', '；', '、', '，', ',', '/', '／', '\n', ' ； '])
      assert.deepEqual(termsOf(`警告${separator}罚款`), ['警告', '罚款'], JSON.stringify(separator));
  });

  it('takes the longest known term first, so that 没收违法所得、没收非法财物 is one', () => {
    assert.deepEqual(termsOf('罚款、没收违法所得、没收非法财物'), ['罚款', '没收违法所得、没收非法财物']);
    assert.deepEqual(termsOf('没收违法所得、没收非法财物，罚款'), ['罚款', '没收违法所得、没收非法财物']);
  });

  it('has no order and no repetition', () => {
    const anyOf = fc.shuffledSubarray(TERMS, { minLength: 1 });
    const separator = fc.constantFrom(';', '；', '、', '，', '/', '\n');
    fc.assert(
      fc.property(anyOf, separator, (terms, between) => {
        const inOrder = TERMS.filter((term) => terms.includes(term));
        assert.deepEqual(termsOf(terms.join(between)), inOrder);
        assert.deepEqual(termsOf([...terms, ...terms].join(between)), inOrder);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused for one unknown part, and says which', () => {
    assert.deepEqual(set('罚款；口头教育；警告'), { ok: false, unknown: '口头教育' });
    assert.deepEqual(set('罚款金'), { ok: false, unknown: '罚款金' });
    assert.equal(set('').ok, false);
    assert.equal(set('、').ok, false);
  });

  it('knows aliases and number codes in half and full width', () => {
    assert.deepEqual(termsOf('０１'), ['警告']);
  });
});

describe('其他', () => {
  it('is held as 其他：文字 with whatever joiner it was written', () => {
    for (const text of ['其他-备案', '其他：备案', '其他:备案', '其他（备案）', '其他 备案', '其它——备案', '其他备案'])
      assert.deepEqual(
        kinds.parseOne(text, { other: true }),
        { ok: true, terms: ['其他：备案'], unnamedOther: false },
        text,
      );
  });

  it('is warned of where it says nothing', () => {
    assert.deepEqual(set('罚款、其他'), { ok: true, terms: ['罚款', '其他'], unnamedOther: true });
  });

  it('may name several things, up to the next known term', () => {
    assert.deepEqual(termsOf('其他：责令改正、限期拆除；罚款'), ['罚款', '其他：责令改正、限期拆除']);
  });

  it('is refused where the field does not take it', () => {
    assert.equal(kinds.parseSet('其他：备案').ok, false);
    assert.equal(kinds.parseOne('其他').ok, false);
  });

  it('never turns what was held into something else when it is read again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('备', '案', '：', '、', '（', ' ', '罚', '款'), maxLength: 12 }),
        (said) => {
          const read = kinds.parseOne(`其他${said}`, { other: true });
          assert(read.ok);
          assert.deepEqual(kinds.parseOne(read.terms[0] ?? '', { other: true }), read);
        },
      ),
      { numRuns: 300 },
    );
  });
});
