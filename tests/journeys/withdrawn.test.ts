import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { withdrawRecord } from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, OFFICERS, ORGANISATIONS } from '../cast.ts';
import { type City, openCity, rowCodes, send } from './city.ts';
import { csvOf, licence, type Row, registration } from './tables.ts';

const { market, housing } = AGENCIES;
const { logistics } = ORGANISATIONS;
const DOCUMENT = '青建撤〔2026〕1号';
const ROW = licence(logistics.code, logistics.name, '1');

let city: City;
before(async () => {
  city = await openCity({ reviewed: [AGENCIES.eco] });
  const rows = [registration(logistics.code, logistics.name)];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
});
after(() => city?.close());

let files = 0;
function sendRows(rows: readonly Row[], more: { agency?: string; history?: boolean } = {}) {
  files += 1;
  const sent = {
    category: 'licence',
    agency: housing.code,
    name: `licences-${files}.csv`,
    content: csvOf(rows),
    ...more,
  };
  return send(city, sent);
}

async function openWindows(documentNo: string): Promise<number> {
  const { rows } = await city.system.pool.query<{ count: number }>(
    `select count(*)::int from record_window w join record r using (subject_id, record_id, version)
      where w.superseded_at is null and r.document_no = $1`,
    [documentNo],
  );
  return rows[0]?.count ?? 0;
}

test('a withdrawn record sent again is refused with the number of the decision, in the same bytes and in others', async () => {
  const name = 'same-bytes.csv';
  const sent = { category: 'licence', agency: housing.code, name, content: csvOf([ROW]) };
  assert.equal((await send(city, sent)).accepted, 1);
  const { pool, clock } = city.system;
  const withdrawn = await write(pool, clock, (trx, now) =>
    withdrawRecord(
      trx,
      { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'withdraw', now },
      {
        category: 'licence',
        record: { documentNo: '青建许[2026]1号', subject: logistics.code },
        reason: '许可被撤销',
        document: DOCUMENT,
      },
    ),
  );
  assert('recordId' in withdrawn, JSON.stringify(withdrawn));
  assert.equal(await openWindows('青建许〔2026〕1号'), 0);
  for (const receipt of [await send(city, sent), await sendRows([{ 备注: '', ...ROW }])]) {
    assert.deepEqual(rowCodes(receipt.errors), [[2, 'withdrawn-fact']]);
    assert.match(receipt.errors[0]?.message ?? '', new RegExp(DOCUMENT));
    assert.equal(receipt.errors[0]?.outcome, 'rejected');
  }
  assert.equal(await openWindows('青建许〔2026〕1号'), 0);
});

test('other facts under a withdrawn number wait for a person, who cannot bring the record back either', async () => {
  const receipt = await sendRows([{ ...ROW, 许可内容: '准予扩建' }]);
  assert.equal(receipt.unresolved, 1);
  const { pool, clock } = city.system;
  const { items } = await waitingRows(pool, { agencies: [housing.code] });
  const [item] = items;
  assert(item !== undefined);
  const act = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'intake-settle' };
  const settled = await write(pool, clock, async (trx, now) =>
    settleQueued(
      await catalogueInForce(pool, today(city.system.clock())),
      trx,
      { ...act, now },
      {
        queueId: item.queueId,
        decision: 'attributed',
        subjectId: logistics.code,
        reason: '核对',
      },
    ),
  );
  assert('refused' in settled, JSON.stringify(settled));
  assert.equal((await waitingRows(pool, { agencies: [housing.code] })).items.length, 1, 'it still waits');
  assert.equal(await openWindows('青建许〔2026〕1号'), 0);
});

test('what an agency under review sends is held and in no window until it is released', async () => {
  const { eco } = AGENCIES;
  const own: Row = {
    ...licence(logistics.code, logistics.name, '9'),
    许可机关: eco.name,
    许可机关统一社会信用代码: eco.code,
    数据来源单位统一社会信用代码: eco.code,
  };
  const receipt = await sendRows([own], { agency: eco.code });
  assert.deepEqual([receipt.accepted, receipt.withheld], [1, 1]);
  assert.equal(await openWindows('青建许〔2026〕9号'), 0);
  const changed = await sendRows([{ ...own, 许可内容: '准予扩建' }], { agency: eco.code });
  assert.equal(changed.updated, 1);
  assert.equal(await openWindows('青建许〔2026〕9号'), 0, 'a new version keeps waiting');
});

test('history enters withheld, and a later version of it goes on waiting', async () => {
  const receipt = await sendRows([licence(logistics.code, logistics.name, '12')], { history: true });
  assert.deepEqual([receipt.accepted, receipt.withheld], [1, 1]);
  assert.equal(await openWindows('青建许〔2026〕12号'), 0);
  const again = await sendRows([licence(logistics.code, logistics.name, '12', { 备注: '' })]);
  assert.equal(again.duplicate, 1);
  const changed = await sendRows([licence(logistics.code, logistics.name, '12', { 许可内容: '准予扩建' })]);
  assert.equal(changed.updated, 1);
  assert.equal(await openWindows('青建许〔2026〕12号'), 0);
});
