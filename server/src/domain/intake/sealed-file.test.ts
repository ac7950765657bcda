import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { write } from '../../platform/db/write.ts';
import { sealFile, unsealFile } from './sealed-file.ts';

const PART = 1024 * 1024;
const KEY = randomBytes(32);
const NOW = new Date('2026-11-20T12:00:00+08:00');

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'gongxin-sealing-'));
});
after(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

let batches = 0;
async function seal(content: Uint8Array): Promise<string> {
  batches += 1;
  const batchId = `b${batches}`;
  const path = join(folder, batchId);
  writeFileSync(path, content);
  await write(
    database.pool,
    () => NOW,
    (trx) => sealFile(trx, batchId, path, KEY),
  );
  return batchId;
}

async function unseal(batchId: string, key = KEY): Promise<Buffer> {
  const file = await unsealFile(database.pool, batchId, key);
  try {
    return readFileSync(file.path);
  } finally {
    await file.remove();
    assert.equal(existsSync(dirname(file.path)), false, 'nothing of it stays on disk');
  }
}

const left = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`gongxin-passing-${process.pid}-`));

test('a file comes back as it was, whatever its length', async () => {
  for (const length of [0, 1, PART - 1, PART, PART + 1, 2 * PART + 77]) {
    const content = randomBytes(length);
    assert.deepEqual(await unseal(await seal(content)), content, `${length} bytes`);
  }
});

test('nothing of the content stands in the database in clear', async () => {
  const batchId = await seal(Buffer.from('某某 990100199003078213 的住址'.repeat(100)));
  const { rows } = await database.pool.query<{ sealed: Buffer }>('select sealed from intake_part where batch_id = $1', [
    batchId,
  ]);
  assert(rows.length > 0);
  for (const { sealed } of rows) {
    assert.equal(sealed.includes(Buffer.from('990100199003078213')), false);
    assert.equal(sealed.includes(Buffer.from('某某')), false);
  }
});

/** What an owner of the database could do to the sealed parts; the application itself may not. */
const asOwner = async (sql: string, values: unknown[] = []): Promise<void> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
};

test('a byte changed, a part exchanged, a part of another batch and another key are all found out', async () => {
  const batchId = await seal(randomBytes(PART + 100));
  const other = await seal(randomBytes(PART + 100));
  const { rows } = await database.pool.query<{ part_no: number; sealed: Buffer }>(
    'select part_no, sealed from intake_part where batch_id = $1 order by part_no',
    [batchId],
  );
  const before = left().length;
  await assert.rejects(unseal(batchId, randomBytes(32)));
  const put = (part: number, sealed: Buffer | undefined) =>
    asOwner('update intake_part set sealed = $3 where batch_id = $1 and part_no = $2', [batchId, part, sealed]);
  for (const at of [0, 11, 12, 60, (rows[1]?.sealed.length ?? 0) - 1]) {
    const broken = Buffer.from(rows[1]?.sealed ?? '');
    broken[at] = (broken[at] ?? 0) ^ 1;
    await put(1, broken);
    await assert.rejects(unseal(batchId), `byte ${at}`);
  }
  await put(1, rows[0]?.sealed);
  await assert.rejects(unseal(batchId), 'its own first part in place of the second');
  await put(1, rows[1]?.sealed);
  assert.equal((await unseal(batchId)).length, PART + 100);
  await asOwner(
    'update intake_part p set sealed = o.sealed from intake_part o where p.batch_id = $1 and o.batch_id = $2 and p.part_no = o.part_no',
    [batchId, other],
  );
  await assert.rejects(unseal(batchId), 'the parts of another batch');
  assert.equal(left().length, before, 'nothing half opened stays on disk');
});

test('a file that lost its last part is not taken for a whole one', async () => {
  const batchId = await seal(randomBytes(2 * PART));
  await asOwner('delete from intake_part where batch_id = $1 and part_no = 1', [batchId]);
  await assert.rejects(unseal(batchId));
});
