import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { addDays, type CalendarDate } from '../../kernel/dates.ts';
import { type Catalogue, catalogueInForce, loadBundledCatalogue } from '../catalogue/index.ts';
import { BUNDLED_FOLDER } from '../catalogue/testing/bundled.ts';
import { believedUnder, bites, groundsInForce, type MeasureInForce, measuresInForce } from './index.ts';

const AGENCY = '11990100MB0QHCJ35Q';
const SUBJECT = '91990100MAB04BY3X7';
const FIRST: CalendarDate = '2026-06-01';
const DAYS = 10;
const AT = new Date('2026-06-01T00:00:00+08:00');
const MATTERS = ['procurement', 'fiscal-funds', 'honours'];
/** Category, list, and the triggers rows claim for it, some of which are another category's. */
const KINDS = [
  ['serious-dishonesty', 'tax-serious', 'listed-tax-serious'],
  ['serious-dishonesty', 'tax-serious', 'listed-serious'],
  ['serious-dishonesty', null, 'listed-serious'],
  ['judgment-default', 'judgment-defaulters', 'judgment-defaulter'],
  ['penalty', null, 'penalty-procurement'],
  ['penalty', null, 'listed-procurement-serious'],
  ['licence', null, 'listed-procurement-serious'],
  ['licence', null, 'no-such-trigger'],
  ['honour', null, 'honoured'],
] as const;
const LAWFUL = [KINDS[0], KINDS[1], KINDS[3], KINDS[4]];

let db: TestDatabase;
let catalogue: Catalogue;
before(async () => {
  db = await testDatabase();
  const act = { actor: 'tester', purpose: 'test', now: AT };
  assert.equal((await loadBundledCatalogue(db.pool, BUNDLED_FOLDER, act)).outcome, 'loaded');
  catalogue = await catalogueInForce(db.pool, FIRST);
  await db.pool.query(
    `insert into agency (uscc, name, name_key, region, created_at) values ($1, '青禾市财政局', '青禾市财政局', '990100', $2)`,
    [AGENCY, AT],
  );
});
after(() => db.close());

type Days = { from: CalendarDate; until: CalendarDate };
type HeldRow = {
  recordId: string;
  kind: (typeof KINDS)[number];
  days: Days;
  /** `hidden`: by a court's shield; `open`: an objection is being verified. */
  suspended: 'never' | 'open' | 'hidden' | 'ended';
  reliefs: {
    matter: string;
    measure: string | null;
    requestRef: string | null;
    days: Days;
    standing: 'proposed' | 'confirmed' | 'ended';
  }[];
};

const dayOf = (offset: number) => addDays(FIRST, offset);
const days = fc
  .tuple(fc.nat(DAYS), fc.nat(20))
  .map(([start, length]) => ({ from: dayOf(start), until: dayOf(start + length) }));
const relief = fc.record({
  matter: fc.constantFrom(...MATTERS),
  measure: fc.constantFrom(null, null, null, 'procurement-restriction', 'procurement-ban', 'honours-restriction'),
  requestRef: fc.constantFrom(null, '办1'),
  days,
  standing: fc.constantFrom<('proposed' | 'confirmed' | 'ended')[]>(
    'confirmed',
    'confirmed',
    'confirmed',
    'proposed',
    'ended',
  ),
});
const held = fc.record({
  kind: fc.constantFrom(...KINDS, ...LAWFUL, ...LAWFUL),
  days,
  suspended: fc.constantFrom('never' as const, 'open' as const, 'hidden' as const, 'ended' as const),
  reliefs: fc.array(relief, { maxLength: 3 }),
});

let subjects = 0;
/** Rows as the application's role may write them, about a subject of their own. */
async function hold(rows: readonly HeldRow[]): Promise<string> {
  subjects += 1;
  const subjectId = `L-${String(subjects).padStart(6, '0')}`;
  for (const { recordId, kind, days: valid, suspended, reliefs } of rows) {
    const [category, list, trigger] = kind;
    await db.pool.query(
      `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, document_no,
                           decided_on, fields, recorded_at, batch_id, list, list_decided_by)
       values ($1, $2, 1, $3, $4, $5, $5, '文1', '2026-01-01', '{}', $6, 'b1', $7, $8)`,
      [subjectId, recordId, category, catalogue.version, AGENCY, AT, list, list === null ? null : 'authority'],
    );
    await db.pool.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at) values ($1, $2, 1, 1, $3, $4, $5, 1, $6)`,
      [subjectId, recordId, trigger, valid.from, valid.until, AT],
    );
    if (suspended !== 'never') {
      await db.pool.query(
        `insert into record_suspension (subject_id, record_id, suspension_no, cause, actor, recorded_at, superseded_at)
         values ($1, $2, 1, $5, 'tester', $3, $4)`,
        [subjectId, recordId, AT, suspended === 'ended' ? AT : null, suspended === 'hidden' ? 'shield' : 'objection'],
      );
    }
    for (const [at, one] of reliefs.entries()) {
      const { matter, measure, requestRef, days: within, standing } = one;
      const done = (by: string, when: boolean) => (when ? [by, AT] : [null, null]);
      await db.pool.query(
        `insert into measure_relief (subject_id, relief_id, record_id, version, agency, matter, measure, act, request_ref,
                                     from_day, until_day, document_no, clause, authority, proposed_by, proposed_at,
                                     confirmed_by, confirmed_at, ended_by, ended_at, reason)
         values ($1, $2, $3, 1, $4, $5, $6, '一项', $7, $8, $9, '准1', 'x#1', '法院', '甲', $10, $11, $12, $13, $14, $15)`,
        [
          subjectId,
          `e${recordId.slice(1).padStart(18, '0')}${String(at).padStart(2, '0')}`,
          recordId,
          AGENCY,
          matter,
          measure,
          requestRef,
          within.from,
          within.until,
          AT,
          ...done('乙', standing !== 'proposed'),
          ...done('丙', standing === 'ended'),
          standing === 'ended' ? '完毕' : null,
        ],
      );
    }
  }
  return subjectId;
}

/** Row by row and rule by rule, meant to be obviously right. */
function recompute(rows: readonly HeldRow[], matter: string, requestRef: string | null, day: CalendarDate): string[] {
  const said: string[] = [];
  const within = ({ from, until }: Days) => from <= day && day <= until;
  const onSeriousList = rows.some(
    ({ kind: [category, list], days: valid, suspended }) =>
      category === 'serious-dishonesty' &&
      list !== null &&
      within(valid) &&
      suspended !== 'open' &&
      suspended !== 'hidden',
  );
  for (const { recordId, kind, days: valid, suspended, reliefs } of rows) {
    const [category, list, trigger] = kind;
    const lawful = catalogue.trigger(trigger)?.category === category;
    const listed = catalogue.category(category)?.role !== 'list' || list !== null;
    if (suspended === 'hidden' || !within(valid) || !lawful || !listed || (category === 'honour' && onSeriousList))
      continue;
    for (const measure of catalogue.measures()) {
      if (!measure.matters.includes(matter) || !measure.targets.includes('enterprise')) continue;
      for (const binding of measure.triggers) {
        if (binding.trigger !== trigger) continue;
        const permitted = reliefs.some(
          (one) =>
            one.standing === 'confirmed' &&
            one.matter === matter &&
            (one.measure === null || one.measure === measure.code) &&
            (one.requestRef === null || one.requestRef === requestRef) &&
            within(one.days),
        );
        said.push(`${recordId} ${measure.code} ${binding.effect} ${suspended !== 'open' && !permitted}`);
      }
    }
  }
  return said.sort();
}

test('measures in force, under suspension and under relief are those of a recomputation, on any day', async () => {
  const rows = fc
    .array(held, { minLength: 1, maxLength: 4 })
    .map((all): HeldRow[] => all.map((one, at) => ({ ...one, recordId: `r${at + 1}` })));
  let bit = 0;
  let relieved = 0;
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.array(
        fc.tuple(fc.nat(2 * DAYS).map(dayOf), fc.constantFrom(...MATTERS), fc.constantFrom(null, '办1', '办2')),
        { maxLength: 5 },
      ),
      async (all, questions) => {
        const subjectId = await hold(all);
        // on the first and the last day of whatever is held, and the day after, for the file a relief names and another
        const edges = all
          .flatMap((row) => [{ ...row, matter: 'procurement' }, ...row.reliefs])
          .flatMap(({ days: { from, until }, matter }) =>
            [from, until, addDays(until, 1)].flatMap((day) => ['办1', '办2'].map((ref) => [day, matter, ref] as const)),
          );
        for (const [day, matter, requestRef] of [...questions, ...edges]) {
          const grounds = (await groundsInForce(db.pool, [subjectId], day)).get(subjectId) ?? [];
          const asked = {
            matter,
            measures: catalogue.measuresFor(matter),
            believes: believedUnder(catalogue),
            requestRef,
          };
          const found = measuresInForce(grounds, asked, 'enterprise', day);
          bit += found.filter(bites).length;
          relieved += found.filter((one) => one.relief !== undefined).length;
          assert.deepEqual(found.map(said).sort(), recompute(all, matter, requestRef, day), `${matter} on ${day}`);
        }
      },
    ),
    { numRuns: 25 },
  );
  assert(bit > 0 && relieved > 0, 'nothing bit or nothing was relieved: the comparison would prove little');
});

const said = (one: MeasureInForce) => `${one.decision.recordId} ${one.measure} ${one.effect} ${bites(one)}`;

test('a licence with a ground of a list, written by the application’s role, brings nothing in any matter', async () => {
  const days: Days = { from: FIRST, until: dayOf(2 * DAYS) };
  for (const kind of KINDS.filter(([category, list]) => category === 'licence' || category === 'penalty' || !list)) {
    const [category, , trigger] = kind;
    const subjectId = await hold([{ recordId: 'r1', kind, days, suspended: 'never', reliefs: [] }]);
    const grounds = (await groundsInForce(db.pool, [subjectId], FIRST)).get(subjectId) ?? [];
    assert.equal(grounds.length, 1, 'the row is held');
    const brought = catalogue.matters().flatMap(({ code: matter }) => {
      const asked = { matter, measures: catalogue.measuresFor(matter), requestRef: null };
      return measuresInForce(grounds, { ...asked, believes: believedUnder(catalogue) }, 'enterprise', FIRST);
    });
    const lawful = catalogue.trigger(trigger)?.category === category && category !== 'serious-dishonesty';
    assert.equal(brought.length > 0, lawful, `${category} ${trigger}`);
  }
});

test('the schema holds no relief that lasts for ever, names no document, or is confirmed by who proposed it', async () => {
  const subjectId = await hold([
    { recordId: 'r1', kind: KINDS[0], days: { from: FIRST, until: FIRST }, suspended: 'never', reliefs: [] },
  ]);
  const insert = (change: Record<string, unknown>) => {
    const row = {
      subject_id: subjectId,
      relief_id: `e${'0'.repeat(20)}`,
      record_id: 'r1',
      version: 1,
      agency: AGENCY,
      matter: 'procurement',
      act: '一项',
      from_day: FIRST,
      until_day: FIRST,
      document_no: '准1',
      clause: 'x#1',
      authority: '法院',
      proposed_by: '甲',
      proposed_at: AT,
      ...change,
    };
    const names = Object.keys(row);
    return db.pool.query(
      `insert into measure_relief (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row),
    );
  };
  for (const change of [
    { until_day: null },
    { until_day: '2025-12-31' },
    { document_no: null },
    { document_no: '' },
    { confirmed_by: '甲', confirmed_at: AT },
    { confirmed_by: '乙' },
    { record_id: 'r9' },
    { subject_id: SUBJECT },
  ]) {
    await assert.rejects(insert(change), JSON.stringify(change));
  }
  await insert({ confirmed_by: '乙', confirmed_at: AT });
});
