import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { findReceipt, receiveFile, runBatch } from '../../server/src/domain/intake/index.ts';
import { whileNobodyWrites } from '../../server/src/domain/intake/take-turns.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { openPool, transaction } from '../../server/src/platform/db/index.ts';
import { AGENCIES, OFFICERS } from '../cast.ts';
import { type City, openCity } from './city.ts';
import { openDesk, receiptOf } from './over-http.ts';
import { csvOf, licence, type Row } from './tables.ts';

const { housing } = AGENCIES;
const FIRM = { code: composeUscc('91990100', 'MA0FAXR1'), name: '青禾甲子商贸有限公司' };
const LARGE_ROWS = 80;
const CHUNK_ROWS = 2;
/** More than are worked at once. */
const LARGE_FILES = 6;
/** A column nobody reads makes a file large that has few rows. */
const PADDING = '备'.repeat(30_000);

const HONOUR: Row = {
  名称: FIRM.name,
  统一社会信用代码: FIRM.code,
  荣誉名称: '诚信企业',
  认定依据: '本市有关规定',
  文书号: '青建荣〔2026〕1号',
  认定单位: housing.name,
  认定单位统一社会信用代码: housing.code,
  认定日期: '2026-11-02',
  有效期至: '2028-11-01',
};

const rowsOf = (count: number, prefix: string, more: Row = {}): Row[] =>
  Array.from({ length: count }, (_, at) => licence(FIRM.code, FIRM.name, `${prefix}${at}`, more));

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

async function receive(rows: readonly Row[], file: string): Promise<string> {
  const path = join(city.folder, file);
  writeFileSync(path, csvOf(rows));
  const sent = { category: 'licence', agency: housing.code, path, file, history: false, origin: 'cli' as const };
  const who = { actor: OFFICERS.clerk.actor, agency: housing.code, purpose: 'import' };
  const received = await receiveFile(city.system, who, sent);
  assert('batchId' in received);
  return received.batchId;
}

for (const phase of ['stage', 'apply'] as const) {
  test(`a small batch is finished while a large one of the same category is still at it: begun at its first ${phase}`, async () => {
    const large = await receive(rowsOf(LARGE_ROWS, `${phase}大`), `${phase}-large.csv`);
    const small = await receive(rowsOf(3, `${phase}小`), `${phase}-small.csv`);
    let meanwhile: Promise<string | undefined> | undefined;
    await runBatch(
      city.system,
      large,
      (at) => {
        if (at !== phase) return;
        meanwhile ??= runBatch(city.system, small).then(
          async () => (await findReceipt(city.system.pool, large))?.status,
        );
      },
      CHUNK_ROWS,
    );
    assert.equal(await meanwhile, 'running', 'the large batch, when the small one is finished');
    for (const batchId of [large, small]) {
      assert.equal((await findReceipt(city.system.pool, batchId))?.status, 'finished');
    }
  });
}

test('however many large files are being worked and none gets on, a small one is begun and finished', async () => {
  // a process has as many connections as this one
  const pool = openPool(city.system.database.url, { log: () => {} });
  // the pool of the program would end a transaction that idles for a minute
  const patient = new pg.Pool({ connectionString: city.ownerUrl, max: 1 });
  const desk = await openDesk({ ...city.system, pool });
  const upload = async (agency: string, category: string, rows: readonly Row[], name: string) => {
    const { authorization = '' } = await desk.as(agency);
    const form = new FormData();
    form.set('category', category);
    form.set('file', new Blob([csvOf(rows)]), name);
    const url = `${desk.address}/api/v1/intake/batches`;
    const answer = await fetch(url, { method: 'POST', body: form, headers: { authorization } });
    return ((await answer.json()) as { batchId: string }).batchId;
  };
  const large: string[] = [];
  try {
    // whoever writes licences waits for this transaction, so that no large file gets to its end
    await transaction(patient, async (trx) => {
      await whileNobodyWrites(trx, 'licence');
      for (let nth = 0; nth < LARGE_FILES; nth += 1) {
        const rows = rowsOf(7, `大件${nth}-`, { 备注之外: PADDING });
        large.push(await upload(housing.code, 'licence', rows, `large-${nth}.csv`));
      }
      const small = await upload(housing.code, 'honour', [HONOUR], 'small.csv');
      const receipt = await receiptOf(desk.address, await desk.as(housing.code), small);
      assert.deepEqual([receipt.status, receipt.accepted], ['finished', 1]);
    });
    for (const batchId of large) {
      const receipt = await receiptOf(desk.address, await desk.as(housing.code), batchId);
      assert.deepEqual([receipt.status, receipt.accepted], ['finished', 7]);
    }
  } finally {
    await desk.close();
    await pool.end();
    await patient.end();
  }
});
