import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findReceipt, type Receipt } from '../../server/src/domain/intake/index.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { AGENCIES } from '../cast.ts';
import { dumpArchive } from './archive-dump.ts';
import { type City, openCity } from './city.ts';
import { emptyArchive } from './empty-archive.ts';
import { type Ran, runApart, startGongxin } from './gongxin.ts';
import { getJson, keyOf } from './over-http.ts';
import { csvOf, licence } from './tables.ts';

const { housing } = AGENCIES;
/** Several chunks, so that there is something to die between. */
const ROWS = 8_000;
const FIRMS = 1_500;
const DEATHS = 10;
const DEATHS_OF_THE_SERVER = 2;
const LONGEST_LIFE_MS = 1_500;
/** A program that never ends fails the test instead of hanging it. */
const COMMANDS_AT_MOST = 40;
const BODY = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const code = (at: number) =>
  composeUscc('91990100', `MA${[at, at / 31, at / 961, at / 29_791].map((n) => BODY[Math.floor(n) % 31]).join('')}00`);

/** Every tenth document is sent in two states, every 97th row is wrong, every 89th is known by name only. */
function bigFile(): string {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const firm = at % FIRMS;
    const again = at % 10 === 9;
    const row = licence(
      at % 89 === 3 ? '' : code(firm),
      `青禾第${firm}号商贸有限公司`,
      String(again ? at - FIRMS : at),
      {
        许可内容: again ? '准予扩建' : '准予施工',
      },
    );
    return at % 97 === 5 ? { ...row, 许可决定日期: '2026-02-30' } : row;
  });
  return csvOf(rows);
}

let city: City;
let path: string;
let wanted: { receipt: object; archive: object };
let wholeRunMs = 0;
const importing = () => ['import', 'licence', path, '--agency', housing.code, '--actor', '白露', '--json'];

before(async () => {
  city = await openCity();
  path = join(city.folder, 'licences.csv');
  writeFileSync(path, bigFile());
  const began = performance.now();
  const { code: exit, stdout, stderr } = await runApart(city, importing());
  wholeRunMs = performance.now() - began;
  assert.equal(exit, 0, stderr);
  wanted = { receipt: told(JSON.parse(stdout)), archive: await dumpArchive(city.system.pool) };
});
after(() => city?.close());

const told = ({ batchId: _, startedAt: __, finishedAt: ___, ...receipt }: Receipt) => receipt;

/** A moment in the first part of a run, so that many deaths fit into the work; the failure says which ones they were. */
const someMoment = () => randomInt(300, Math.max(600, Math.ceil(wholeRunMs / 3)));

test('a command killed at ten moments and repeated ends with the archive and the receipt of an undisturbed one', async (t) => {
  await emptyArchive(city);
  const moments: number[] = [];
  let deaths = 0;
  let done: Ran | undefined;
  for (let command = 0; command < COMMANDS_AT_MOST && done === undefined; command += 1) {
    const mayDie = deaths < DEATHS;
    const moment = mayDie ? someMoment() : Number.POSITIVE_INFINITY;
    moments.push(moment);
    const ran = await runApart(city, importing(), (child) => {
      if (mayDie) setTimeout(() => child.kill('SIGKILL'), moment).unref();
    });
    if (ran.signal === 'SIGKILL') deaths += 1;
    else done = ran;
  }
  t.diagnostic(`killed after ${moments.join(', ')} ms; a whole run takes ${Math.round(wholeRunMs)} ms`);
  assert(done !== undefined);
  assert.equal(done.code, 0, done.stderr);
  assert(deaths >= 3, 'it was killed while there was work');
  assert.deepEqual(told(JSON.parse(done.stdout)), wanted.receipt);
  assert.deepEqual(await dumpArchive(city.system.pool), wanted.archive);
  const { rows } = await city.system.pool.query(`select count(*)::int as batches from intake_batch`);
  assert.deepEqual(rows, [{ batches: 1 }], 'one submission, however often it was begun');
});

/** The address of a server, once it says that it is ready. */
async function ready(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const text of child.stdout ?? []) {
    said += String(text);
    const address = /gongxin ready on (\S+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the server never was ready: ${said}`);
}

const dead = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()));

test('a server killed while it works a batch goes on with it when it is started again', async () => {
  await emptyArchive(city);
  const authorization = `Bearer ${await keyOf(city.system, housing.code)}`;
  let batchId = '';
  for (let death = 0; death <= DEATHS_OF_THE_SERVER; death += 1) {
    const child = startGongxin(city, ['serve', '--port', '0', '--log-level', 'error']);
    try {
      const address = await ready(child);
      if (batchId === '') batchId = await upload(address, authorization);
      const last = death === DEATHS_OF_THE_SERVER;
      if (!last) {
        await pause(Math.min(someMoment(), LONGEST_LIFE_MS));
        continue;
      }
      let receipt: Receipt;
      do {
        await pause(100);
        receipt = await getJson<Receipt>(`${address}/api/v1/intake/batches/${batchId}`, { authorization });
      } while (receipt.status === 'running' || receipt.status === 'received');
      assert.deepEqual(told(receipt), wanted.receipt);
    } finally {
      const gone = dead(child);
      child.kill('SIGKILL');
      await gone;
    }
  }
  const receipt = await findReceipt(city.system.pool, batchId);
  assert.equal(receipt?.status, 'finished');
  assert.deepEqual(await dumpArchive(city.system.pool), wanted.archive);
});

async function upload(address: string, authorization: string): Promise<string> {
  const form = new FormData();
  form.set('category', 'licence');
  form.set('file', new Blob([bigFile()]), 'licences.csv');
  const answer = await fetch(`${address}/api/v1/intake/batches`, {
    method: 'POST',
    body: form,
    headers: { authorization, 'idempotency-key': 'big' },
  });
  const body = (await answer.json()) as { batchId: string };
  assert.equal(answer.status, 202, JSON.stringify(body));
  return body.batchId;
}
