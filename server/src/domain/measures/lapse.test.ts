import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../kernel/dates.ts';
import { fixtureCatalogue, MATTERS } from '../checks/catalogue-fixture.ts';
import { believedUnder, type HeldGround, measuresInForce } from './index.ts';

const catalogue = fixtureCatalogue();
const MATTER = MATTERS[1] ?? '';
const DAY = '2026-06-01';

const ASKED = {
  matter: MATTER,
  measures: catalogue.measuresFor(MATTER),
  believes: believedUnder(catalogue),
  requestRef: null,
};
const CATEGORY_OF: Readonly<Record<string, string>> = {
  listed: 'serious-dishonesty',
  'heavily-penalised': 'penalty',
  honoured: 'honour',
};

type Drawn = { trigger: string; from: number; days: number | null; suspended: boolean };
const drawn: fc.Arbitrary<Drawn> = fc.record({
  trigger: fc.constantFrom('listed', 'heavily-penalised', 'honoured'),
  from: fc.integer({ min: -40, max: 40 }),
  days: fc.option(fc.integer({ min: 0, max: 60 })),
  suspended: fc.boolean(),
});

const ground = ({ trigger, from, days, suspended }: Drawn, index: number): HeldGround => ({
  subjectId: 'S-1',
  recordId: `r${index}`,
  trigger,
  category: CATEGORY_OF[trigger] ?? '',
  list: null,
  validFrom: addDays(DAY, from),
  validUntil: days === null ? null : addDays(DAY, from + days),
  documentNo: `青〔2026〕${index}号`,
  authority: 'A',
  authorityName: null,
  suspended,
  reliefs: [],
});

test('an honour brings its incentives on every day on which no entry of a serious list is in force, and on no other', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 6 }), (all) => {
      const reaches = ({ from, days }: Drawn) => from <= 0 && (days === null || from + days >= 0);
      const listed = all.some((one) => one.trigger === 'listed' && !one.suspended && reaches(one));
      const honours = all.filter((one) => one.trigger === 'honoured' && reaches(one)).length;
      const found = measuresInForce(all.map(ground), ASKED, 'enterprise', DAY);
      const incentives = found.filter(({ direction }) => direction === 'incentive').length;
      assert.equal(incentives, listed ? 0 : honours);
      const restrictions = found.filter(({ measure }) => measure === 'exclude').length;
      assert.equal(restrictions, all.filter((one) => one.trigger !== 'honoured' && reaches(one)).length);
    }),
  );
});
