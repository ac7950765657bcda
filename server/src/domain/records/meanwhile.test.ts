import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { meanwhile } from '../../../../tests/meanwhile.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { archiveCatalogue, holdVersion, idOf, MARKET_OFFICE } from './archive-fixture.ts';
import { endWithheld } from './end-withheld.ts';
import { releaseRecords } from './release.ts';
import { withdrawRecord } from './withdraw.ts';

const SUBJECT = '91990100MA0000001X';
const catalogue = archiveCatalogue();
const NOW = new Date('2026-04-10T09:00:00+08:00');
const paper = { reason: '行政复议撤销', document: '青复〔2026〕3号' };

describe('what is decided of a waiting record while another decision on it is being written', () => {
  let database: TestDatabase;
  let taken = 0;
  before(async () => {
    database = await testDatabase();
    await holdSubject(database.pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司' });
  });
  after(() => database?.close());

  const act = { actor: '李想', agency: MARKET_OFFICE, purpose: 'test' };
  const deed = <T>(body: (trx: Transaction, act: Act & { agency: string }) => Promise<T>) =>
    write(
      database.pool,
      () => NOW,
      (trx, now) => body(trx, { ...act, now }),
    );
  /** A batch of one record that waits. */
  const waiting = async () => {
    taken += 1;
    const version = { subjectId: SUBJECT, documentNo: `青罚〔2026〕${taken}号`, batchId: `b-${taken}` };
    await deed((trx) => holdVersion(trx, NOW, version));
    return { ...version, recordId: idOf(version) };
  };
  const release = ({ batchId }: { batchId: string }) =>
    deed((trx, by) => releaseRecords(trx, by, catalogue, { batchId }));
  const withdrawing = (record: { recordId: string }) => (trx: Transaction) =>
    withdrawRecord(trx, { ...act, now: NOW }, { category: 'penalty', record, ...paper });
  const deedsOf = async (recordId: string) => {
    const { rows } = await database.pool.query('select kind from record_deed where record_id = $1 order by deed_no', [
      recordId,
    ]);
    return rows.map(({ kind }) => kind);
  };
  const windowsOf = async (recordId: string) =>
    (await database.pool.query('select from record_window where record_id = $1', [recordId])).rowCount;

  it('a record that is being withdrawn is not released behind it', async () => {
    const record = await waiting();
    const released = await meanwhile(database.pool, withdrawing(record), () => release(record));
    assert(isRefusal(released), JSON.stringify(released));
    assert.equal(released.refused, 'already-done');
    assert.deepEqual(await deedsOf(record.recordId), ['withdrawal']);
    assert.equal(await windowsOf(record.recordId), 0);
  });

  it('a batch that two people release at once is released once', async () => {
    const record = await waiting();
    const first = (trx: Transaction) => releaseRecords(trx, { ...act, now: NOW }, catalogue, record);
    const second = await meanwhile(database.pool, first, () => release(record));
    assert(isRefusal(second), JSON.stringify(second));
    assert.equal(second.refused, 'already-done');
    assert.deepEqual(await deedsOf(record.recordId), ['release']);
    assert.equal(await windowsOf(record.recordId), 1);
  });

  it('a record that is being released is not ended by a list of what waits', async () => {
    const record = await waiting();
    const first = (trx: Transaction) => releaseRecords(trx, { ...act, now: NOW }, catalogue, record);
    const ending = { documentNo: record.documentNo, code: null, kind: 'repair', document: null } as const;
    const ended = await meanwhile(database.pool, first, () =>
      deed((trx, by) => endWithheld(trx, by, record.batchId, [ending])),
    );
    assert.deepEqual(ended, { ended: 0, unmatched: [ending] });
    assert.deepEqual(await deedsOf(record.recordId), ['release']);
  });
});
