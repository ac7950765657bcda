import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import {
  findCurrent,
  type NewVersion,
  openWindows,
  withdrawRecord,
  writeVersions,
} from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { type Transaction, write } from '../../server/src/platform/db/write.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { bidder, entry, take, workJobs } from './bidders.ts';
import { openCaseCity, type Worker } from './case-desk.ts';
import { send } from './city.ts';
import { ok } from './listing-steps.ts';
import { answer, type CaseCity, objections } from './objection-steps.ts';
import { part, partOf, penalise, REPAIRS } from './repair-steps.ts';
import { csvOf, registration } from './tables.ts';

const { eco, finance, market, tax } = AGENCIES;
const { builder, machinery } = ORGANISATIONS;
const TAX_LIST = '重大税收违法失信主体';

let city: CaseCity;
let steps: ReturnType<typeof objections>;
let clerk: Worker;
let reviewer: Worker;
let owner: Worker;
before(async () => {
  city = await openCaseCity();
  steps = objections(city);
  clerk = await city.worker('clerk', tax.code);
  reviewer = await city.worker('reviewer', tax.code);
  owner = await city.worker('organisation', undefined, { subjectId: builder.code });
});
after(() => city?.close());

/** Does one act while another write is open, and lets that one commit once the act waits for it. */
async function whileOpen<T>(
  open: (trx: Transaction, now: Date) => Promise<unknown>,
  act: () => Promise<T>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<T> {
  const { pool, clock } = city.system;
  let acting: Promise<T> | undefined;
  await write(pool, clock, async (trx, now) => {
    await open(trx, now);
    acting = act();
    const settled = acting.then(
      () => true,
      () => true,
    );
    for (let waits = false; !waits; ) {
      const { rowCount } = await pool.query(
        `select from pg_locks where not granted and locktype in ('transactionid', 'tuple')
          and pid in (select pid from pg_stat_activity where datname = current_database())`,
      );
      waits = rowCount !== 0 || (await Promise.race([settled, Promise.resolve(false)]));
    }
    await meanwhile();
  });
  assert(acting !== undefined);
  return acting;
}

/** The agency's own system says the record anew, in other words. */
async function sayAnew(trx: Transaction, now: Date, recordId: string, changes: Record<string, string>): Promise<void> {
  const catalogue = await catalogueInForce(city.system.pool, today(now));
  const held = await findCurrent(trx, { subjectId: builder.code, recordId });
  assert(held !== undefined);
  const { rows } = await trx.query<NewVersion>(
    `select catalogue_version as "catalogueVersion", valid_from as "validFrom", valid_until as "validUntil",
            list_decided_by as "listDecidedBy", file, sheet, row
       from record where record_id = $1 and superseded_at is null`,
    [recordId],
  );
  const [row] = rows;
  assert(row !== undefined);
  const fields = { ...held.fields, ...changes } as NewVersion['fields'];
  const { caseId: _, ...kept } = held;
  const next = { ...kept, ...row, fields, version: held.version + 1, current: true };
  await writeVersions(trx, [next], now);
  await openWindows(trx, now, catalogue, [next], 'new-version');
}

const facts = async (documentNo: string) => {
  const { rows } = await city.system.pool.query<{ fields: Record<string, string> }>(
    'select fields from record where document_no = $1 and superseded_at is null order by recorded_at desc limit 1',
    [documentNo],
  );
  return rows[0]?.fields ?? {};
};

test('a correction is made to what the record says when it is decided, also where its agency says it anew in that moment', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税间〔2026〕1号');
  const { caseId } = ok(await steps.file(owner, recordId));
  await steps.accept(clerk, caseId, '间受1号');
  const fields = { validUntil: '2027-11-02' };
  ok(await steps.propose(clerk, caseId, answer('corrected', '间复1号', { fields })));
  const decided = await whileOpen(
    (trx, now) => sayAnew(trx, now, recordId, { reason: '走逃失联' }),
    () => steps.confirm(reviewer, caseId),
  );
  ok(decided);
  const { reason, validUntil } = await facts('青税间〔2026〕1号');
  assert.deepEqual([reason, validUntil], ['走逃失联', '2027-11-02'], 'neither undoes the other');
});

test('a record moves to its right organisation as it stands, also where its agency says it anew in that moment', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税间〔2026〕2号');
  const { caseId } = ok(await steps.file(owner, recordId, { about: 'attribution' }));
  await steps.accept(clerk, caseId, '间受2号');
  const said = answer('reattributed', '间复2号', { rightSubject: machinery.code });
  ok(await steps.propose(clerk, caseId, said));
  const decided = await whileOpen(
    (trx, now) => sayAnew(trx, now, recordId, { reason: '走逃失联' }),
    () => steps.confirm(reviewer, caseId),
  );
  ok(decided);
  const { rows } = await city.system.pool.query<{ reason: string }>(
    `select fields ->> 'reason' as reason from record where subject_id = $1 and document_no = $2`,
    [machinery.code, '青税间〔2026〕2号'],
  );
  assert.deepEqual(rows, [{ reason: '走逃失联' }]);
});

test('what was withdrawn while a file about it was being applied does not come back by that file', async () => {
  steps.goTo('2026-11-20');
  const documentNo = '青税间〔2026〕3号';
  const recordId = await steps.enter(builder, documentNo);
  const receipt = await whileOpen(
    (trx, now) =>
      withdrawRecord(
        trx,
        { actor: '经办', agency: tax.code, purpose: 'test', now },
        { category: 'serious-dishonesty', record: { recordId }, reason: '决定撤销', document: '青税撤〔2026〕9号' },
      ),
    () => {
      const row = { ...entry(tax, TAX_LIST, builder, documentNo), 列入事由: '走逃失联' };
      return send(city, { category: 'serious-dishonesty', agency: tax.code, name: 'anew.csv', content: csvOf([row]) });
    },
  );
  assert.equal(await steps.shown(builder, recordId), undefined);
  const { rowCount } = await city.system.pool.query(
    'select from measure_ground where record_id = $1 and superseded_at is null',
    [recordId],
  );
  assert.equal(rowCount, 0, 'and nothing rests on it');
  assert.equal(receipt.unresolved, 1, JSON.stringify(receipt));
});

test('an objection that comes in the moment in which its record is taken back is answered so, and suspends nothing', async () => {
  steps.goTo('2026-11-20');
  const recordId = await steps.enter(builder, '青税间〔2026〕5号');
  const filed = await whileOpen(
    (trx, now) =>
      withdrawRecord(
        trx,
        { actor: '经办', agency: tax.code, purpose: 'test', now },
        { category: 'serious-dishonesty', record: { recordId }, reason: '决定撤销', document: '青税撤〔2026〕8号' },
      ),
    () => steps.file(owner, recordId),
  );
  assert.equal(filed.status, 404, 'there is nothing left to object to');
  const { rows } = await city.system.pool.query(
    `select 'objection' from objection where record_id = $1
      union all select 'suspension' from record_suspension where record_id = $1`,
    [recordId],
  );
  assert.deepEqual(rows, []);

  const other = await steps.enter(builder, '青税间〔2026〕6号');
  const told = await whileOpen(
    (trx, now) =>
      trx.query('update record set superseded_at = $2 where record_id = $1 and superseded_at is null', [other, now]),
    () => steps.file(owner, other),
  );
  assert.equal(told.status, 404, 'it waits in the queue, and would come back unsuspended under an open objection');
});

test('whoever was given a record while a file about it was being applied is told that it changed', async () => {
  steps.goTo('2026-11-20');
  const documentNo = '青税间〔2026〕4号';
  const recordId = await steps.enter(builder, documentNo);
  const desk = await city.worker('desk', finance.code);
  const archive = `/api/v1/subjects/${builder.code}/records?category=serious-dishonesty`;
  const { pool } = city.system;
  const opened = city.clock.now;
  await whileOpen(
    (trx) => trx.query('select from record where record_id = $1 and superseded_at is null for update', [recordId]),
    () => {
      const row = { ...entry(tax, TAX_LIST, builder, documentNo), 列入事由: '走逃失联' };
      return send(city, { category: 'serious-dishonesty', agency: tax.code, name: 'later.csv', content: csvOf([row]) });
    },
    async () => {
      city.clock.now = new Date(opened.getTime() + 1_000);
      const { records } = ok(await desk.get(archive));
      const given = records.find((one: { recordId: string }) => one.recordId === recordId);
      assert.equal(given.fields.reason, '见决定书', 'what it said before');
    },
  );
  city.clock.now = new Date(opened.getTime() + 2_000);
  await workJobs(city.system, 'records-changed');
  await workJobs(city.system, 'record-ended');
  const { rows } = await pool.query('select recipient, effect from recall where record_id = $1', [recordId]);
  assert.deepEqual(rows, [{ recipient: finance.code, effect: 'changed' }]);
});

test('a record is repaired as it stands: what its agency says anew in that moment is judged, too', async () => {
  steps.goTo('2026-11-20');
  const recordId = await penalise(city, eco, 'builder', { no: '间〔2026〕1号', on: '2026-08-25' });
  steps.goTo('2026-11-26');
  const [officer, second] = [await city.worker('clerk', eco.code), await city.worker('reviewer', eco.code)];
  const repair = part(officer, second);
  const application = ok(await owner.post(REPAIRS, { records: [recordId], affirms: true }));
  const { caseId } = partOf(application, eco);
  ok(await officer.post(repair.at(caseId, 'acceptance')));
  ok(await repair.prove(owner, caseId));
  await repair.propose(caseId);
  const decided = await whileOpen(
    (trx, now) => sayAnew(trx, now, recordId, { decidedOn: '2026-11-10' }),
    () => repair.decide(caseId, '青环修〔2026〕9号'),
  );
  assert.equal(decided.status, 422, 'its shortest time is not over');
  assert.match(decided.body.detail, /最短公示期/);
});

test('a part all of whose records the register took back is declined like any other', async () => {
  steps.goTo('2026-11-20');
  const reported = bidder(906);
  await steps.enter(reported, '青税间〔2026〕7号');
  const recordId = await penalise(city, eco, reported.code, { no: '间〔2026〕2号', on: '2026-08-25' });
  steps.goTo('2026-11-26');
  const [officer, second] = [await city.worker('clerk', eco.code), await city.worker('reviewer', eco.code)];
  const whose = await city.worker('organisation', undefined, { subjectId: reported.code });
  const repair = part(officer, second);
  const { caseId } = partOf(ok(await whose.post(REPAIRS, { records: [recordId], affirms: true })), eco);
  ok(await repair.prove(whose, caseId));
  await take(city, market, 'registration', [registration(reported.code, '青禾市更名六号有限公司')]);
  const { reconsiderationBody, reconsiderationPeriod, court, suitPeriod } = answer('stands', '');
  const remedies = { reconsiderationBody, reconsiderationPeriod, court, suitPeriod };
  const declining = { documentNo: '青环不〔2026〕1号', reason: '信息已转人工认领', ...remedies };
  assert.equal(ok(await officer.post(repair.at(caseId, 'declining'), declining)).state, 'declined');
});
