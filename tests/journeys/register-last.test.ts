import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { waitingRows } from '../../server/src/domain/intake/index.ts';
import { nameKey } from '../../server/src/kernel/text.ts';
import { EXPECTED, expectedOf, fileOf } from '../cast.ts';
import { type City, countsOf, openCity, sendFixture } from './city.ts';

let city: City;
before(async () => {
  city = await openCity();
  const rest = EXPECTED.order.filter((name) => name !== 'registration.csv');
  for (const name of [...rest, 'registration.csv']) await sendFixture(city, name, expectedOf(name));
});
after(() => city?.close());

/** Who holds which code and name, read from the register's own file: last name of a code, all names it had. */
function truth(): { codes: Map<string, Set<string>>; owners: Map<string, string> } {
  const lines = readFileSync(fileOf('registration.csv'), 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/).slice(1);
  const rejected = new Set(expectedOf('registration.csv').errorRows.map(([row]) => row));
  const codes = new Map<string, Set<string>>();
  const owners = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    const [name = '', code = ''] = line.split(',').map((cell) => cell.replaceAll('"', ''));
    if (rejected.has(at + 2)) continue;
    codes.set(code, (codes.get(code) ?? new Set()).add(nameKey(name)));
    owners.set(nameKey(name), code);
  }
  return { codes, owners };
}

type Held = { subject_id: string; standing: string; name: string; category: string };
const held = async (): Promise<Held[]> =>
  (
    await city.system.pool.query<Held>(
      `select r.subject_id, s.standing, r.fields->>'name' as name, r.category
         from record r join subject s using (subject_id) where r.superseded_at is null`,
    )
  ).rows;

test('the register, though it comes last, leads to the receipt expected of it', async () => {
  const again = await sendFixture(city, 'registration.csv', expectedOf('registration.csv'));
  assert.deepEqual(countsOf(again), expectedOf('registration.csv').again);
});

test('every record stands under the code that the register gives to the name it names', async () => {
  const { codes, owners } = truth();
  const records = await held();
  assert(records.length > 1800);
  for (const { subject_id, standing, name, category } of records) {
    const key = nameKey(name);
    if (standing === 'registered') {
      assert(codes.get(subject_id)?.has(key), `${category}: ${name} under ${subject_id}`);
    } else {
      assert.equal(standing, 'provisional', subject_id);
      assert.equal(
        owners.get(key),
        undefined,
        `${category}: ${name} stays under ${subject_id}, which the register gives to another`,
      );
      assert.equal(codes.get(subject_id), undefined, `${subject_id} is registered`);
    }
  }
});

test('nothing got lost: every row of the departments is a record, a version of one, or waits in the queue', async () => {
  const { rows } = await city.system.pool.query<{ file: string; row: number }>(
    `select file, row from record union select file, row from intake_queue`,
  );
  const found = new Set(rows.map(({ file, row }) => `${file} ${row}`));
  for (const name of ['licences.xlsx', 'penalties-new.xlsx', 'penalties-old.csv']) {
    const { first } = expectedOf(name);
    const here = [...found].filter((place) => place.startsWith(`${name} `)).length;
    assert(here >= first.accepted + first.updated + first.unresolved, `${name}: ${here} of ${JSON.stringify(first)}`);
  }
});

test('a queued row offers the organisation that the register knows by its code or its name', async () => {
  const { owners } = truth();
  const { items } = await waitingRows(city.system.pool, { agencies: null, limit: 200 });
  assert(items.length > 20);
  for (const { values, candidates } of items) {
    const name = String(values.name);
    const owner = owners.get(nameKey(name));
    if (owner === undefined) continue;
    assert(
      candidates.some(({ subjectId }) => subjectId === owner),
      `${name}: ${JSON.stringify(candidates)}`,
    );
  }
});

test('of each record that the register took from the wrong organisation those who received it are to be told', async () => {
  const { rows: taken } = await city.system.pool.query<{ id: string }>(
    `select d.subject_id || ' ' || d.record_id as id from record_deed d
      where d.kind = 'requeue' and exists (select from record_window w
        where w.subject_id = d.subject_id and w.record_id = d.record_id) order by 1`,
  );
  const { rows: told } = await city.system.pool.query<{ id: string; effect: string }>(
    `select j.payload->>'subjectId' || ' ' || (j.payload->>'recordId') as id, j.payload->>'effect' as effect
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'record-ended' order by 1`,
  );
  assert(taken.length > 0);
  assert.deepEqual(
    told,
    taken.map(({ id }) => ({ id, effect: 'requeued' })),
  );
});
