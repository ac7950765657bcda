import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Catalogue } from './model.ts';
import { bundledCatalogue } from './testing/bundled.ts';
import { groundsFor } from './triggers.ts';
import type { Fields } from './values.ts';

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});
const grounds = (category: string, fields: Fields, confirmedOn?: string) =>
  groundsFor(catalogue, { category, authority: null, fields }, confirmedOn);

describe('grounds of measures', () => {
  it('of a major fine bar from procurement for three years, the last day included', () => {
    const decision = { kinds: ['罚款'], fine: '2000000.00', content: '罚款', decidedOn: '2024-02-29' };
    assert.deepEqual(grounds('penalty', decision), [
      { trigger: 'penalty-inspection', from: '2024-02-29', until: '2025-02-28' },
      { trigger: 'penalty-procurement', from: '2024-02-29', until: '2027-02-28' },
    ]);
  });

  it('need the amount the law names, and no smaller one', () => {
    const just = grounds('penalty', { kinds: ['罚款'], fine: '1999999.99', content: '罚款', decidedOn: '2026-01-01' });
    assert.deepEqual(
      just.map(({ trigger }) => trigger),
      ['penalty-inspection'],
    );
    assert.deepEqual(grounds('penalty', { kinds: ['警告'], content: '警告', decidedOn: '2026-01-01' }), []);
    assert.deepEqual(grounds('penalty', { kinds: ['罚款'], fine: null, content: null, decidedOn: '2018-01-01' }), []);
  });

  it('tell a revoked licence from a suspended one by the words of the decision', () => {
    const kinds = ['暂扣或者吊销许可证、暂扣或者吊销执照'];
    const barred = (content: string) =>
      grounds('penalty', { kinds, content, decidedOn: '2026-01-01' }).some(
        ({ trigger }) => trigger === 'penalty-procurement',
      );
    assert.equal(barred('吊销营业执照'), true);
    assert.equal(barred('暂扣许可证六个月'), false);
  });

  it('of a list end with the entry, and never later than the list’s own term', () => {
    const entry = { listType: '海关失信企业', decidedOn: '2026-01-31', validUntil: '2031-01-01' };
    assert.deepEqual(grounds('serious-dishonesty', entry), [
      { trigger: 'listed-customs-dishonest', from: '2026-01-31', until: '2028-01-31' },
      { trigger: 'listed-serious', from: '2026-01-31', until: '2028-01-31' },
    ]);
  });

  it('of an entry that ends by condition hold while it is reconfirmed', () => {
    const entry = { listType: '失信被执行人', decidedOn: '2026-01-31', validUntil: null };
    assert.deepEqual(grounds('judgment-default', entry), [
      { trigger: 'judgment-defaulter', from: '2026-01-31', until: '2026-07-31' },
    ]);
    assert.equal(grounds('judgment-default', entry, '2026-06-30')[0]?.until, '2026-12-30');
  });

  it('of an honour end with it, and where it names no end after three years', () => {
    assert.equal(grounds('honour', { decidedOn: '2026-01-01', validUntil: '2027-06-30' })[0]?.until, '2027-06-30');
    assert.equal(grounds('honour', { decidedOn: '2026-01-01', validUntil: null })[0]?.until, '2029-01-01');
  });

  it('bring measures whose every binding names a clause', () => {
    const bound = catalogue.measuresOf('penalty-procurement');
    assert.deepEqual(
      bound.map(({ measure, effect, clause }) => [measure.code, effect, clause.clause]),
      [['procurement-ban', 'must', 'zfcgf-2014#第二十二条第一款第五项']],
    );
  });
});
