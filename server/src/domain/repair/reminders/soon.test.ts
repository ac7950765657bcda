import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../../kernel/dates.ts';
import { type Catalogue, repairTermsFor } from '../../catalogue/index.ts';
import { bundledCatalogue } from '../../catalogue/testing/bundled.ts';
import { linesWithin } from './remind.ts';
import { daysTold, earliestDecision, firstDayIn, weekOf } from './soon.ts';

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});

const anyDay = fc.integer({ min: -30_000, max: 30_000 }).map((days) => addDays('2026-11-20', days));

test('a week begins on its Monday, whatever the year', () => {
  assert.equal(weekOf('2026-11-27'), '2026-11-23');
  assert.equal(weekOf('2026-11-30'), '2026-11-30');
  fc.assert(
    fc.property(anyDay, (day) => {
      const monday = weekOf(day);
      assert.ok(monday <= day && daysBetween(monday, day) < 7);
      assert.equal(weekOf(monday), monday);
      assert.equal(Math.abs(daysBetween('2026-11-23', monday)) % 7, 0);
    }),
  );
});

test('each penalty is told of in exactly one week, and none that a week tells of was decided before its first day', () => {
  const anyPenalty = fc.record({
    decidedOn: fc.integer({ min: -700, max: 0 }).map((days) => addDays('2026-11-20', days)),
    content: fc.constant(''),
    kinds: fc.constantFrom(['警告'], ['罚款'], ['责令停产停业']),
    fine: fc.constant('50000'),
  });
  fc.assert(
    fc.property(anyPenalty, (fields) => {
      const penalty = { category: 'penalty', authority: '11990100MBJEDWW93U', fields };
      const firstDay = repairTermsFor(catalogue, penalty)?.firstDay ?? '';
      const weeks = [-1, 0, 1].map((nth) => addDays(weekOf(firstDay), nth * 7));
      const told = weeks.filter((week) => firstDayIn(catalogue, penalty, daysTold(catalogue, week)) !== null);
      assert.deepEqual(told, [weekOf(firstDay)]);
      assert.ok(fields.decidedOn >= earliestDecision(catalogue, weekOf(firstDay)));
    }),
  );
});

test('a message holds as many lines as fit, and says how many it leaves out', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 40 }), (lines) => {
      const text = linesWithin(lines.map((line) => line.replaceAll('\n', ' ')));
      assert.ok([...text].length <= 1_000);
      const left = /^另有 (\d+) 条/m.exec(text)?.[1] ?? '0';
      assert.ok(Number(left) < lines.length, 'at least one is told');
    }),
  );
});
