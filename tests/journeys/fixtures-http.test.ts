import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { type Receipt, releaseBatch } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { EXPECTED, expectedOf, OFFICERS } from '../cast.ts';
import { type City, openCity } from './city.ts';
import { type Desk, getJson, openDesk, receiptOf, upload } from './over-http.ts';
import { assertAgain, assertFact, assertFirst, heldOf, type ReadArchive } from './receipts.ts';

let city: City;
let desk: Desk;
before(async () => {
  city = await openCity();
  desk = await openDesk(city.system);
});
after(async () => {
  await desk?.close();
  await city?.close();
});

async function submit(name: string, idempotencyKey: string): Promise<Receipt> {
  const { category, agency } = expectedOf(name);
  const headers = await desk.as(agency);
  const { status, batchId } = await upload(desk.address, headers, { category, name, idempotencyKey });
  assert.equal(status, 202);
  return receiptOf(desk.address, headers, batchId);
}

test('the five department files, uploaded, lead to the receipts expected of them', async () => {
  for (const name of EXPECTED.order) assertFirst(name, await submit(name, `first ${name}`));
});

test('the same idempotency key answers the same batch and does nothing', async () => {
  const receipt = await submit('licences.xlsx', 'first licences.xlsx');
  assertFirst('licences.xlsx', receipt);
});

test('an idempotency key of another file is refused: its file would be taken for one that was sent', async () => {
  const { category, agency } = expectedOf('licences.xlsx');
  const form = new FormData();
  form.set('category', category);
  form.set('file', new Blob(['另一份文件']), '另一份.csv');
  const answer = await fetch(`${desk.address}/api/v1/intake/batches`, {
    method: 'POST',
    body: form,
    headers: { ...(await desk.as(agency)), 'idempotency-key': 'first licences.xlsx' },
  });
  const body = (await answer.json()) as { code?: string };
  assert.deepEqual([answer.status, body.code], [409, 'conflict']);
});

test('the same bytes uploaded under another key change nothing', async () => {
  for (const name of EXPECTED.order) assertAgain(name, await submit(name, `again ${name}`));
});

async function archiveIn(category: string, subject: string, agency: string): Promise<ReadArchive> {
  const url = `${desk.address}/api/v1/subjects/${subject}?category=${category}`;
  return getJson<ReadArchive>(url, await desk.as(agency));
}

test('the archive answers what the files say', async () => {
  for (const [name, { category, agency, facts }] of Object.entries(EXPECTED.files)) {
    if (category === 'penalty') continue; // adverse: below
    for (const fact of facts) assertFact(name, fact, await archiveIn(category, fact.subject, agency));
  }
});

test('penalties older than the limit wait, seen by their own agency alone, until a named person releases them', async () => {
  const { pool, clock } = city.system;
  const { category, agency, facts } = expectedOf('penalties-new.xlsx');
  const another = expectedOf('licences.xlsx').agency;
  const shown = async (to: string) => Promise.all(facts.map(({ subject }) => archiveIn(category, subject, to)));
  const standing = (archives: ReadArchive[]) =>
    new Set(archives.flatMap(({ records }) => records.map((record) => record.withheld ?? false)));
  assert.deepEqual(standing(await shown(another)), new Set());
  assert.deepEqual(standing(await shown(agency)), new Set([true]));
  const { batchId, withheld } = await submit('penalties-new.xlsx', 'first penalties-new.xlsx');
  assert(withheld > 0);
  const catalogue = await catalogueInForce(pool, today(clock()));
  const act = { actor: OFFICERS.supervisor.actor, purpose: 'release' };
  const released = await write(pool, clock, (trx, now) => releaseBatch(trx, { ...act, now }, catalogue, { batchId }));
  assert('released' in released, JSON.stringify(released));
  assert.equal(released.released, withheld);
  assert.deepEqual(standing(await shown(another)), new Set([false]));
  for (const [at, archive] of (await shown(agency)).entries()) {
    const fact = facts[at];
    assert(fact !== undefined);
    assertFact('penalties-new.xlsx', fact, archive);
  }
});

test('penalties of 2018 are held and may no longer be used', async () => {
  const { category, facts } = expectedOf('penalties-old.csv');
  for (const fact of facts) {
    assertFact('penalties-old.csv', fact, await heldOf(city.system.pool, fact.subject, category));
    const { records } = await archiveIn(category, fact.subject, expectedOf('licences.xlsx').agency);
    assert.deepEqual(
      records.filter(({ lineage }) => lineage.file === 'penalties-old.csv'),
      [],
    );
  }
});

test('a batch is answered to the agency that sent it and to no other', async () => {
  const headers = await desk.as(expectedOf('licences.xlsx').agency);
  const { batchId } = await upload(desk.address, headers, {
    category: 'licence',
    name: 'licences.xlsx',
    idempotencyKey: 'first licences.xlsx',
  });
  const others = await desk.as(expectedOf('registration.csv').agency);
  const answer = await fetch(`${desk.address}/api/v1/intake/batches/${batchId}`, { headers: others });
  assert.equal(answer.status, 404);
});

test('a file of a category the agency does not submit is refused with a sentence', async () => {
  const headers = await desk.as(expectedOf('licences.xlsx').agency);
  const upload = new FormData();
  upload.set('category', 'registration');
  upload.set('file', new Blob(['单位名称']), 'registration.csv');
  const answer = await fetch(`${desk.address}/api/v1/intake/batches`, { method: 'POST', body: upload, headers });
  const problem = (await answer.json()) as { code?: string; detail?: string };
  assert.equal(answer.status, 422, JSON.stringify(problem));
  assert.match(JSON.stringify(problem), /not-permitted/);
});
