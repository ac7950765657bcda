import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { holdAlias, holdSubject } from '../subjects/find-fixture.ts';
import { recordsOf } from './archive.ts';
import { archiveCatalogue, holdVersion, holdWindow, idOf, MARKET_OFFICE, TAX_OFFICE } from './archive-fixture.ts';
import { closeRecord } from './close.ts';
import { correctRecord } from './correct.ts';
import { releaseRecords } from './release.ts';
import { reopenRecord } from './reopen.ts';
import { endStatement, keepStatement } from './statements.ts';
import { resumeRecord, suspendRecord } from './suspend.ts';
import { withdrawRecord } from './withdraw.ts';

const SUBJECT = '91990100MA0000001X';
const catalogue = archiveCatalogue();
const at = (text: string) => new Date(`2026-${text}+08:00`);
const IMPORTED = at('03-05T09:00:00');
const DEED = at('04-10T09:00:00');
const NOW = at('06-01T10:00:00');
const paper = { reason: '行政复议撤销', document: '青复〔2026〕3号' };

describe('deeds on a record', () => {
  let database: TestDatabase;
  let taken = 0;
  before(async () => {
    database = await testDatabase();
    await holdSubject(database.pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司' });
    await holdAlias(database.pool, 'code', '91990100MA0000777X', SUBJECT);
  });
  after(() => database.close());

  const deed = <T>(
    body: (trx: Transaction, act: { actor: string; purpose: string; now: Date; agency: string }) => Promise<T>,
    when = DEED,
  ) =>
    write(
      database.pool,
      () => when,
      (trx, now) => body(trx, { actor: '李想', agency: MARKET_OFFICE, purpose: 'test', now }),
    );
  /** A fresh public record; what it is called and how it is found. */
  const held = async (
    more: Partial<Parameters<typeof holdVersion>[2]> = {},
    state: 'released' | 'withheld' = 'released',
  ) => {
    const documentNo = `青罚〔2026〕${++taken}号`;
    const version = { subjectId: SUBJECT, documentNo, ...more };
    await deed((trx) => holdVersion(trx, IMPORTED, version, state === 'released' ? state : undefined), IMPORTED);
    return { ...version, recordId: idOf(version) };
  };
  const sees = async (recordId: string, openness: 'public' | 'government' = 'government', moments = {}) => {
    const answer = await recordsOf(database.pool, catalogue, {
      subjectId: SUBJECT,
      openness,
      now: NOW,
      limit: 200,
      ...moments,
    });
    assert(!isRefusal(answer));
    return answer.records.some((record) => record.recordId === recordId);
  };
  const rowsOf = async (table: string, recordId: string) =>
    (await database.pool.query(`select * from ${table} where record_id = $1 order by 3`, [recordId])).rows;
  const refused = (answer: object) => (isRefusal(answer) ? answer.refused : undefined);
  const withdraw = (more: object, agency = MARKET_OFFICE) =>
    deed((trx, act) =>
      withdrawRecord(trx, { ...act, agency }, { category: 'penalty', ...paper, ...more } as Parameters<
        typeof withdrawRecord
      >[2]),
    );

  it('withdraws by number and party: deed, windows, grounds, suspensions and journal in one', async () => {
    const record = await held();
    await deed(
      (trx, act) => suspendRecord(trx, act, { ...record, cause: 'objection', ...paper }),
      at('04-01T09:00:00'),
    );
    const documentNo = record.documentNo.replace('〔', '[ ').replace('〕', '］');
    const withdrawn = await withdraw({
      record: { documentNo, subject: '91990100ma0000777x' },
      replacedBy: '青罚〔2026〕99号',
    });
    assert.deepEqual(withdrawn, { subjectId: SUBJECT, recordId: record.recordId, withdrawnAt: DEED });

    const [written] = await rowsOf('record_deed', record.recordId);
    assert.deepEqual(
      [
        written.kind,
        written.reason,
        written.document,
        written.replaced_by,
        written.actor,
        written.agency,
        written.recorded_at,
      ],
      ['withdrawal', paper.reason, paper.document, '青罚〔2026〕99号', '李想', MARKET_OFFICE, DEED],
    );
    for (const table of ['record_window', 'measure_ground', 'record_suspension'])
      for (const row of await rowsOf(table, record.recordId)) assert.deepEqual(row.superseded_at, DEED, table);
    const { rows } = await database.pool.query(
      `select actor, subject_id from journal_entry where event = 'record.withdrawn' and target = $1`,
      [record.recordId],
    );
    assert.deepEqual(rows, [{ actor: '李想', subject_id: SUBJECT }]);
    assert.equal(await sees(record.recordId), false);
    assert.equal(
      await sees(record.recordId, 'government', { asOf: '2026-03-20', knownAt: at('03-20T09:00:00') }),
      false,
    );
  });

  it('withdraws by the record id, and also a record that was never released', async () => {
    const record = await held({}, 'withheld');
    assert(!isRefusal(await withdraw({ record: { recordId: record.recordId } })));
    assert.equal((await rowsOf('record_deed', record.recordId)).length, 1);
  });

  it('withdraws once', async () => {
    const { recordId } = await held();
    await withdraw({ record: { recordId } });
    assert.equal(refused(await withdraw({ record: { recordId } })), 'already-done');
    assert.equal((await rowsOf('record_deed', recordId)).length, 1);
  });

  it('lets only the submitting agency or the deciding authority withdraw', async () => {
    const { recordId } = await held({ agency: TAX_OFFICE });
    const another = '11990100MB0000007X';
    assert.equal(refused(await withdraw({ record: { recordId } }, another)), 'not-permitted');
    assert.equal(await sees(recordId), true);
    assert(!isRefusal(await withdraw({ record: { recordId } }, TAX_OFFICE)));
    const second = await held({ agency: TAX_OFFICE });
    assert(!isRefusal(await withdraw({ record: { recordId: second.recordId } }, MARKET_OFFICE)));
  });

  it("takes the agency's own record where two authorities use one number, and asks where it cannot tell", async () => {
    const own = await held();
    const others = await held({ documentNo: own.documentNo, authority: TAX_OFFICE });
    const reference = { documentNo: own.documentNo, subject: SUBJECT };
    assert.equal(refused(await withdraw({ record: reference }, '11990100MB0000007X')), 'conflict');
    const withdrawn = await withdraw({ record: reference });
    assert.equal((withdrawn as { recordId: string }).recordId, own.recordId);
    assert.equal(await sees(others.recordId), true);
  });

  it('refuses a deed without reason or document, and a record nobody holds', async () => {
    const { recordId } = await held();
    assert.equal(refused(await withdraw({ record: { recordId }, reason: ' ' })), 'invalid-request');
    assert.equal(refused(await withdraw({ record: { recordId }, document: '' })), 'invalid-request');
    assert.equal(refused(await withdraw({ record: { recordId: 'r0' } })), 'not-found');
    assert.equal(refused(await withdraw({ category: 'licence', record: { recordId } })), 'not-found');
    assert.equal(refused(await withdraw({ record: { documentNo: '无', subject: SUBJECT } })), 'not-found');
    assert.equal(await sees(recordId), true);
  });

  it('marks a record under objection and shows it all the same', async () => {
    const record = await held();
    await deed((trx, act) => suspendRecord(trx, act, { ...record, cause: 'objection', ...paper }));
    for (const openness of ['public', 'government'] as const) {
      const answer = await recordsOf(database.pool, catalogue, { subjectId: SUBJECT, openness, now: NOW, limit: 200 });
      assert(!isRefusal(answer));
      const shown = answer.records.find(({ recordId }) => recordId === record.recordId);
      assert.equal(shown?.underObjection, true);
    }
  });

  it('keeps a hidden record from every answer until each of its causes is lifted', async () => {
    const record = await held();
    const suspension = (cause: 'shield' | 'unanswered-objection') => ({ ...record, cause, ...paper });
    await deed((trx, act) => suspendRecord(trx, act, suspension('shield')));
    await deed((trx, act) => suspendRecord(trx, act, suspension('unanswered-objection')));
    assert.equal(refused(await deed((trx, act) => suspendRecord(trx, act, suspension('shield')))), 'already-done');
    assert.equal(await sees(record.recordId), false);
    await deed((trx, act) => resumeRecord(trx, act, suspension('shield')), at('04-20T09:00:00'));
    assert.equal(await sees(record.recordId), false);
    await deed((trx, act) => resumeRecord(trx, act, suspension('unanswered-objection')), at('04-20T10:00:00'));
    assert.equal(
      refused(await deed((trx, act) => resumeRecord(trx, act, suspension('unanswered-objection')))),
      'already-done',
    );
    assert.equal(await sees(record.recordId, 'public'), true);
    assert.equal(
      await sees(record.recordId, 'public', { knownAt: at('04-15T09:00:00') }),
      false,
      'as it was not shown then',
    );
  });

  it('closes for good, and leaves after a repair only the grounds that statute keeps', async () => {
    const grounds = async (recordId: string) =>
      (await rowsOf('measure_ground', recordId)).filter((row) => row.superseded_at === null).map((row) => row.trigger);
    const repaired = await held();
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...repaired, kind: 'repair', ...paper }));
    assert.deepEqual([await sees(repaired.recordId), await grounds(repaired.recordId)], [false, ['barred-by-statute']]);
    const again = await deed((trx, act) => closeRecord(trx, act, catalogue, { ...repaired, kind: 'repair', ...paper }));
    assert.equal(refused(again), 'already-done');

    const closed = await held();
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...closed, kind: 'closure', ...paper }));
    assert.deepEqual([await sees(closed.recordId), await grounds(closed.recordId)], [false, []]);
    // The authority lists it anew: it may be shown, and closed, again.
    await deed((trx) =>
      holdWindow(
        trx,
        at('05-01T09:00:00'),
        { ...closed, version: 1, category: 'penalty', decidedOn: '2026-04-30' },
        'reconfirmed',
      ),
    );
    assert.equal(await sees(closed.recordId), true);
    const later = at('05-02T09:00:00');
    assert(
      !isRefusal(
        await deed((trx, act) => closeRecord(trx, act, catalogue, { ...closed, kind: 'closure', ...paper }), later),
      ),
    );
  });

  it('keeps what statute leaves after a repair suspended while an objection is open, and so what a revoked repair brings back', async () => {
    const bites = async (recordId: string) => {
      const current = async (table: string) =>
        (await rowsOf(table, recordId)).filter((row) => row.superseded_at === null);
      const suspended = (await current('record_suspension')).length > 0;
      return suspended ? [] : (await current('measure_ground')).map(({ trigger }) => trigger);
    };
    const record = await held();
    const when = (day: string) => at(`${day}T09:00:00`);
    const about = { ...record, cause: 'objection' as const, ...paper };
    await deed((trx, act) => suspendRecord(trx, act, about), when('04-01'));
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...record, kind: 'repair', ...paper }), when('04-02'));
    assert.deepEqual(await bites(record.recordId), [], 'nobody has answered the objection');
    await deed((trx, act) => reopenRecord(trx, act, catalogue, { ...record, ...paper }), when('04-03'));
    assert.deepEqual(await bites(record.recordId), [], 'nor yet');
    assert(!isRefusal(await deed((trx, act) => resumeRecord(trx, act, about), when('04-04'))));
    assert.equal((await bites(record.recordId)).length, 2);
  });

  it('takes a repair back: shown and used again, and repaired again later; nothing else is taken back so', async () => {
    const record = await held();
    const when = (day: string) => at(`${day}T09:00:00`);
    const reopen = (day: string) =>
      deed((trx, act) => reopenRecord(trx, act, catalogue, { ...record, ...paper }), when(day));
    const close = (kind: 'repair' | 'closure', day: string) =>
      deed((trx, act) => closeRecord(trx, act, catalogue, { ...record, kind, ...paper }), when(day));
    assert.equal(refused(await reopen('04-10')), 'conflict', 'nothing was repaired');
    await close('repair', '04-11');
    assert.equal(await sees(record.recordId), false);
    assert(!isRefusal(await reopen('04-12')));
    assert.equal(refused(await reopen('04-13')), 'conflict', 'once');
    assert.equal(await sees(record.recordId, 'public'), true);
    const triggers = (await rowsOf('measure_ground', record.recordId)).filter((row) => row.superseded_at === null);
    assert.equal(triggers.length, 2, 'what the repair ended stands again, and nothing twice');
    await close('repair', '04-14');
    await close('closure', '04-15');
    assert.equal(refused(await reopen('04-16')), 'conflict', 'what was closed since stays closed');
    assert.equal(await sees(record.recordId), false);
  });

  it('shows what the organisation says beside a record: the public only what was looked at', async () => {
    const record = await held();
    const beside = async (openness: 'public' | 'government') => {
      const answer = await recordsOf(database.pool, catalogue, { subjectId: SUBJECT, openness, now: NOW, limit: 200 });
      assert(!isRefusal(answer));
      return answer.records.find(({ recordId }) => recordId === record.recordId)?.statement;
    };
    const say = (text: string, publicText: string | null) =>
      deed((trx, act) => keepStatement(trx, act, { ...record, text, publicText }));
    await say('已由张三整改', null);
    assert.deepEqual([await beside('public'), await beside('government')], [undefined, '已由张三整改']);
    await say('已整改', '已整改');
    assert.deepEqual([await beside('public'), await beside('government')], ['已整改', '已整改']);
    assert.equal(refused(await say('字'.repeat(501), null)), 'invalid-request');
    await deed((trx, act) => endStatement(trx, act, record));
    assert.equal(await beside('government'), undefined);
    assert.equal(refused(await deed((trx, act) => endStatement(trx, act, record))), 'already-done');
    const { rows } = await database.pool.query(
      `select event, detail from journal_entry where target = $1 and event like 'record.state%' order by entry_id`,
      [record.recordId],
    );
    assert.deepEqual(rows, [
      { event: 'record.stated', detail: { open: false } },
      { event: 'record.stated', detail: { open: true } },
      { event: 'record.statement-ended', detail: {} },
    ]);
  });

  it('keeps of a statement what was said, up to its bound in characters, and ends the one beside this record alone', async () => {
    const [record, other] = [await held(), await held()];
    const say = ({ recordId }: { recordId: string }, text: string) =>
      deed((trx, act) => keepStatement(trx, act, { subjectId: SUBJECT, recordId, text, publicText: text }));
    const beside = async ({ recordId }: { recordId: string }) =>
      (await rowsOf('record_statement', recordId)).filter((row) => row.superseded_at === null).map((row) => row.text);
    assert.equal(refused(await say(record, ' 　')), 'invalid-request', 'nothing at all');
    assert(!isRefusal(await say(record, '𠮷'.repeat(500))), 'characters, not units');
    await say(other, '另有说明');
    await say(record, '　已整改 ');
    assert.deepEqual([await beside(record), await beside(other)], [['已整改'], ['另有说明']]);
    await deed((trx, act) => endStatement(trx, act, record));
    assert.deepEqual([await beside(record), await beside(other)], [[], ['另有说明']]);
    assert.equal(refused(await say({ recordId: 'r0' }, '无此记录')), 'not-found');
  });

  it('shows a statement nowhere once its record is hidden or withdrawn', async () => {
    const record = await held();
    await deed((trx, act) => keepStatement(trx, act, { ...record, text: '已整改', publicText: '已整改' }));
    const said = async (openness: 'public' | 'government') => {
      const answer = await recordsOf(database.pool, catalogue, { subjectId: SUBJECT, openness, now: NOW, limit: 200 });
      return JSON.stringify(answer).includes('已整改');
    };
    assert.deepEqual([await said('public'), await said('government')], [true, true]);
    await deed((trx, act) => suspendRecord(trx, act, { ...record, cause: 'unanswered-objection', ...paper }));
    assert.deepEqual([await said('public'), await said('government')], [false, false]);
    await deed((trx, act) => resumeRecord(trx, act, { ...record, cause: 'unanswered-objection', ...paper }));
    assert.equal(await said('public'), true, 'it comes back with its record');
    await withdraw({ record: { recordId: record.recordId } });
    assert.deepEqual([await said('public'), await said('government')], [false, false]);
  });

  it('tells by a job, in the same transaction, what ended, was hidden and came back', async () => {
    const record = await held();
    const suspension = { ...record, ...paper } as const;
    await deed((trx, act) => suspendRecord(trx, act, { ...suspension, cause: 'objection' }));
    await deed((trx, act) => suspendRecord(trx, act, { ...suspension, cause: 'shield' }));
    await deed((trx, act) => resumeRecord(trx, act, { ...suspension, cause: 'shield' }), at('04-11T09:00:00'));
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...suspension, kind: 'repair' }), at('04-12T09:00:00'));
    const { rows } = await database.pool.query(
      `select t.identifier || ' ' || (j.payload ->> 'effect') as told
         from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where j.payload ->> 'recordId' = $1 order by j.id`,
      [record.recordId],
    );
    assert.deepEqual(
      rows.map(({ told }) => told),
      ['record-ended hidden', 'record-returned resumed', 'record-ended repaired'],
    );
  });

  it('tells nobody that something is back, or gone, while it stays as hidden or as ended as it was', async () => {
    const told = async (recordId: string) => {
      const { rows } = await database.pool.query(
        `select t.identifier || ' ' || (j.payload ->> 'effect') as told
           from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where j.payload ->> 'recordId' = $1 order by j.id`,
        [recordId],
      );
      return rows.map(({ told: one }) => one);
    };
    const when = (day: string) => at(`${day}T09:00:00`);
    const hide = (record: { recordId: string }, cause: 'shield' | 'unanswered-objection', day: string) =>
      deed((trx, act) => suspendRecord(trx, act, { subjectId: SUBJECT, ...record, cause, ...paper }), when(day));
    const lift = (record: { recordId: string }, cause: 'shield' | 'unanswered-objection', day: string) =>
      deed((trx, act) => resumeRecord(trx, act, { subjectId: SUBJECT, ...record, cause, ...paper }), when(day));

    const twice = await held();
    await hide(twice, 'shield', '04-10');
    await hide(twice, 'unanswered-objection', '04-11');
    await lift(twice, 'unanswered-objection', '04-12');
    assert.deepEqual(await told(twice.recordId), ['record-ended hidden'], 'the shield still hides it');
    await lift(twice, 'shield', '04-13');
    assert.deepEqual(await told(twice.recordId), ['record-ended hidden', 'record-returned resumed']);

    const gone = await held();
    await withdraw({ record: { recordId: gone.recordId } });
    await hide(gone, 'unanswered-objection', '04-11');
    await lift(gone, 'unanswered-objection', '04-12');
    assert.deepEqual(await told(gone.recordId), ['record-ended withdrawn'], 'what was withdrawn does not come back');

    const repaired = await held();
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...repaired, kind: 'repair', ...paper }));
    await hide(repaired, 'unanswered-objection', '04-11');
    await deed((trx, act) => reopenRecord(trx, act, catalogue, { ...repaired, ...paper }), when('04-12'));
    assert.equal(await sees(repaired.recordId), false, 'nobody has answered yet');
    assert.deepEqual(await told(repaired.recordId), ['record-ended repaired']);
    await lift(repaired, 'unanswered-objection', '04-13');
    assert.deepEqual(await told(repaired.recordId), ['record-ended repaired', 'record-returned resumed']);

    const over = await held({ shownUntil: '2026-12-31', validUntil: '2026-12-31' });
    await hide(over, 'shield', '04-10');
    const yearsLater = new Date('2040-04-10T09:00:00+08:00');
    await deed((trx, act) => resumeRecord(trx, act, { ...over, cause: 'shield', ...paper }), yearsLater);
    assert.deepEqual(await told(over.recordId), ['record-ended hidden'], 'its term ended meanwhile');
  });

  it('repairs nothing that was closed before, so that no revoked repair brings it back', async () => {
    const record = await held();
    const close = (kind: 'repair' | 'closure', day: string) =>
      deed((trx, act) => closeRecord(trx, act, catalogue, { ...record, kind, ...paper }), at(`${day}T09:00:00`));
    await close('closure', '04-11');
    assert.equal(refused(await close('repair', '04-12')), 'already-done');
    const reopened = await deed((trx, act) => reopenRecord(trx, act, catalogue, { ...record, ...paper }));
    assert.equal(refused(reopened), 'conflict');
  });

  it('does not bring back an earlier version that a correction ended, only the corrected one', async () => {
    const record = await held({ content: '罚款二百万元' });
    const moment = at('04-10T09:00:00');
    await deed(async (trx) => {
      await trx.query(
        `insert into record_deed (subject_id, record_id, deed_no, kind, reason, document, actor, recorded_at)
         values ($1, $2, 1, 'correction', '笔误', '青更〔2026〕1号', '李想', $3)`,
        [SUBJECT, record.recordId, moment],
      );
      await holdVersion(trx, moment, { ...record, version: 2, content: '罚款二万元' }, 'correction');
    });
    assert.equal(await sees(record.recordId), true);
    assert.equal(await sees(record.recordId, 'government', { knownAt: at('04-01T09:00:00') }), false);
    assert.equal(await sees(record.recordId, 'government', { knownAt: at('04-11T09:00:00') }), true);
  });

  it('records a deed no earlier than what it ends, also when its transaction began before', async () => {
    const record = await held();
    const slow = at('03-05T08:59:59');
    const withdrawn = await deed(
      (trx, act) => withdrawRecord(trx, act, { category: 'penalty', record, ...paper }),
      slow,
    );
    assert.deepEqual((withdrawn as { withdrawnAt: Date }).withdrawnAt, IMPORTED);
  });

  it('neither corrects nor brings back what lacks the day the law in force counts from, and says so', async () => {
    const without = { fields: { decidedOn: null } };
    const shown = await held(without);
    const { rows } = await database.pool.query(
      `select subject_id as "subjectId", record_id as "recordId", category, catalogue_version as "catalogueVersion", agency,
              authority, authority_name as "authorityName", document_no as "documentNo", decided_on as "decidedOn",
              valid_from as "validFrom", valid_until as "validUntil", list, list_decided_by as "listDecidedBy", fields, late,
              batch_id as "batchId", file, sheet, row from record where record_id = $1`,
      [shown.recordId],
    );
    const correct = (fields: object) =>
      deed((trx, act) =>
        correctRecord(trx, act, catalogue, {
          next: { ...rows[0], fields: { ...rows[0].fields, ...fields } },
          ...paper,
        }),
      );
    assert.equal(refused(await correct({ content: '罚款' })), 'conflict');
    assert.deepEqual(await correct({ content: '罚款', decidedOn: '2026-03-02' }), { version: 2 });

    const repaired = await held(without);
    await deed((trx, act) => closeRecord(trx, act, catalogue, { ...repaired, kind: 'repair', ...paper }));
    assert.equal(
      refused(await deed((trx, act) => reopenRecord(trx, act, catalogue, { ...repaired, ...paper }))),
      'conflict',
    );
    assert.equal(await sees(repaired.recordId), false);
  });

  it('releases what waits in a batch once: not what was withdrawn, nor what a later batch replaced', async () => {
    const batchId = 'b-history';
    const waiting = await held({ batchId }, 'withheld');
    const gone = await held({ batchId }, 'withheld');
    const replaced = await held({ batchId }, 'withheld');
    await withdraw({ record: gone });
    await deed((trx) => holdVersion(trx, DEED, { ...replaced, version: 2, batchId: 'b-later' }));
    assert.equal(await sees(waiting.recordId), false);

    const release = () => deed((trx, act) => releaseRecords(trx, act, catalogue, { batchId }), at('04-12T09:00:00'));
    assert.deepEqual(await release(), { batchId, released: 1 });
    assert.deepEqual(
      [await sees(waiting.recordId, 'public'), await sees(gone.recordId), await sees(replaced.recordId)],
      [true, false, false],
    );
    assert.deepEqual(
      (await rowsOf('record_deed', waiting.recordId)).map(({ kind }) => kind),
      ['release'],
    );
    assert.equal((await rowsOf('measure_ground', waiting.recordId)).length, 2);
    assert.equal(
      await sees(waiting.recordId, 'public', { knownAt: at('04-11T09:00:00') }),
      false,
      'nobody was shown it then',
    );
    assert.equal(refused(await release()), 'already-done');
    assert.equal(
      refused(await deed((trx, act) => releaseRecords(trx, act, catalogue, { batchId: 'b-none' }))),
      'not-found',
    );
  });

  it('does not release what is withdrawn in that moment', async () => {
    const batchId = 'b-moment';
    const [gone, waiting] = [await held({ batchId }, 'withheld'), await held({ batchId }, 'withheld')];
    let releasing: Promise<unknown> | undefined;
    await deed(async (trx, act) => {
      await withdrawRecord(trx, act, { category: 'penalty', record: gone, ...paper });
      releasing = deed((other, by) => releaseRecords(other, by, catalogue, { batchId }), at('04-12T09:00:00'));
      for (let waits = false; !waits; ) {
        const { rowCount } = await database.pool.query(
          `select from pg_locks where not granted and locktype in ('transactionid', 'tuple')
            and pid in (select pid from pg_stat_activity where datname = current_database())`,
        );
        waits = rowCount !== 0;
      }
    });
    assert.deepEqual(await releasing, { batchId, released: 1 });
    assert.deepEqual([await sees(gone.recordId), await sees(waiting.recordId)], [false, true]);
  });
});
