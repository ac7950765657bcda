import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildServer } from '../../server/src/app.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { type Settlement, settleQueued, waitingRows } from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { openPool } from '../../server/src/platform/db/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type City, openCity, rowCodes, send } from './city.ts';
import { csvOf, licence, type Row, registration } from './tables.ts';

const { market, housing } = AGENCIES;
const A = composeUscc('91990100', 'MA0AAAA1');
const B = composeUscc('91990100', 'MA0BBBB2');
const FRESH = composeUscc('91990100', 'MA0CCCC3');

let city: City;
before(async () => {
  city = await openCity();
  const rows = [registration(A, '青禾甲子商贸有限公司'), registration(B, '青禾乙丑商贸有限公司')];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
});
after(() => city?.close());

let files = 0;
function sendLicences(rows: readonly Row[]) {
  files += 1;
  return send(city, { category: 'licence', agency: housing.code, name: `licences-${files}.csv`, content: csvOf(rows) });
}

const queued = async () => (await waitingRows(city.system.pool, { agencies: [housing.code] })).items;

function settle(settlement: Settlement) {
  const { pool, clock } = city.system;
  const act = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'intake-settle' };
  return write(pool, clock, async (trx, now) =>
    settleQueued(await catalogueInForce(pool, today(city.system.clock())), trx, { ...act, now }, settlement),
  );
}

async function recordsOf(
  subjectId: string,
): Promise<{ record_id: string; document_no: string; open: boolean; row: number }[]> {
  const { rows } = await city.system.pool.query(
    `select r.record_id, r.document_no, r.row, exists (select from record_window w where w.subject_id = r.subject_id
              and w.record_id = r.record_id and w.superseded_at is null) as open
       from record r where r.subject_id = $1 and r.category = 'licence' and r.superseded_at is null order by document_no`,
    [subjectId],
  );
  return rows;
}

const namedOnly = (no: string) => licence('', '青禾甲子商贸有限公司', no);

test('a row known by name only waits in the queue with the organisation of that name, once however often it is sent', async () => {
  const row = namedOnly('1');
  const first = await sendLicences([row]);
  assert.deepEqual(rowCodes(first.errors), [[2, 'no-code']]);
  const again = await sendLicences([row]);
  const rewritten = await sendLicences([
    { 备注: '', ...row, 许可内容: ' 准予施工 ', 行政许可决定文书号: '青建许[2026] 1 号' },
  ]);
  for (const receipt of [again, rewritten]) assert.equal(receipt.unresolved, 1);
  const items = await queued();
  assert.equal(items.length, 1);
  assert.deepEqual(items[0]?.candidates, [{ subjectId: A, name: '青禾甲子商贸有限公司' }]);
});

test('a clerk says whose it is; it enters the archive with its lineage, once, and waits no longer', async () => {
  const [item] = await queued();
  assert(item !== undefined);
  const settlement = { queueId: item.queueId, decision: 'attributed', subjectId: A, reason: '经核对营业执照' } as const;
  const settled = await settle(settlement);
  assert('recordId' in settled && settled.recordId !== null, JSON.stringify(settled));
  const records = await recordsOf(A);
  assert.deepEqual(
    records.map(({ document_no, open, row }) => [document_no, open, row]),
    [['青建许〔2026〕1号', true, 2]],
  );
  assert.deepEqual(await queued(), []);
  const twice = await settle(settlement);
  assert('refused' in twice && twice.refused === 'already-done', JSON.stringify(twice));
  assert.equal((await recordsOf(A)).length, 1);
});

test('the row sent again after its settlement is not queued again', async () => {
  const receipt = await sendLicences([namedOnly('1')]);
  assert.equal(receipt.unresolved, 1);
  assert.deepEqual(await queued(), []);
});

test('a row dismissed enters nothing and does not come back', async () => {
  await sendLicences([namedOnly('2')]);
  const [item] = await queued();
  assert(item !== undefined);
  const dismissed = await settle({ queueId: item.queueId, decision: 'dismissed', reason: '外地同名企业' });
  assert.deepEqual(dismissed, { recordId: null });
  await sendLicences([namedOnly('2')]);
  assert.deepEqual(await queued(), []);
  assert.equal((await recordsOf(A)).length, 1);
});

test('nothing is settled without a reason, by another agency, or to nobody', async () => {
  await sendLicences([namedOnly('3')]);
  const [item] = await queued();
  assert(item !== undefined);
  const { queueId } = item;
  const refusals = [
    await settle({ queueId, decision: 'attributed', subjectId: A, reason: '  ' }),
    await settle({ queueId, decision: 'attributed', subjectId: FRESH, reason: '核对' }),
    await settle({ queueId: 'q-none', decision: 'dismissed', reason: '核对' }),
    await write(city.system.pool, city.system.clock, async (trx, now) =>
      settleQueued(
        await catalogueInForce(city.system.pool, today(city.system.clock())),
        trx,
        { actor: OFFICERS.registrar.actor, agency: market.code, purpose: 'intake-settle', now },
        { queueId, decision: 'dismissed', reason: '核对' },
      ),
    ),
  ];
  assert.deepEqual(
    refusals.map((refusal) => ('refused' in refusal ? refusal.refused : 'settled')),
    ['invalid-request', 'not-found', 'not-found', 'not-found'],
  );
  assert.equal((await queued()).length, 1);
  await settle({ queueId, decision: 'dismissed', reason: '核对' });
});

test('an older workbook sent after a newer one is queued, and a clerk may make it hold', async () => {
  await sendLicences([licence(B, '青禾乙丑商贸有限公司', '10', { 许可内容: '旧' })]);
  await sendLicences([licence(B, '青禾乙丑商贸有限公司', '10', { 许可内容: '新' })]);
  const stale = await sendLicences([
    licence(B, '青禾乙丑商贸有限公司', '10', { 许可内容: '旧' }),
    licence(B, '青禾乙丑商贸有限公司', '11'),
  ]);
  assert.deepEqual(rowCodes(stale.errors), [[2, 'stale-version']]);
  assert.equal(stale.accepted, 1);
  const [item] = await queued();
  assert(item !== undefined);
  await settle({ queueId: item.queueId, decision: 'attributed', subjectId: B, reason: '确已改回' });
  const { rows } = await city.system.pool.query(
    `select version, fields->>'content' as content, superseded_at is null as current from record
      where subject_id = $1 and document_no like '%〕10号' order by version`,
    [B],
  );
  assert.deepEqual(rows, [
    { version: 1, content: '旧', current: false },
    { version: 2, content: '新', current: false },
    { version: 3, content: '旧', current: true },
  ]);
});

test('a record the register takes back waits again, also where its row had been settled before', async () => {
  const P = composeUscc('91990100', 'MA0DDDD4');
  await sendLicences([licence(P, '青禾丙寅商贸有限公司', '20')]);
  await sendLicences([licence('', '青禾丙寅商贸有限公司', '21')]);
  const [item] = await queued();
  assert(item !== undefined);
  await settle({ queueId: item.queueId, decision: 'attributed', subjectId: P, reason: '同名' });
  assert.equal((await recordsOf(P)).length, 2);
  // the register: that code is another organisation, and the name belongs to yet another
  const Q = composeUscc('91990100', 'MA0EEEE5');
  await send(city, {
    category: 'registration',
    agency: market.code,
    name: 'register-2.csv',
    content: csvOf([registration(P, '青禾丁卯商贸有限公司'), registration(Q, '青禾丙寅商贸有限公司')]),
  });
  assert.deepEqual(await recordsOf(P), []);
  const items = await queued();
  assert.equal(items.length, 2);
  for (const { candidates } of items) {
    assert.deepEqual(candidates.map(({ subjectId }) => subjectId).sort(), [P, Q].sort());
  }
  for (const { queueId } of items) {
    const back = await settle({ queueId, decision: 'attributed', subjectId: Q, reason: '按登记名称' });
    assert('recordId' in back, JSON.stringify(back));
  }
  assert.deepEqual(
    (await recordsOf(Q)).map(({ open }) => open),
    [true, true],
  );
});

test('as many people as there are connections settle at the same moment, and every one is answered', async () => {
  const rows = ['31', '32'].map((no) => licence('', '青禾乙丑商贸有限公司', no));
  await sendLicences(rows);
  const waiting = (await queued()).filter(({ values }) =>
    rows.some((row) => row.行政许可决定文书号 === values.documentNo),
  );
  assert.equal(waiting.length, 2);
  const pool = openPool(city.system.database.url, { size: 2, log: () => {} });
  const server = buildServer({ ...city.system, pool });
  try {
    const headers = {
      ...(await signIn(city.system, { role: 'clerk', agency: housing.code })).headers,
      'content-type': 'application/json',
    };
    const answers = await Promise.all(
      waiting.map(({ queueId }) =>
        server.inject({
          method: 'POST',
          url: `/api/v1/intake/queue/${queueId}/settlement`,
          headers,
          payload: { decision: 'attributed', subjectId: B, reason: '核对' },
        }),
      ),
    );
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200],
      answers[0]?.body,
    );
  } finally {
    await server.close();
    await pool.end();
  }
});

test('who was given a page whose last row is taken back meanwhile is not told that nothing else waits', async () => {
  await sendLicences([namedOnly('41')]);
  const page = await waitingRows(city.system.pool, { agencies: [housing.code], after: 'q-taken-back' });
  assert.deepEqual(page, await waitingRows(city.system.pool, { agencies: [housing.code] }));
  assert(page.items.length > 0);
});
