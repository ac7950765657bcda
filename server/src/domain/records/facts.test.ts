import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { factsOf } from './facts.ts';

const catalogue = await bundledCatalogue();
const factsIn = (code: string, fields: Parameters<typeof factsOf>[0]) => {
  const category = catalogue.category(code);
  assert(category !== undefined);
  return factsOf(fields, category);
};

test('who the row is about and when it was exported are no facts', () => {
  const party = {
    name: '青禾东方恒泰物流有限公司',
    code: '91990100MAB04BY3X7',
    orgCode: 'MAB04BY3X',
    registrationNo: '1',
    taxNo: '2',
    institutionNo: '3',
    socialOrganisationNo: '4',
    partyKind: '法人及非法人组织',
    exportedAt: '2026-09-01 08:00:00',
    regionCode: '990100',
    statedPublicUntil: '2027-01-01',
  };
  assert.deepEqual(factsIn('penalty', party), {});
  assert.deepEqual(factsIn('licence', party), {});
});

test('of the register itself the name is a fact', () => {
  assert.deepEqual(factsIn('registration', { name: '青禾（新湖）商贸有限公司', code: '91990100MAB04BY3X7' }), {
    name: factsIn('registration', { name: '青禾(新湖)商貿有限公司' }).name,
  });
});

test('facts are compared as what they say, not as they are written', () => {
  const same: [string, Parameters<typeof factsOf>[0], Parameters<typeof factsOf>[0]][] = [
    ['brackets and spaces of a number', { documentNo: '青建许〔2026〕8号' }, { documentNo: '青建许 [2026] 8 号' }],
    ['full-width forms', { content: '准予ＡＢＣ施工' }, { content: '准予ABC施工' }],
    ['line breaks', { content: '一、准予\r\n二、施工' }, { content: '一、准予\n二、施工' }],
    ['spaces around', { content: '  准予  施工 ' }, { content: '准予 施工' }],
    ['an empty set and none', { kinds: [] }, { kinds: null }],
    ['the order of a set', { kinds: ['罚款', '警告'] }, { kinds: ['警告', '罚款'] }],
    ['zeros behind the point', { fine: '2000.00' }, { fine: '2000' }],
  ];
  for (const [what, a, b] of same) assert.deepEqual(factsIn('penalty', a), factsIn('penalty', b), what);
  assert.notDeepEqual(factsIn('penalty', { fine: '2000' }), factsIn('penalty', { fine: '200' }));
  assert.notDeepEqual(factsIn('penalty', { content: '准予施工' }), factsIn('penalty', { content: '准予 施工' }));
});

test('a case number is folded like a document number', () => {
  assert.deepEqual(
    factsIn('judgment-default', { caseNo: '（2026）青01执 12号' }),
    factsIn('judgment-default', { caseNo: '〔2026〕青01执12号' }),
  );
});

test('folding what was folded changes nothing', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 });
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 3 }), (documentNo, content, kinds) => {
      const once = factsIn('penalty', { documentNo, content, kinds });
      assert.deepEqual(factsIn('penalty', once), once);
    }),
  );
});
