import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../../tests/database.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { addAgency } from '../../access/index.ts';
import { type Catalogue, catalogueInForce, codesForAgencies, loadBundledCatalogue } from '../../catalogue/index.ts';
import { BUNDLED_FOLDER } from '../../catalogue/testing/bundled.ts';
import {
  codeOf,
  endDecision,
  type HeldDecision,
  holdDecision,
  holdSubject,
  suspend,
} from '../../checks/register-fixture.ts';
import { answerEntry } from './answer-entry.ts';
import { owedEntries } from './owed-entries.ts';

const OLD = '11990100MB0QHCJ35Q';
const NEW = '11990100MB0QHXY46U';
const DAY = '2026-07-01';
const NOW = new Date(`${DAY}T10:00:00+08:00`);
const LISTED = {
  decidedOn: '2026-06-01',
  servedOn: '2026-06-02',
  validUntil: '2028-06-01',
  documentNo: '青税列〔2026〕1号',
};

let db: TestDatabase;
let catalogue: Catalogue;
let subjects = 0;
before(async () => {
  db = await testDatabase();
  const act = { actor: 'tester', purpose: 'test', now: new Date('2026-05-01T00:00:00+08:00') };
  assert.equal((await loadBundledCatalogue(db.pool, BUNDLED_FOLDER, act)).outcome, 'loaded');
  catalogue = await catalogueInForce(db.pool, DAY);
  await register({ uscc: OLD, name: '青禾市财政局', matters: ['procurement'] });
});
after(() => db.close());

async function register(agency: { uscc: string; name: string; matters: string[]; successorOf?: string }) {
  const codes = await codesForAgencies(db.pool, NOW);
  const takenOver = agency.successorOf === undefined ? {} : { successorFrom: '2026-07-02' };
  const added = await write(
    db.pool,
    () => NOW,
    (trx, now) =>
      addAgency(trx, { actor: 'tester', purpose: 'test', now }, { categories: [], ...agency, ...takenOver }, codes),
  );
  assert(!isRefusal(added), JSON.stringify(added));
}

async function listed(kind = 'enterprise'): Promise<HeldDecision> {
  subjects += 1;
  const subjectId = await holdSubject(db.pool, { code: codeOf(subjects), name: `青禾市${subjects}号有限公司`, kind });
  const fields = { ...LISTED, listType: '重大税收违法失信主体' };
  const decision = { subjectId, recordId: `r${subjects}`, category: 'serious-dishonesty', fields };
  await holdDecision(db.pool, catalogue, decision);
  return decision;
}

const owedBy = async (agency: string | null, today = DAY) =>
  (await owedEntries(db.pool, { agencies: agency === null ? null : [agency], catalogue, today, limit: 100 })).map(
    (one) => `${one.agency === OLD ? 'old' : 'new'} ${one.recordId}`,
  );
const answer = (agency: string, { subjectId, recordId }: HeldDecision, day = DAY) => {
  const now = new Date(`${day}T10:00:00+08:00`);
  return write(
    db.pool,
    () => now,
    (trx) =>
      answerEntry(trx, { actor: '处暑', agency, purpose: 'test', now }, catalogue, {
        subjectId,
        recordId,
        response: 'arranged',
        note: '采购系统',
      }),
  );
};

test('an entry is owed since the agency was registered for the matter, and ended, suspended or never believed it is not', async () => {
  const entry = await listed();
  await suspend(db.pool, await listed());
  await endDecision(db.pool, await listed(), 'withdrawal');
  const foreign = await listed('organ');
  const { rows } = await db.pool.query<{ trigger: string }>(
    'select trigger from measure_ground where subject_id = $1',
    [foreign.subjectId],
  );
  assert.ok(rows.length > 0, 'the ground is there');
  const [owed] = await owedEntries(db.pool, { agencies: [OLD], catalogue, today: DAY, limit: 100 });
  assert.deepEqual(owed?.owedSince, NOW, 'the record is older than the registration');
  assert.deepEqual([owed?.matters, owed?.dueOn, owed?.overdue], [['procurement'], '2026-07-10', false]);
  assert.deepEqual(await owedBy(OLD), [`old ${entry.recordId}`], 'an organ is reached by no such measure');
  assert.deepEqual(await owedBy(null, '2028-06-02'), [], 'after its last day nothing is owed');
});

test('a licence that claims to be a listing is nobody’s task', async () => {
  const before = await owedBy(OLD);
  subjects += 1;
  const subjectId = await holdSubject(db.pool, { code: codeOf(subjects), name: `青禾市${subjects}号有限公司` });
  const fields = { ...LISTED, documentNo: '许1' };
  await holdDecision(db.pool, catalogue, { subjectId, recordId: 'r90', category: 'licence', fields });
  await db.pool.query(
    `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                 catalogue_version, recorded_at)
     values ($1, 'r90', 9, 1, 'listed-tax-serious', '2026-06-01', '2028-06-01', 1, $2)`,
    [subjectId, NOW],
  );
  assert.deepEqual(await owedBy(OLD), before);
});

test('the duties of an abolished agency are its successor’s from that day; what was answered is answered', async () => {
  const answered = await listed();
  assert(!isRefusal(await answer(OLD, answered)));
  await register({ uscc: NEW, name: '青禾市财政国资局', matters: [], successorOf: OLD });
  const still = await owedBy(OLD);
  assert.equal(still.length, 1);
  assert.deepEqual(await owedBy(NEW), [], 'not before the day');
  assert.deepEqual(
    await owedBy(NEW, '2026-07-02'),
    still.map((one) => one.replace('old', 'new')),
  );
  assert.deepEqual(await owedBy(OLD, '2026-07-02'), []);
  const again = await answer(NEW, answered, '2026-07-02');
  assert(isRefusal(again) && again.refused === 'already-done');
  const [open] = await owedEntries(db.pool, { agencies: [NEW], catalogue, today: '2026-07-02', limit: 1 });
  assert(open !== undefined);
  const { subject, recordId } = open;
  const late = { subjectId: subject.subjectId, recordId } as HeldDecision;
  const old = await answer(OLD, late, '2026-07-02');
  assert(isRefusal(old) && old.refused === 'not-found');
  assert(!isRefusal(await answer(NEW, late, '2026-07-02')));
  assert.deepEqual(await owedBy(null, '2026-07-02'), []);
});
