import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { appJobs, buildServer } from '../../server/src/app.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import {
  cancelBatch,
  findReceipt,
  receiveFile,
  runBatch,
  settleQueued,
  waitingRows,
} from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { startWorker } from '../../server/src/platform/jobs/worker.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { listening } from '../system.ts';
import { dumpArchive } from './archive-dump.ts';
import { type City, countsOf, openCity, send } from './city.ts';
import { Crash, dyingAfter } from './dying-system.ts';
import { emptyArchive } from './empty-archive.ts';
import { runGongxin } from './gongxin.ts';
import { getJson, keyOf, receiptOf } from './over-http.ts';
import { csvOf, licence, type Row } from './tables.ts';

const { housing, eco } = AGENCIES;
const FIRM = { code: composeUscc('91990100', 'MA0CANC1'), name: '青禾甲子商贸有限公司' };
const CHUNK_ROWS = 2;
/** Looks at the clock of a whole run of the file below: two a transaction. */
const LOOKS = 22;
/** Odd, so that it dies before a transaction as well as inside of one. */
const LOOKS_FURTHER = 3;

/** Of each kind a row can be before it is applied: good of a newcomer, wrong, waiting for a person. */
const ROWS: Row[] = Array.from({ length: 10 }, (_, at) => {
  if (at % 5 === 3) return licence(FIRM.code, FIRM.name, String(at), { 许可决定日期: '2026-13-01' });
  if (at % 5 === 4) return licence('', FIRM.name, String(at));
  return licence(FIRM.code, FIRM.name, String(at));
});

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());
beforeEach(() => emptyArchive(city));

const who = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'import' };

async function receive(rows: readonly Row[], file = 'licences.csv'): Promise<string> {
  const path = join(city.folder, file);
  writeFileSync(path, csvOf(rows));
  const sent = { category: 'licence', agency: housing.code, path, file, history: false, origin: 'cli' as const };
  const received = await receiveFile(city.system, who, sent);
  assert('batchId' in received);
  return received.batchId;
}

/** Staged and not applied: the process that worked on it died in between. */
async function stage(rows: readonly Row[], file?: string): Promise<string> {
  const batchId = await receive(rows, file);
  // a chunk looks twice: as it opens its transaction, and inside
  const dying = dyingAfter(city.system, 2 * Math.ceil(rows.length / CHUNK_ROWS));
  await assert.rejects(runBatch(dying, batchId, undefined, CHUNK_ROWS), Crash);
  return batchId;
}

const cancel = (batchId: string) =>
  write(city.system.pool, city.system.clock, (trx, now) => cancelBatch(trx, { ...who, now }, batchId));

const queued = async () => (await waitingRows(city.system.pool, { agencies: [housing.code] })).items;

/** Rows that a batch left in any table of intake but its head. */
async function leftOf(batchId: string): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  for (const table of ['part', 'chunk', 'row', 'finding', 'queue', 'queue_sending', 'newcomer']) {
    const { rows } = await city.system.pool.query(
      `select count(*)::int as rows from intake_${table} where batch_id = $1`,
      [batchId],
    );
    left[table] = rows[0].rows;
  }
  return left;
}
const NOTHING = { part: 0, chunk: 0, row: 0, finding: 0, queue: 0, queue_sending: 0, newcomer: 0 };

/** What anybody can find; a subject that was retired stays as a number that leads nowhere. */
async function archive(): Promise<Record<string, unknown[]>> {
  const { subjects = [], aliases: _, ...dump } = await dumpArchive(city.system.pool);
  return { ...dump, subjects: subjects.filter((subject) => (subject as { standing: string }).standing !== 'retired') };
}

test('wherever its work stopped, a batch is cancelled and leaves nothing, or has begun to be records and is not', async () => {
  const untouched = await archive();
  const seen = new Set<string>();
  for (let looks = 0; looks <= LOOKS; looks += LOOKS_FURTHER) {
    await emptyArchive(city);
    const batchId = await receive(ROWS);
    await runBatch(dyingAfter(city.system, looks), batchId, undefined, CHUNK_ROWS).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    const { rows } = await city.system.pool.query('select applied_chunks from intake_batch');
    const began = rows[0].applied_chunks > 0;
    const before = await archive();
    const answer = await cancel(batchId);
    if (began) {
      assert(
        'refused' in answer && answer.refused === 'conflict' && /撤回/.test(answer.detail),
        `after ${looks} looks`,
      );
      assert.deepEqual(await archive(), before);
      seen.add('refused');
      continue;
    }
    assert('cancelledAt' in answer, JSON.stringify(answer));
    assert.deepEqual(await leftOf(batchId), NOTHING, `after ${looks} looks`);
    assert.deepEqual(await archive(), untouched, `after ${looks} looks`);
    await runBatch(city.system, batchId, undefined, CHUNK_ROWS);
    assert.equal((await findReceipt(city.system.pool, batchId))?.status, 'cancelled', 'nothing brings it back');
    assert.deepEqual(await archive(), untouched);
    seen.add('cancelled');
  }
  assert.deepEqual([...seen].sort(), ['cancelled', 'refused']);
});

test('whoever works on a batch that is cancelled stops at the next chunk and calls it no failure', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => licence(FIRM.code, FIRM.name, String(at)));
  const batchId = await receive(rows);
  let cancelling: ReturnType<typeof cancel> | undefined;
  const phases = new Set<string>();
  await runBatch(
    city.system,
    batchId,
    (phase) => {
      phases.add(phase);
      cancelling ??= cancel(batchId);
    },
    CHUNK_ROWS,
  );
  const answer = await cancelling;
  assert(answer !== undefined && 'cancelledAt' in answer, JSON.stringify(answer));
  assert.deepEqual([...phases], ['stage']);
  assert.deepEqual(await leftOf(batchId), NOTHING);
  assert.deepEqual((await archive()).records, []);
});

test('a name that only a cancelled file gave stands against nobody, and the same command is a new submission', async () => {
  const cancelled = await stage(ROWS);
  assert('cancelledAt' in (await cancel(cancelled)));
  const renamed = ROWS.slice(0, 3).map((row) => ({ ...row, 行政相对人名称: '青禾甲子实业有限公司' }));
  const right = await send(city, {
    category: 'licence',
    agency: housing.code,
    name: 'right.csv',
    content: csvOf(renamed),
  });
  assert.equal(right.accepted, 3, JSON.stringify(right.errors));
  const again = await receive(ROWS);
  assert.notEqual(again, cancelled);
});

test('an organisation that another batch speaks of as well is not forgotten with the cancelled one', async () => {
  const cancelled = await stage(ROWS.slice(0, 2), 'first.csv');
  const other = await stage(ROWS.slice(5, 7), 'second.csv');
  assert('cancelledAt' in (await cancel(cancelled)));
  await runBatch(city.system, other);
  const receipt = await findReceipt(city.system.pool, other);
  assert.deepEqual([receipt?.accepted, receipt?.unresolved], [2, 0]);
});

test('a waiting row that another batch sent as well waits on as a row of that one; what is settled stays settled', async () => {
  const [waiting, settled] = [licence('', FIRM.name, '1'), licence('', FIRM.name, '2')];
  const cancelled = await stage([waiting, settled], 'first.csv');
  await stage([licence('', FIRM.name, '3'), waiting], 'second.csv');
  const before = await queued();
  const item = before.find(({ file, row }) => file === 'first.csv' && row === 3);
  assert(item !== undefined);
  const { pool, clock } = city.system;
  const act = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'intake-settle' };
  await write(pool, clock, async (trx, now) =>
    settleQueued(
      await catalogueInForce(pool, today(city.system.clock())),
      trx,
      { ...act, now },
      { queueId: item.queueId, decision: 'dismissed', reason: '外地同名' },
    ),
  );
  assert('cancelledAt' in (await cancel(cancelled)));
  const after = await queued();
  assert.deepEqual(after.map(({ file, row }) => [file, row]).sort(), [
    ['second.csv', 2],
    ['second.csv', 3],
  ]);
  const { rows } = await pool.query('select queue_id from intake_settlement');
  assert.deepEqual(rows, [{ queue_id: item.queueId }]);
});

test('over HTTP an agency cancels its own batch only, once, and not what is finished', async () => {
  const server = buildServer(city.system);
  const address = await listening(server);
  const [mine, theirs] = [await keyOf(city.system, housing.code), await keyOf(city.system, eco.code)];
  const headers = (key: string) => ({ authorization: `Bearer ${key}` });
  const ask = async (key: string, batchId: string) => {
    const url = `${address}/api/v1/intake/batches/${batchId}/cancellation`;
    const answer = await fetch(url, { method: 'POST', headers: headers(key) });
    return { status: answer.status, body: (await answer.json()) as { detail: string; status: string } };
  };
  try {
    const form = new FormData();
    form.set('category', 'licence');
    form.set('file', new Blob([csvOf(ROWS)]), 'licences.csv');
    const sent = await fetch(`${address}/api/v1/intake/batches`, {
      method: 'POST',
      body: form,
      headers: headers(mine),
    });
    const { batchId } = (await sent.json()) as { batchId: string };
    assert.equal((await ask(theirs, batchId)).status, 404);
    const cancelled = await ask(mine, batchId);
    assert.deepEqual([cancelled.status, cancelled.body.status], [200, 'cancelled']);
    assert.equal((await ask(mine, batchId)).status, 409);
    const worker = await startWorker(city.system, appJobs());
    const { status, note = '' } = await receiptOf(address, headers(mine), batchId);
    await worker.stop();
    assert.equal(status, 'cancelled');
    assert.match(note, /没有任何数据入库/);
    const finished = await send(city, {
      category: 'licence',
      agency: housing.code,
      name: 'finished.csv',
      content: csvOf(ROWS),
    });
    const late = await ask(mine, finished.batchId);
    assert.equal(late.status, 409);
    assert.match(late.body.detail, /逐条撤回/);
    const url = `${address}/api/v1/intake/batches/${finished.batchId}`;
    assert.deepEqual(countsOf(await getJson(url, headers(mine))), countsOf(finished));
  } finally {
    await server.close();
  }
});

test('on the command line a named person cancels, and the journal says who', async () => {
  const batchId = await stage(ROWS);
  const nobody = await runGongxin(city, ['cancel', batchId]);
  assert.equal(nobody.code, 2);
  const { code, stdout, stderr } = await runGongxin(city, ['cancel', batchId, '--actor', '立夏', '--json']);
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).status, 'cancelled');
  const { rows } = await city.system.pool.query(
    `select actor, purpose from journal_entry where event = 'batch.cancelled' and target = $1`,
    [batchId],
  );
  assert.deepEqual(rows, [{ actor: '立夏', purpose: 'cancel' }]);
});
