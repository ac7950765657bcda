import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { AGENCIES, ORGANISATIONS } from '../../../../../tests/cast.ts';
import { type City, openCity } from '../../../../../tests/journeys/city.ts';
import { write } from '../../../platform/db/write.ts';
import { catalogueInForce } from '../../catalogue/index.ts';
import { rememberDisclosures } from '../../records/index.ts';
import { EFFECTS, type Effect } from './effects.ts';
import { makeRecalls } from './make-recalls.ts';

const CODES = Object.values(AGENCIES).map(({ code }) => code);
const SUBJECTS = [ORGANISATIONS.logistics.code, ORGANISATIONS.builder.code];

let city: City;
let numbers = 0;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

type Way = 'archive' | 'feed' | 'finding' | 'check' | 'response';
const WAYS: readonly Way[] = ['archive', 'feed', 'finding', 'check', 'response'];
/** As a recall names it: who answered for an entry had it from the list of entries. */
const told = (way: Way) => (way === 'response' ? 'feed' : way);
const at = () => city.clock.now;

async function receive(way: Way, agency: string, subjectId: string, recordId: string): Promise<void> {
  const { pool, clock } = city.system;
  if (way === 'check') return check(agency, subjectId, recordId);
  if (way === 'response') {
    await pool.query(
      `insert into entry_response (subject_id, record_id, version, agency, response, note, owed_since, due_on, actor, recorded_at)
       values ($1, $2, 1, $3, 'arranged', '已落实', $4, '2026-12-01', 'test', $4) on conflict do nothing`,
      [subjectId, recordId, agency, at()],
    );
    return;
  }
  await write(pool, clock, (trx, now) =>
    rememberDisclosures(trx, { agency, way, now }, [{ subjectId, recordId, version: 1 }]),
  );
}

async function check(agency: string | null, subjectId: string, recordId: string): Promise<void> {
  const { pool } = city.system;
  const id = randomUUID();
  await pool.query(
    `insert into check_head (check_id, agency, actor, matter, subjects, coverage, answered_at, catalogue_version)
     values ($1, $2, 'test', 'licensing', 1, '[]', $3, 1)`,
    [id, agency, at()],
  );
  await pool.query(
    `insert into check_answer (subject_id, check_id, position, input, known, verdict, measures, answered_at)
     values ($1, $2, 0, '{}', 'registered', 'restricted', $3, $4)`,
    [subjectId, id, JSON.stringify([{ measure: 'm', decision: { recordId, documentNo: null } }]), at()],
  );
}

/** A record of an organisation; under the same number the other has one too, which is another record. */
const recordOf = async (subjectId: string): Promise<string> => {
  numbers += 1;
  const recordId = `r-${numbers}`;
  for (const one of new Set([subjectId, ...SUBJECTS])) await hold(one, recordId);
  return recordId;
};

const hold = async (subjectId: string, recordId: string) => {
  await city.system.pool.query(
    `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, fields, recorded_at, batch_id)
     values ($1, $2, 1, 'penalty', 1, $3, $3, '{}', $4, 'b')`,
    [subjectId, recordId, AGENCIES.eco.code, at()],
  );
};

const recallsOf = async (subjectId: string, recordId: string) =>
  (
    await city.system.pool.query<{ recipient: string; ways: string[]; effect: Effect }>(
      'select recipient, ways, effect from recall where subject_id = $1 and record_id = $2 order by recipient, effect',
      [subjectId, recordId],
    )
  ).rows;

const make = (subjectId: string, recordId: string, effect: Effect, looked = at()) =>
  makeRecalls(city.system, catalogueInForce, { subjectId, recordId, effect, at: at().toISOString() }, looked);

const RECEIVED = fc.array(
  fc.record({
    way: fc.constantFrom(...WAYS),
    agency: fc.constantFrom(...CODES),
    /** Of which of two records of two organisations. */
    subject: fc.nat({ max: 1 }),
    ours: fc.boolean(),
  }),
  { maxLength: 12 },
);

test('whoever received a record, and by whichever ways, is told once that it ended; whoever received another is not', async () => {
  await fc.assert(
    fc.asyncProperty(RECEIVED, fc.constantFrom(...EFFECTS), async (received, effect) => {
      const [subjectId = '', other = ''] = SUBJECTS;
      const record = await recordOf(subjectId);
      const beside = await recordOf(subjectId);
      const expected = new Map<string, Set<string>>();
      for (const { way, agency, subject, ours } of received) {
        const mine = subject === 0 && ours;
        await receive(way, agency, subject === 0 ? subjectId : other, ours ? record : beside);
        if (mine) expected.set(agency, (expected.get(agency) ?? new Set()).add(told(way)));
      }
      // in no agency's name, as at the operator's machine
      await check(null, subjectId, record);
      assert.equal(await make(subjectId, record, effect), expected.size);
      assert.equal(await make(subjectId, record, effect), 0, 'however often it runs');
      assert.deepEqual(
        (await recallsOf(subjectId, record)).map(({ recipient, ways }) => [recipient, ways]),
        [...expected].map(([agency, ways]) => [agency, [...ways].sort()]).sort(),
      );
      assert.deepEqual(await recallsOf(subjectId, beside), []);
    }),
    { numRuns: 25 },
  );
});

test('an answer that was under way when the record ended is found by the second look; whoever asked afterwards got what stands and is not told', async () => {
  const [subjectId = ''] = SUBJECTS;
  const record = await recordOf(subjectId);
  const looked = at();
  assert.equal(await make(subjectId, record, 'corrected', looked), 0);
  await receive('check', AGENCIES.tax.code, subjectId, record);
  const deed = looked.toISOString();
  city.clock.now = new Date(looked.getTime() + 1);
  await receive('archive', AGENCIES.court.code, subjectId, record);
  await receive('check', AGENCIES.drug.code, subjectId, record);
  const again = { subjectId, recordId: record, effect: 'corrected', at: deed } as const;
  assert.equal(await makeRecalls(city.system, catalogueInForce, again, looked), 1);
  assert.deepEqual(
    (await recallsOf(subjectId, record)).map(({ recipient }) => recipient),
    [AGENCIES.tax.code],
  );
});

test('what ended, came back and ended again is told each time', async () => {
  const [subjectId = ''] = SUBJECTS;
  const record = await recordOf(subjectId);
  await receive('archive', AGENCIES.tax.code, subjectId, record);
  for (const effect of ['hidden', 'resumed', 'hidden', 'withdrawn'] as const) {
    city.clock.now = new Date(at().getTime() + 1_000);
    assert.equal(await make(subjectId, record, effect), 1);
  }
  assert.deepEqual(
    (await recallsOf(subjectId, record)).map(({ effect }) => effect),
    ['hidden', 'hidden', 'resumed', 'withdrawn'],
  );
});
