import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../kernel/dates.ts';
import { NOTHING_YET, stepFrom } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { HONOUR, honourUntil, OBJECTION_OUTCOMES, objectionsIn, refuseObjected } from './rules.ts';
import { blockOf } from './standing.ts';

const DEEDS = [...new Set(HONOUR.steps.map(({ deed }) => deed))];

/** A case walked by deeds drawn at random: those the chart does not allow leave it where it was. */
function walk(drawn: readonly string[]): { taken: string[]; states: string[] } {
  let state: string = NOTHING_YET;
  const taken: string[] = [];
  const states: string[] = [];
  for (const deed of drawn) {
    const step = stepFrom(HONOUR, state, deed);
    if (step === undefined) continue;
    state = step.to === 'same' ? state : step.to;
    taken.push(deed);
    states.push(state);
  }
  return { taken, states };
}

test('however deeds are tried, an honour is granted only after check, notice, its end, proposal and confirmation in that order', () => {
  const opening = fc.constantFrom('nominated', 'recommended', 'applied');
  const more = fc.array(fc.constantFrom(...DEEDS), { minLength: 60, maxLength: 160 });
  let granted = 0;
  fc.assert(
    fc.property(opening, more, (first, rest) => {
      const { taken, states } = walk([first, ...rest]);
      const at = taken.indexOf('granted');
      if (at < 0) return;
      granted += 1;
      const before = taken.slice(0, at);
      const order = ['checked', 'shown', 'term-passed', 'proposed', 'confirmed'].map((deed) =>
        before.lastIndexOf(deed),
      );
      assert.ok(order[0] !== undefined && order[0] >= 0);
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
      );
      assert.ok(before.lastIndexOf('returned') < before.lastIndexOf('confirmed'));
      if (before.includes('objected'))
        assert.ok(before.lastIndexOf('objections-settled') > before.lastIndexOf('objected'));
      assert.ok(taken.slice(at + 1).length <= 1, 'an honour ends once');
      assert.ok(['in-force', 'ended'].includes(states.at(-1) ?? ''));
    }),
    { numRuns: 3_000 },
  );
  assert.ok(granted > 0, 'some walks arrive');
});

type Move = { objects: true } | { objects: false; pick: number; outcome: (typeof OBJECTION_OUTCOMES)[number] };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constant({ objects: true as const }),
  fc.record({ objects: fc.constant(false as const), pick: fc.nat(), outcome: fc.constantFrom(...OBJECTION_OUTCOMES) }),
);

test('a notice may end when every objection was dealt with and none upheld, and never otherwise', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      const open = new Set<number>();
      let upheld = false;
      const deeds: { deedNo: number; deed: string; content: Record<string, unknown> }[] = [];
      for (const one of moves) {
        const deedNo = deeds.length + 1;
        if (one.objects) {
          deeds.push({ deedNo, deed: 'objected', content: {} });
          open.add(deedNo);
          continue;
        }
        const objection = [...open][one.pick % Math.max(open.size, 1)];
        if (objection === undefined) continue;
        open.delete(objection);
        upheld ||= one.outcome === 'upheld';
        deeds.push({ deedNo, deed: 'objection-answered', content: { objection, outcome: one.outcome } });
      }
      const objections = objectionsIn(deeds);
      const undealt = objections.filter(({ outcome }) => outcome === null).map(({ objection }) => objection);
      assert.deepEqual(undealt, [...open]);
      const refused = refuseObjected(objections, 'contested');
      assert.equal(refused === null, open.size === 0 && !upheld);
    }),
  );
});

const threeYears = {
  triggersOf: () => [{ until: { field: 'validUntil', atMost: { years: 3 } } }],
} as unknown as Pick<Catalogue, 'triggersOf'>;

test('an honour lasts what was asked for, at least a day and at most what the catalogue allows', () => {
  assert.equal(honourUntil(threeYears, '2026-11-30', undefined), '2029-11-30');
  assert.equal(honourUntil(threeYears, '2026-11-30', { years: 3 }), '2029-11-30');
  assert.equal(honourUntil(threeYears, '2026-11-30', { days: 1 }), '2026-12-01');
  for (const term of [{ years: 3, days: 1 }, { days: 0 }])
    assert.ok(typeof honourUntil(threeYears, '2026-11-30', term) === 'object');
  const unbound = { triggersOf: () => [] } as unknown as Pick<Catalogue, 'triggersOf'>;
  assert.ok(typeof honourUntil(unbound, '2026-11-30', undefined) === 'object', 'no term, no honour');
});

test('a serious list blocks however old, an adverse decision from the first day of the look-back on, an interview never', () => {
  const lookBackFrom = '2025-11-30';
  const asked = { serious: ['serious-dishonesty'], lookBackFrom, isPublicKind: true };
  assert.equal(blockOf({ category: 'serious-dishonesty', decidedOn: '2020-01-01' }, asked), 'serious-list');
  assert.equal(blockOf({ category: 'penalty', decidedOn: lookBackFrom }, asked), 'look-back');
  assert.equal(blockOf({ category: 'penalty', decidedOn: addDays(lookBackFrom, -1) }, asked), null);
  assert.equal(blockOf({ category: 'interview', decidedOn: '2026-11-01' }, { ...asked, isPublicKind: false }), null);
});
