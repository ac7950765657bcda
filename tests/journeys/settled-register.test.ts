import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { type City, openCity, rowCodes, send } from './city.ts';
import { csvOf, licence, registration } from './tables.ts';

const { market, housing } = AGENCIES;
const A = composeUscc('91990100', 'MA0AAAA1');
const B = composeUscc('91990100', 'MA0BBBB2');
const [FIRST, SECOND] = ['青禾甲子商贸有限公司', '青禾乙丑商贸有限公司'];

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

let files = 0;
async function register(code: string, name: string) {
  files += 1;
  // never the same bytes
  const content = csvOf([registration(code, name, { 数据导出时间: String(files) })]);
  return send(city, { category: 'registration', agency: market.code, name: `register-${files}.csv`, content });
}

/** A person of the register says that the row that waits is this code's. */
async function settle(subjectId: string): Promise<void> {
  const { pool, clock } = city.system;
  const { items } = await waitingRows(pool, { agencies: [market.code] });
  const [item] = items;
  assert(item !== undefined && items.length === 1, 'one row waits');
  const act = { actor: OFFICERS.registrar.actor, agency: market.code, purpose: 'intake-settle' };
  const settlement = { queueId: item.queueId, decision: 'attributed', subjectId, reason: '核对' } as const;
  const done = await write(pool, clock, async (trx, now) =>
    settleQueued(await catalogueInForce(pool, today(city.system.clock())), trx, { ...act, now }, settlement),
  );
  assert(!isRefusal(done), JSON.stringify(done));
}

const subject = async (subjectId: string) => {
  const { rows } = await city.system.pool.query(
    `select s.name, s.standing, s.status, (select fields->>'name' from record r where r.subject_id = s.subject_id
        and r.category = 'registration' and r.superseded_at is null) as registered,
       array(select n.name || ' ' || n.standing from subject_name n where n.subject_id = s.subject_id order by 1) as names
     from subject s where s.subject_id = $1`,
    [subjectId],
  );
  return rows[0];
};

test('where a person lets an earlier state of the register hold, the organisation has that name again', async () => {
  await register(A, FIRST);
  await register(A, SECOND);
  const back = await register(A, FIRST);
  assert.deepEqual(rowCodes(back.errors), [[2, 'stale-version']]);
  await settle(A);
  const { name, registered, names } = await subject(A);
  assert.deepEqual([name, registered], [FIRST, FIRST]);
  assert.deepEqual(names, [`${SECOND} former`, `${FIRST} current`].sort());
});

test('and what departments filed under a name that it has then given to the code waits for a person', async () => {
  const third = '青禾丙寅商贸有限公司';
  await register(B, third);
  const D = composeUscc('91990100', 'MA0DDDD4');
  const filed = csvOf([licence(D, '青禾丁卯商贸有限公司', '1')]);
  const sent = await send(city, { category: 'licence', agency: housing.code, name: 'licence.csv', content: filed });
  assert.equal(sent.accepted, 1);
  // two organisations of one name: the register's row waits, and is attributed to the code it names
  const doubled = await register(D, third);
  assert.deepEqual(rowCodes(doubled.errors), [[2, 'name-mismatch']]);
  await settle(D);
  const { name, standing } = await subject(D);
  assert.deepEqual([name, standing], [third, 'registered']);
  const { items } = await waitingRows(city.system.pool, { agencies: [housing.code] });
  assert.equal(items.length, 1);
});
