import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Receipt } from '../../server/src/domain/intake/index.ts';
import { EXPECTED, expectedOf } from '../cast.ts';
import { type City, openCity } from './city.ts';
import { type Desk, getJson, openDesk, receiptOf, upload } from './over-http.ts';
import { assertAgain, assertFact, assertFirst, type ReadArchive } from './receipts.ts';

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

test('the same bytes uploaded under another key change nothing', async () => {
  for (const name of EXPECTED.order) assertAgain(name, await submit(name, `again ${name}`));
});

test('the archive answers what the files say', async () => {
  for (const [name, { category, agency, facts }] of Object.entries(EXPECTED.files)) {
    if (name === 'penalties-old.csv') continue; // of 2018: no longer used, so no longer shown
    for (const fact of facts) {
      const url = `${desk.address}/api/v1/subjects/${fact.subject}?category=${category}`;
      assertFact(name, fact, await getJson<ReadArchive>(url, await desk.as(agency)));
    }
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
