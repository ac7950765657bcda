import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, OFFICERS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { csvOf, licence, registration } from '../../../../tests/journeys/tables.ts';
import { meanwhile } from '../../../../tests/meanwhile.ts';
import { composeUscc } from '../../kernel/codes.ts';
import { today } from '../../kernel/dates.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { closeRecord, suspendRecord, withdrawRecord } from '../records/index.ts';
import { waitingRows } from './queue-queries.ts';
import { registerRows } from './register-rows.ts';
import { requeueRecords } from './requeue.ts';
import { settleQueued } from './settle.ts';
import { whileTheRegisterSpeaks } from './take-turns.ts';

const { market, housing } = AGENCIES;
const NAME = '青禾丙寅商贸有限公司';
const paper = { reason: '许可被撤销', document: '青建撤〔2026〕1号' };

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

let taken = 0;
/** A licence filed under a code the register does not hold. */
async function filed() {
  taken += 1;
  const subjectId = composeUscc('91990100', `MA0HHHH${taken}`);
  const name = `${NAME.slice(0, 4)}${taken}${NAME.slice(4)}`;
  const content = csvOf([licence(subjectId, name, String(taken))]);
  const receipt = await send(city, { category: 'licence', agency: housing.code, name: `${taken}.csv`, content });
  assert.equal(receipt.accepted, 1);
  const { rows } = await city.system.pool.query('select record_id from record where subject_id = $1', [subjectId]);
  const documentNo = `青建许〔2026〕${taken}号`;
  return { subjectId, name, documentNo, recordId: rows[0].record_id as string };
}
type Filed = Awaited<ReturnType<typeof filed>>;

/** The register says that the code is another organisation's. */
const registerSpeaks = ({ subjectId }: Filed) =>
  send(city, {
    category: 'registration',
    agency: market.code,
    name: `register-${taken}.csv`,
    content: csvOf([registration(subjectId, `青禾登记${taken}有限公司`)]),
  });

const actNow = (now = city.system.clock()) => ({
  actor: OFFICERS.supervisor.actor,
  agency: housing.code,
  purpose: 'test',
  now,
});
async function deed<T extends object>(body: (trx: Transaction) => Promise<T>): Promise<T> {
  const done = await write(city.system.pool, city.system.clock, body);
  assert(!isRefusal(done), JSON.stringify(done));
  return done;
}
const withdraw =
  ({ recordId }: Filed) =>
  (trx: Transaction) =>
    withdrawRecord(trx, actNow(), { category: 'licence', record: { recordId }, ...paper });
const catalogueNow = () => catalogueInForce(city.system.pool, today(city.system.clock()));

const waitingOf = async ({ documentNo }: Filed) => {
  const { items } = await waitingRows(city.system.pool, { agencies: [housing.code] });
  return items.filter(({ values }) => values.documentNo === documentNo);
};
const attribute = (queueId: string, subjectId: string) =>
  deed(async (trx) =>
    settleQueued(await catalogueInForce(city.system.pool, today(city.system.clock())), trx, actNow(), {
      queueId,
      decision: 'attributed',
      subjectId,
      reason: '核对',
    }),
  );
const windowsOf = async (subjectId: string) => {
  const { rowCount } = await city.system.pool.query(
    'select from record_window where subject_id = $1 and superseded_at is null',
    [subjectId],
  );
  return rowCount;
};

test('what a decision has ended does not wait for another subject when the register contradicts its name', async () => {
  const withdrawn = await filed();
  await deed(withdraw(withdrawn));
  await registerSpeaks(withdrawn);
  assert.deepEqual(await waitingOf(withdrawn), []);

  const repaired = await filed();
  const catalogue = await catalogueNow();
  await deed((trx) => closeRecord(trx, actNow(), catalogue, { ...repaired, kind: 'repair', ...paper }));
  await registerSpeaks(repaired);
  assert.deepEqual(await waitingOf(repaired), []);
});

test('nor does what is being withdrawn while the register speaks', async () => {
  const record = await filed();
  await meanwhile(city.system.pool, withdraw(record), () => registerSpeaks(record));
  assert.deepEqual(await waitingOf(record), []);
});

test('a record that was hidden when the register took it back is not shown under its new subject at once', async () => {
  const record = await filed();
  await deed((trx) => suspendRecord(trx, actNow(), { ...record, cause: 'shield', ...paper }));
  await registerSpeaks(record);
  const [item] = await waitingOf(record);
  assert(item !== undefined, 'it waits');
  const other = await filed();
  const before = await windowsOf(other.subjectId);
  await attribute(item.queueId, other.subjectId);
  assert.equal(await windowsOf(other.subjectId), before);
});

test('a record waits again however often it is taken back', async () => {
  const record = await filed();
  const catalogue = await catalogueNow();
  const by = { actor: OFFICERS.clerk.actor, agency: market.code };
  const other = await filed();
  for (let time = 1; time <= 8; time += 1) {
    const { subjectId } = time % 2 === 1 ? record : other;
    await write(city.system.pool, city.system.clock, (trx, now) =>
      requeueRecords(trx, now, by, [subjectId], { catalogue, register: 'registration' }),
    );
    const [item] = await waitingOf(record);
    assert(item !== undefined, `taken back ${time} times`);
    await attribute(item.queueId, time % 2 === 1 ? other.subjectId : record.subjectId);
  }
});

test('a code that departments bring in under a name which the register is giving to another waits for a person', async () => {
  const { subjectId: holder } = await filed();
  const [name, other] = ['青禾戊辰商贸有限公司', composeUscc('91990100', 'MA0HHHJ1')];
  const catalogue = await catalogueNow();
  const category = catalogue.category('registration');
  assert(category !== undefined);
  const authority = { code: market.code, name: market.name };
  const values = { name, code: holder, kind: 'enterprise', status: '存续', foundedOn: '2012-05-06' };
  const row = {
    subjectId: holder,
    authority,
    values,
    absent: [],
    warnings: [],
    late: false,
    list: null,
    withheld: null,
  };
  const registerGives = async (trx: Transaction) => {
    await whileTheRegisterSpeaks(trx);
    const by = { actor: OFFICERS.registrar.actor, agency: market.code, batchId: 'b-register', catalogue, category };
    await registerRows(trx, city.system.clock(), [{ row, current: true }], by);
  };
  const content = csvOf([licence(other, name, '99')]);
  const receipt = await meanwhile(city.system.pool, registerGives, () =>
    send(city, { category: 'licence', agency: housing.code, name: 'meanwhile.csv', content }),
  );
  assert.equal(receipt.unresolved, 1, JSON.stringify(receipt));
});
