import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { addDays, termEnd } from '../../../kernel/dates.ts';
import { type Catalogue, type RepairTerms, repairTermsFor, windowsFor } from '../../catalogue/index.ts';
import { bundledCatalogue } from '../../catalogue/testing/bundled.ts';
import { eligibilityOf, RECORD_STANDINGS, type RepairFacts } from './eligibility.ts';

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});

const anyDay = fc.integer({ min: -800, max: 800 }).map((days) => addDays('2026-11-20', days));
const anyTerms: fc.Arbitrary<RepairTerms> = fc.record({
  firstDay: anyDay,
  never: fc.constantFrom(null, null, null, { says: '法律规定不予修复', clause: 'some-law#第一条' }),
  conditions: fc.subarray([
    { code: 'paid', says: '已付清', clause: { clause: 'some-law#第二条', verified: false } },
    { code: 'harmless', says: '已消除影响', clause: { clause: 'some-law#第三条', verified: false } },
  ]),
  performed: fc.boolean(),
  clause: fc.constant('some-law#第四条'),
});
const anyFacts: fc.Arbitrary<RepairFacts> = fc.record({
  adverse: fc.boolean(),
  standing: fc.constantFrom(...RECORD_STANDINGS, 'stands', 'stands', 'stands', 'stands'),
  terms: fc.option(anyTerms, { nil: null, freq: 8 }),
  performed: fc.boolean(),
  committed: fc.boolean(),
  met: fc.subarray(['paid', 'harmless']).map((met) => new Set(met)),
});

test('whatever the facts, a record is repairable exactly from its first day on, unless something forbids it', () => {
  let repairable = 0;
  fc.assert(
    fc.property(anyFacts, anyDay, (facts, day) => {
      const found = eligibilityOf(facts, day);
      if (found.notRepairable !== undefined) {
        assert.deepEqual([found.repairable, found.firstDay, found.missing], [false, null, []]);
        assert.match(found.notRepairable.says, /。$/u);
        return;
      }
      assert.ok(facts.adverse && facts.standing === 'stands' && facts.terms !== null && facts.terms.never === null);
      assert.equal(found.firstDay, facts.terms.firstDay);
      assert.equal(found.repairable, day >= facts.terms.firstDay);
      assert.equal(found.repairable, !found.missing.some(({ code }) => code === 'min-period'));
      if (found.repairable) repairable += 1;
    }),
    { numRuns: 2_000 },
  );
  assert.ok(repairable > 50, 'the property was not vacuous');
});

test('nothing is ever missing but the time, the performance, the commitment and what the catalogue names', () => {
  fc.assert(
    fc.property(anyFacts, anyDay, (facts, day) => {
      const { missing } = eligibilityOf(facts, day);
      for (const one of missing) {
        assert.match(one.says, /。$/u);
        if (one.code === 'performance') assert.ok(!facts.performed);
        else if (one.code === 'commitment') assert.ok(!facts.committed);
        else if (one.code === 'condition') {
          const named = facts.terms?.conditions.some(({ code }) => code === one.condition);
          assert.ok(named === true && !facts.met.has(one.condition ?? ''), 'of the catalogue, and not met');
          assert.ok(one.clause !== undefined);
        } else assert.ok(one.code === 'min-period' && day < (facts.terms?.firstDay ?? day));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('time makes nothing worse, and no more proof does', () => {
  fc.assert(
    fc.property(anyFacts, anyDay, fc.nat({ max: 400 }), (facts, day, later) => {
      const now = eligibilityOf(facts, day);
      const then = eligibilityOf(facts, addDays(day, later));
      assert.ok(!now.repairable || then.repairable);
      const shown = eligibilityOf({ ...facts, performed: true, committed: true }, day);
      assert.equal(shown.repairable, now.repairable);
      assert.ok(shown.missing.length <= now.missing.length);
    }),
  );
});

const PENALTY = { authority: '11990100MBJEDWW93U', category: 'penalty' };

test('of a penalty, the first day is that of its class: at once, after three months, after a year', () => {
  const on = (fields: Record<string, string | string[]>) =>
    repairTermsFor(catalogue, { ...PENALTY, fields: { decidedOn: '2026-08-25', content: '', ...fields } });
  assert.equal(on({ kinds: ['警告'] })?.firstDay, '2026-08-25');
  assert.equal(on({ kinds: ['罚款'], fine: '50000' })?.firstDay, '2026-11-25');
  assert.equal(on({ kinds: ['责令停产停业'] })?.firstDay, '2027-08-25');
  assert.equal(on({ kinds: ['限制从业'], content: '终身禁止从事' })?.never?.clause, 'ypglf-2019#第一百一十八条');
  assert.equal(on({ kinds: ['其他：责令改正'] })?.firstDay, '2026-08-25', 'nobody waits for a class nobody gave');
});

test('of an entry, the list’s own time stands first, then that of its severity; one that a condition ends waits for none', () => {
  const of = (category: string, listType: string) =>
    repairTermsFor(catalogue, {
      authority: null,
      category,
      fields: { decidedOn: '2026-03-01', validUntil: '2029-03-01', listType },
    });
  assert.equal(of('serious-dishonesty', '拖欠农民工工资失信联合惩戒对象')?.firstDay, '2026-09-01');
  assert.equal(of('serious-dishonesty', '重大税收违法失信主体')?.firstDay, '2027-03-01');
  const market = of('serious-dishonesty', catalogue.list('market-serious')?.name ?? '');
  assert.deepEqual(
    market?.conditions.map(({ code }) => code),
    ['harm-removed'],
    'a list asks for more than time',
  );
  assert.equal(of('abnormal-operation', '经营异常名录')?.firstDay, '2026-03-01');
});

test('no record can be repaired after it stopped being public by itself', () => {
  const anyPenalty = fc.record({
    decidedOn: anyDay,
    content: fc.constant(''),
    kinds: fc.subarray(['警告', '罚款', '没收违法所得、没收非法财物', '责令停产停业'], { minLength: 1 }),
    fine: fc.constantFrom('1000', '5000', '3000000'),
  });
  fc.assert(
    fc.property(anyPenalty, (fields) => {
      const terms = repairTermsFor(catalogue, { ...PENALTY, fields });
      const { publicFrom, publicUntil } = windowsFor(catalogue, { ...PENALTY, fields });
      assert.ok(terms !== null && terms.firstDay >= fields.decidedOn);
      if (publicFrom !== null && publicUntil !== null) assert.ok(terms.firstDay < publicUntil);
      assert.ok(terms.firstDay <= termEnd(fields.decidedOn, { months: catalogue.policy.seriousPublicLeastMonths }));
    }),
  );
});
