import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { Crash, dyingAfter } from '../../../../tests/journeys/dying-system.ts';
import { emptyArchive } from '../../../../tests/journeys/empty-archive.ts';
import { csvOf, licence } from '../../../../tests/journeys/tables.ts';
import { inOneMoment } from '../../../../tests/meanwhile.ts';
import { bundledCatalogue } from '../catalogue/testing/bundled.ts';
import { applyTogether } from './apply-together.ts';
import { findBatch } from './batch.ts';
import { receiveFile } from './receive-file.ts';
import { TODAY } from './rows-fixture.ts';
import { runBatch } from './run-batch.ts';
import { loadSender } from './sender.ts';
import { loadStaged } from './staged-rows.ts';
import { besideTheWriter, whileNobodyTakesBack, whileNobodyTakesIn, whileNobodyWrites } from './take-turns.ts';

const CATALOGUE = await bundledCatalogue();
const { housing } = AGENCIES;
const { code, name } = ORGANISATIONS.logistics;
const CHUNKS = 4;

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());
beforeEach(() => emptyArchive(city));

/** A batch of four chunks of two rows, staged; its process died before any of it was applied. */
async function staged(numbers: readonly number[], says = '准予施工') {
  const path = join(city.folder, 'licences.csv');
  writeFileSync(path, csvOf(numbers.map((no) => licence(code, name, String(no), { 许可内容: says }))));
  const who = { actor: '白露', agency: housing.code, purpose: 'import' };
  const sent = { category: 'licence', agency: housing.code, path, file: path, history: false, origin: 'cli' as const };
  const received = await receiveFile(city.system, who, sent);
  assert('batchId' in received);
  // a chunk looks at the clock twice: as it opens its transaction, and inside
  await assert.rejects(runBatch(dyingAfter(city.system, 2 * CHUNKS), received.batchId, undefined, 2), Crash);
  const batch = await findBatch(city.system.pool, received.batchId);
  const sender = await loadSender(city.system.pool, housing.code, 'licence');
  const category = CATALOGUE.category('licence');
  assert(batch !== null && sender !== null && category !== undefined);
  assert.deepEqual([batch.stagedChunks, batch.appliedChunks], [CHUNKS, 0]);
  const desk = { catalogue: CATALOGUE, category, sender, receivedOn: TODAY, history: false, lateDays: new Map() };
  const chunks = await Promise.all([0, 1, 2, 3].map((no) => loadStaged(city.system.pool, batch.batchId, no)));
  return {
    batchId: batch.batchId,
    together: (system = city.system) => applyTogether(system, batch, desk, 0, chunks),
    appliedNow: async () => (await findBatch(city.system.pool, batch.batchId))?.appliedChunks,
    records: async () => {
      const { rows } = await city.system.pool.query<{ row: number }>('select row from record order by row');
      return rows.map(({ row }) => row);
    },
  };
}

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];

test('chunks that speak of records no other speaks of are written side by side, and committed in their order', async () => {
  const batch = await staged(EIGHT);
  assert.equal(await sideBySide(CHUNKS, batch.together), CHUNKS);
  assert.equal(await batch.appliedNow(), CHUNKS);
  const { rows } = await city.system.pool.query<{ chunk: number }>(
    `select (detail->>'chunk')::int as chunk from journal_entry
      where target = $1 and event = 'batch.applied' order by entry_id`,
    [batch.batchId],
  );
  assert.deepEqual(
    rows.map(({ chunk }) => chunk),
    [0, 1, 2, 3],
  );
});

test('a chunk that speaks again of a record waits for its own turn, and so do those behind it', async () => {
  const batch = await staged([1, 2, 3, 4, 5, 1, 7, 8]);
  assert.equal(await sideBySide(2, batch.together), 2);
  assert.deepEqual(await batch.records(), [2, 3, 4, 5]);
});

test('a chunk that changes what is held waits for its own turn: a deed about several records may wait for it, and it for the first', async () => {
  const content = csvOf([licence(code, name, '5')]);
  await send(city, { category: 'licence', agency: housing.code, name: 'before.csv', content });
  const batch = await staged(EIGHT, '准予开工');
  assert.equal(await sideBySide(3, batch.together), 2);
});

test('where the first chunk fails, nothing of those written beside it is kept', async () => {
  for (const looks of [0, 1, 2, 3]) {
    await emptyArchive(city);
    const batch = await staged(EIGHT);
    const applied = await batch.together(dyingAfter(city.system, looks)).catch((error: unknown) => {
      assert(error instanceof Crash);
      return 0;
    });
    assert.equal(await batch.appliedNow(), applied, `after ${looks} looks`);
    assert.deepEqual(
      await batch.records(),
      EIGHT.slice(0, applied * 2).map((no) => no + 1),
      `after ${looks} looks`,
    );
  }
});

test('who waits to take back has nobody come in beside the writer, who is not kept waiting either', async () => {
  const [writer, back, second] = await Promise.all([1, 2, 3].map(() => city.system.pool.connect()));
  assert(writer && back && second);
  try {
    for (const trx of [writer, back, second]) await trx.query('begin');
    await whileNobodyTakesBack(writer);
    await whileNobodyWrites(writer, 'licence');
    const takingBack = whileNobodyTakesIn(back);
    await waiting(1);
    assert.equal(await besideTheWriter(second, 'licence'), false);
    await second.query('rollback');
    await writer.query('commit');
    await takingBack;
    await back.query('commit');
  } finally {
    for (const trx of [writer, back, second]) trx.release();
  }
});

test('the next writer of a category waits for whoever was let in beside the one before', async () => {
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => city.system.pool.connect()));
  assert(first && second && third);
  try {
    for (const trx of [first, second, third]) await trx.query('begin');
    await whileNobodyWrites(first, 'licence');
    assert.equal(await besideTheWriter(second, 'licence'), true);
    await first.query('commit');
    let hasTurn = false;
    const turn = whileNobodyWrites(third, 'licence').then(() => {
      hasTurn = true;
    });
    await waiting(1);
    assert.equal(hasTurn, false);
    await second.query('commit');
    await turn;
    await third.query('commit');
  } finally {
    for (const trx of [first, second, third]) trx.release();
  }
});

/** Keeps records from being written until so many chunks are about to: none comes too late to be let in. */
async function sideBySide(chunks: number, together: () => Promise<number>): Promise<number> {
  const [applied] = await inOneMoment(city, 'record', [together], chunks);
  assert(applied !== undefined);
  return applied;
}

const LOOKS = 2000;

/** Until so many connections wait for a lock. */
async function waiting(count: number): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const { rows } = await city.system.pool.query<{ count: number }>(
      `select count(*)::int as count from pg_locks
        where not granted and locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`,
    );
    if ((rows[0]?.count ?? 0) >= count) return;
  }
  assert.fail('nobody waits');
}
