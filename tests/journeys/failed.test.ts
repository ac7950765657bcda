import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { appJobs } from '../../server/src/app.ts';
import { findReceipt, type Receipt, receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import { rememberDisclosures } from '../../server/src/domain/records/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { startWorker } from '../../server/src/platform/jobs/worker.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { dumpArchive } from './archive-dump.ts';
import { workJobs } from './bidders.ts';
import { type City, openCity, send } from './city.ts';
import { Crash, dyingAfter } from './dying-system.ts';
import { emptyArchive } from './empty-archive.ts';
import { csvOf, licence, type Row } from './tables.ts';

const { finance, housing } = AGENCIES;
const FIRM = { code: composeUscc('91990100', 'MA0FAXE1'), name: '青禾甲子商贸有限公司' };
const CHUNK_ROWS = 2;
const POLL_MS = 50;
const POLLS_AT_MOST = 200;
const ROWS: Row[] = Array.from({ length: 6 }, (_, at) =>
  at === 5 ? licence('', FIRM.name, '5') : licence(FIRM.code, FIRM.name, String(at)),
);

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

async function receive(): Promise<string> {
  await emptyArchive(city);
  return receiveRows(ROWS);
}

async function receiveRows(rows: readonly Row[]): Promise<string> {
  const path = join(city.folder, 'licences.csv');
  writeFileSync(path, csvOf(rows));
  const sent = {
    category: 'licence',
    agency: housing.code,
    path,
    file: 'licences.csv',
    history: false,
    origin: 'cli' as const,
  };
  const who = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'import' };
  const received = await receiveFile(city.system, who, sent);
  assert('batchId' in received);
  return received.batchId;
}

/** What no program of ours does, done to the database behind its back. */
async function damage(sql: string, batchId: string): Promise<void> {
  const owner = new pg.Client(city.ownerUrl);
  await owner.connect();
  await owner.query(sql, [batchId]);
  await owner.end();
}

/** The job's last attempt, worked by the real queue. */
async function lastAttempt(batchId: string): Promise<Receipt> {
  await city.system.jobs.add(city.system.pool, 'intake-run-batch', { batchId }, { maxAttempts: 1 });
  const worker = await startWorker(city.system, appJobs());
  try {
    for (let poll = 0; poll < POLLS_AT_MOST; poll += 1) {
      const receipt = await findReceipt(city.system.pool, batchId);
      if (receipt !== null && receipt.finishedAt !== null) return receipt;
      await pause(POLL_MS);
    }
    throw new Error('the batch never ended');
  } finally {
    await worker.stop();
  }
}

test('a batch whose every attempt failed ends as failed, says so in its receipt and leaves nothing', async () => {
  const batchId = await receive();
  // a part of the file is lost
  await damage('delete from intake_part where batch_id = $1', batchId);
  const receipt = await lastAttempt(batchId);
  assert.equal(receipt.status, 'failed');
  assert.match(receipt.note ?? '', /没有任何数据入库；请重新报送/);
  const { subjects, records, queue, staged } = await dumpArchive(city.system.pool);
  assert.deepEqual([subjects, records, queue, staged], [[], [], [], []]);
  const { rows } = await city.system.pool.query(`select detail from journal_entry where event = 'batch.failed'`);
  assert.deepEqual(rows, [{ detail: { applied: 0 } }]);
});

test('a batch that fails half applied keeps what is in the archive and nothing else, and the same file finishes it', async () => {
  const batchId = await receive();
  // staged in three chunks, two looks at the clock each; one applied, which looks once more when its turn has come
  await assert.rejects(runBatch(dyingAfter(city.system, 9), batchId, undefined, CHUNK_ROWS), Crash);
  await damage('delete from intake_chunk where batch_id = $1 and chunk_no = 1', batchId);
  const failed = await lastAttempt(batchId);
  assert.deepEqual([failed.status, failed.total, failed.accepted, failed.errors], ['failed', 2, 2, []]);
  assert.match(failed.note ?? '', /前 2 行已有结果/);
  const { records = [], queue, staged } = await dumpArchive(city.system.pool);
  assert.deepEqual([records.length, queue, staged], [2, [], []]);
  const again = await send(city, {
    category: 'licence',
    agency: housing.code,
    name: 'licences.csv',
    content: csvOf(ROWS),
  });
  assert.notEqual(again.batchId, batchId);
  assert.deepEqual([again.status, again.duplicate, again.accepted, again.unresolved], ['finished', 2, 3, 1]);
});

test('of a batch that fails half applied, whoever received what it changed is told like of any other', async () => {
  const { pool, clock } = city.system;
  await runBatch(city.system, await receive(), undefined, CHUNK_ROWS);
  const { rows: held } = await pool.query<{ subjectId: string; recordId: string }>(
    `select subject_id as "subjectId", record_id as "recordId" from record where superseded_at is null`,
  );
  await write(pool, clock, (trx, now) => rememberDisclosures(trx, { agency: finance.code, way: 'archive', now }, held));
  const batchId = await receiveRows(ROWS.map((row) => ({ ...row, 许可内容: '准予扩建' })));
  await assert.rejects(runBatch(dyingAfter(city.system, 8), batchId, undefined, CHUNK_ROWS), Crash);
  await damage('delete from intake_chunk where batch_id = $1 and chunk_no = 1', batchId);
  const failed = await lastAttempt(batchId);
  assert.deepEqual([failed.status, failed.updated], ['failed', 2]);
  await workJobs(city.system, 'records-changed');
  await workJobs(city.system, 'record-ended');
  const { rows } = await pool.query('select effect, recipient from recall');
  assert.deepEqual(rows, Array(2).fill({ effect: 'changed', recipient: finance.code }), 'what is applied stays');
});
