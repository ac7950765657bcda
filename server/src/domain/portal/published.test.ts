import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PlantedCity, plantCity } from '../../../../tests/browser/city.ts';
import { OFFICES } from '../../../../tests/browser/city-names.ts';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { addMonths, today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { RECORDS_PAGE_AT_MOST, recordsOf, suspendRecord, withdrawRecord } from '../records/index.ts';
import { type Published, published, publishedInOrder } from './published.ts';

let running: TestSystem;
let city: PlantedCity;

before(async () => {
  running = await testSystem();
  running.clock.now = new Date('2026-11-20T12:00:00+08:00');
  city = await plantCity(running.system, running.clock);
});
after(() => running.close());

/** Record ids of every organisation, one archive at a time, as the public sees them. */
async function fromArchives(now: Date): Promise<string[]> {
  const { pool } = running.system;
  const catalogue = await catalogueInForce(pool, today(now));
  const ids: string[] = [];
  for (const { code: subjectId } of city.all) {
    const page = await recordsOf(pool, catalogue, { subjectId, openness: 'public', limit: RECORDS_PAGE_AT_MOST, now });
    if (isRefusal(page)) continue; // retired
    ids.push(...page.records.map(({ recordId }) => recordId));
  }
  return ids.sort();
}

async function fromPredicate(predicate: (...given: Parameters<typeof published>) => Published, now: Date) {
  const { pool } = running.system;
  const { from, where, values } = predicate(await catalogueInForce(pool, today(now)), now);
  const { rows } = await pool.query<{ id: string }>(`select r.record_id as id from ${from} where ${where}`, values);
  return rows.map(({ id }) => id).sort();
}

async function assertAgreed(now: Date): Promise<number> {
  const expected = await fromArchives(now);
  assert.deepEqual(await fromPredicate(published, now), expected);
  assert.deepEqual(await fromPredicate(publishedInOrder, now), expected);
  return expected.length;
}

test('pages over all organisations show exactly what the archives of each of them show, today and later', async () => {
  const { now } = running.clock;
  const counts: number[] = [];
  for (const months of [0, 4, 13, 40]) {
    counts.push(await assertAgreed(new Date(`${addMonths(today(now), months)}T12:00:00+08:00`)));
  }
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
    'what ends does not come back',
  );
  assert.ok((counts[0] ?? 0) > (counts[3] ?? 0));
});

test('they agree after a withdrawal, a suspension and a retirement, too', async () => {
  const { pool, clock } = running.system;
  const before = await assertAgreed(clock());
  const { rows } = await pool.query<{ subjectId: string; recordId: string }>(
    `select subject_id as "subjectId", record_id as "recordId" from record
      where category = 'penalty' and agency = $1 order by 2 limit 2`,
    [OFFICES.ecology.code],
  );
  const [first, second] = rows;
  assert.ok(first !== undefined && second !== undefined);
  const act = { actor: 'clerk', agency: OFFICES.ecology.code, purpose: 'test' };
  const why = { reason: '决定已撤销', document: '青撤〔2026〕1号' };
  const done = await write(pool, clock, async (trx, now) => [
    await withdrawRecord(trx, { ...act, now }, { category: 'penalty', record: { recordId: first.recordId }, ...why }),
    await suspendRecord(trx, { ...act, now }, { ...second, cause: 'objection', ...why }),
  ]);
  assert.ok(!done.some(isRefusal), JSON.stringify(done));
  await pool.query(`update subject set standing = 'retired' where subject_id = $1`, [city.busy.code]);
  assert.ok((await assertAgreed(clock())) < before - 2);
});
