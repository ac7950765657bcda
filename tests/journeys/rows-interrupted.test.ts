import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Receipt, submitRows } from '../../server/src/domain/intake/index.ts';
import { AGENCIES, OFFICERS, ORGANISATIONS } from '../cast.ts';
import { meanwhile } from '../meanwhile.ts';
import { type City, openCity } from './city.ts';
import { type Desk, openDesk, receiptOf } from './over-http.ts';
import { licence } from './tables.ts';

const { housing } = AGENCIES;
const { code, name } = ORGANISATIONS.logistics;

let city: City;
let desk: Desk;
before(async () => {
  city = await openCity();
  desk = await openDesk(city.system);
});
after(async () => {
  await desk?.close();
  await city?.close();
});

const submit = (content: string): Promise<Receipt | { refused: string }> =>
  submitRows(
    city.system,
    { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'intake' },
    { category: 'licence', agency: housing.code, records: [licence(code, name, '1', { 许可内容: content })] },
  );

test('rows whose writing was broken off are brought to their end at once, not behind what is sent after them', async () => {
  const { pool } = city.system;
  await assert.rejects(
    meanwhile(
      pool,
      (trx) => trx.query(`select pg_advisory_xact_lock(hashtextextended('intake apply licence', 0))`),
      () => submit('准予施工'),
      async () => {
        await pool.query(
          `select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
      },
    ),
  );
  const { rows } = await pool.query<{ batch_id: string }>('select batch_id from intake_batch');
  assert.equal(rows.length, 1);
  const headers = await desk.as(housing.code);
  const receipt = await receiptOf(desk.address, headers, rows[0]?.batch_id ?? '');
  assert.deepEqual([receipt.status, receipt.accepted], ['finished', 1]);
});
