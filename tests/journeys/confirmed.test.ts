import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { judgeMove, writeMoved } from '../../server/src/domain/casework/index.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { releaseBatch } from '../../server/src/domain/intake/index.ts';
import { correctRecord, type NewVersion, withdrawRecord } from '../../server/src/domain/records/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { type Transaction, write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { type City, openCity, send } from './city.ts';
import { csvOf, type Row, registration } from './tables.ts';

const { market, court } = AGENCIES;
const A = { subjectId: composeUscc('91990100', 'MA0AAAA1'), name: '青禾甲子商贸有限公司' };
const B = { subjectId: composeUscc('91990100', 'MA0BBBB2'), name: '青禾乙丑商贸有限公司' };
const paper = { reason: '核对属实', document: '青市监更〔2026〕1号' };
/** Half a year from the day on which the file came. */
const CONFIRMED_UNTIL = '2027-05-20';
const WEEK_MS = 7 * 86_400_000;

/** An entry that its authority confirms by sending it. */
const entry = (agency: typeof market, list: string, no: string, [decidedOn, servedOn]: [string, string]): Row => ({
  名称: A.name,
  统一社会信用代码: A.subjectId,
  名单类型: list,
  列入事由: '未依照规定公示年度报告',
  列入依据: '某条例第十八条',
  决定文书号: no,
  认定单位: agency.name,
  认定单位统一社会信用代码: agency.code,
  认定日期: decidedOn,
  送达日期: servedOn,
  有效期至: '',
  移出条件: '补报年度报告',
  ...(agency === court ? { 执行法院: court.name, 案号: no } : {}),
});

let city: City;
before(async () => {
  city = await openCity({ reviewed: [court] });
  const rows = [registration(A.subjectId, A.name), registration(B.subjectId, B.name)];
  await send(city, { category: 'registration', agency: market.code, name: 'register.csv', content: csvOf(rows) });
});
after(() => city?.close());

const actNow = () => ({ actor: OFFICERS.supervisor.actor, purpose: 'test', now: city.system.clock() });
const catalogueNow = () => catalogueInForce(city.system.pool, today(city.system.clock()));
async function deed<T extends object>(body: (trx: Transaction) => Promise<T>): Promise<T> {
  const done = await write(city.system.pool, city.system.clock, body);
  assert(!isRefusal(done), JSON.stringify(done));
  return done;
}
async function recordOf(subjectId: string, documentNo: string): Promise<{ recordId: string; until: string | null }> {
  const { rows } = await city.system.pool.query(
    `select r.record_id as "recordId", w.usable_until as until from record r join record_window w using (subject_id, record_id)
      where r.subject_id = $1 and r.document_no = $2 and r.superseded_at is null and w.superseded_at is null`,
    [subjectId, documentNo],
  );
  assert.equal(rows.length, 1, 'it stands once');
  return rows[0];
}
const listed = async (no: string) => {
  const content = csvOf([entry(market, '经营异常名录', no, ['2026-11-02', '2026-11-03'])]);
  const sent = await send(city, { category: 'abnormal-operation', agency: market.code, name: `${no}.csv`, content });
  assert.equal(sent.accepted, 1, JSON.stringify(sent.errors));
  city.clock.now = new Date(city.clock.now.getTime() + WEEK_MS);
  return recordOf(A.subjectId, no);
};

test('an entry that waited for its release stands as long as the one its authority sent without review', async () => {
  const no = '（2026）青9901执1号';
  const content = csvOf([entry(court, '失信被执行人名单', no, ['2026-01-05', '2026-01-06'])]);
  const sent = await send(city, { category: 'judgment-default', agency: court.code, name: 'court.csv', content });
  assert.equal(sent.withheld, 1, JSON.stringify(sent.errors));
  const catalogue = await catalogueNow();
  await deed((trx) => releaseBatch(trx, actNow(), catalogue, { batchId: sent.batchId }));
  assert.equal((await recordOf(A.subjectId, no)).until, CONFIRMED_UNTIL);
});

test('an entry that is corrected stands as long as before', async () => {
  const no = '青市监异〔2026〕1号';
  const { recordId, until } = await listed(no);
  assert.equal(until, CONFIRMED_UNTIL);
  const catalogue = await catalogueNow();
  const { rows } = await city.system.pool.query<Omit<NewVersion, 'version' | 'current'>>(
    `select subject_id as "subjectId", record_id as "recordId", category, catalogue_version as "catalogueVersion",
            agency, authority, authority_name as "authorityName", document_no as "documentNo", decided_on as "decidedOn",
            valid_from as "validFrom", valid_until as "validUntil", list, list_decided_by as "listDecidedBy", fields, late,
            batch_id as "batchId", file, sheet, row from record where record_id = $1`,
    [recordId],
  );
  const [held] = rows;
  assert(held !== undefined);
  const next = { ...held, fields: { ...held.fields, reason: '未依照规定公示2025年度报告' } };
  await deed((trx) => correctRecord(trx, actNow(), catalogue, { next, ...paper }));
  assert.equal((await recordOf(A.subjectId, no)).until, CONFIRMED_UNTIL);
  city.clock.now = new Date(city.clock.now.getTime() + WEEK_MS);
  await deed((trx) => correctRecord(trx, actNow(), catalogue, { next: held, ...paper }));
  assert.equal((await recordOf(A.subjectId, no)).until, CONFIRMED_UNTIL, 'corrected once more');
});

test('an entry that is moved to the organisation it is about stands as long as before', async () => {
  const no = '青市监异〔2026〕2号';
  const { recordId, until: confirmed } = await listed(no);
  const catalogue = await catalogueNow();
  await deed(async (trx) => {
    const judged = await judgeMove(trx, actNow(), catalogue, { subjectId: A.subjectId, recordId, to: B.subjectId });
    assert(!isRefusal(judged), JSON.stringify(judged));
    const moved = await writeMoved(trx, actNow(), catalogue, judged, paper.document);
    const act = { ...actNow(), agency: market.code };
    const withdrawn = await withdrawRecord(trx, act, {
      category: 'abnormal-operation',
      record: { recordId },
      ...paper,
    });
    assert(!isRefusal(withdrawn), JSON.stringify(withdrawn));
    return moved;
  });
  assert.equal((await recordOf(B.subjectId, no)).until, confirmed);
});
