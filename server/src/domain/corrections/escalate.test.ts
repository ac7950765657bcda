import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity } from '../../../../tests/journeys/city.ts';
import { signIn } from '../../../../tests/sign-in.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { escalate } from './escalate.ts';

const { housing, credit } = AGENCIES;

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

test('while there is no office to be told, nothing is taken for told; the first office is', async () => {
  const { pool, clock } = city.system;
  await pool.query(
    `insert into recall (subject_id, recall_id, record_id, effect, effect_at, recipient, ways, received_at, due_on, recorded_at)
     values ($1, $2, 'r-1', 'withdrawn', $4, $3, '{check}', $4, '2026-11-19', $4)`,
    [ORGANISATIONS.logistics.code, `l${'0'.repeat(20)}`, housing.code, clock()],
  );
  const held = async () => (await pool.query('select from recall_escalation')).rowCount;
  assert.equal(await escalate(city.system, catalogueInForce), 0);
  assert.equal(await held(), 0);
  await signIn(city.system, { role: 'case-officer', agency: credit.code });
  assert.equal(await escalate(city.system, catalogueInForce), 1);
  assert.equal(await escalate(city.system, catalogueInForce), 0, 'once');
  const { rows } = await pool.query('select agency, template from message');
  assert.deepEqual([await held(), rows], [1, [{ agency: credit.code, template: 'recall-overdue' }]]);
});
