import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { withClient } from '../../../platform/db/pool.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { eraseJournalValue } from '../erase-value.ts';
import { signHead } from '../heads/sign-head.ts';
import { trustedKeys } from '../heads/signing-keys.ts';
import { type Act, journal } from '../journal.ts';
import { keysOf, sequenceAll, verified } from '../journal-fixture.ts';
import { proveInclusion } from '../proofs.ts';
import { JournalBroken } from '../verify/broken.ts';
import { detachMonth } from './detach-month.ts';
import { openMonth } from './read-month.ts';

const JANUARY = 270;
const FEBRUARY = 20;

let at: TestSystem;
let folder: string;
before(async () => {
  at = await testSystem();
  folder = mkdtempSync(join(tmpdir(), 'gongxin-detach-'));
  await writeEntries(JANUARY, new Date('2026-01-20T12:00:00+08:00'));
  await writeEntries(FEBRUARY, new Date('2026-02-03T12:00:00+08:00'));
  await writeEntries(5, new Date('2026-03-01T12:00:00+08:00'));
  await sequenceAll(at.system.pool);
});
after(async () => {
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

const act = (now: Date): Act => ({ actor: '张三', purpose: 'test', now });
const sign = () => signHead(at.system.pool, keysOf(at.system), at.clock.now);
const file = (name: string) => join(folder, name);

async function writeEntries(count: number, now: Date): Promise<void> {
  const trx = await at.system.pool.connect();
  await trx.query('begin');
  for (let n = 0; n < count; n++)
    await journal(trx, act(now), { event: 'record.closed', target: `r${n}`, detail: { n } });
  await trx.query('commit');
  trx.release();
}

async function detach(month: string, path: string) {
  const outcome = await withClient(at.ownerUrl, (owner) =>
    detachMonth(owner, act(at.clock.now), trustedKeys(keysOf(at.system)), { month, path }),
  );
  return isRefusal(outcome) ? outcome.refused : outcome;
}

async function open(...paths: string[]) {
  const months = await Promise.all(paths.map((path) => openMonth(path, trustedKeys(keysOf(at.system)))));
  return new Map(months.map((month) => [month.header.month, month]));
}

test('the current month, one that is not under a signed head, and one behind an earlier month are refused', async () => {
  assert.equal(await detach('2026-03', file('no')), 'conflict');
  assert.equal(await detach('2026-1', file('no')), 'invalid-request');
  assert.equal(await detach('2026-01', file('no')), 'not-yet-known');
  await sign();
  assert.equal(await detach('2026-02', file('no')), 'conflict');
  assert.equal(await detach('2025-12', file('no')), 'not-found');
  writeFileSync(file('there'), 'something else');
  assert.equal(await detach('2026-01', file('there')), 'conflict');
  assert.equal(readFileSync(file('there'), 'utf8'), 'something else');
});

test('detached months leave proofs and verify as they were, with their files and without', async () => {
  const erased = await write(at.system.pool, at.system.clock, (trx, now) =>
    eraseJournalValue(trx, act(now), { entryId: '7', field: 'actor', reason: '本人申请' }),
  );
  assert.deepEqual(erased, { erased: true });
  const january = await detach('2026-01', file('january'));
  assert.ok(typeof january === 'object');
  assert.deepEqual([january.first, january.end], [0, JANUARY]);
  const february = await detach('2026-02', file('february'));
  assert.ok(typeof february === 'object');
  assert.deepEqual([february.first, february.end], [JANUARY, JANUARY + FEBRUARY]);
  assert.equal(await detach('2026-01', file('again')), 'already-done');

  const { rows } = await at.system.pool.query(
    'select (select count(*) from journal_entry where entry_id <= 290)::int + (select count(*) from journal_seal where entry_id <= 290)::int as left',
  );
  assert.equal(rows[0]?.left, 0);
  await sequenceAll(at.system.pool);
  await sign();
  for (const files of [[], ['january'], ['january', 'february'], ['february']]) {
    const { broken, detachedEntries } = await verified(at.system, await open(...files.map(file)));
    assert.deepEqual([broken, detachedEntries], [null, JANUARY + FEBRUARY]);
  }
  const proof = await proveInclusion(at.system.pool, { entryId: '7' });
  assert.ok(!isRefusal(proof) && proof.position === 6);
  assert.match(gunzipSync(readFileSync(file('january'))).toString(), /"target":"r6"/);
});

test('a file in which anything was changed is named, by itself and beside the database', async () => {
  const text = gunzipSync(readFileSync(file('february'))).toString();
  const changes: [string, string, string][] = [
    ['"target":"r3"', '"target":"r4"', 'value'],
    ['"erased":[]', '"erased":["actor"]', 'erasure'],
    [text.split('\n')[4] as string, '', 'file'],
    [`"month":"2026-02"`, `"month":"2026-03"`, 'file'],
  ];
  for (const [from, to, code] of changes) {
    assert.ok(text.includes(from));
    const changed = text.replace(from, () => to).replace('\n\n', '\n');
    writeFileSync(file('changed'), gzipSync(changed));
    const read = async () => {
      const [month] = (await open(file('changed'))).values();
      for await (const _ of month?.rows ?? []);
    };
    await assert.rejects(read(), (error) => error instanceof JournalBroken && error.found.code === code, to);
    const { broken } = await verified(at.system, await open(file('changed')));
    assert.equal(broken?.code, 'file');
  }
  writeFileSync(file('cut'), readFileSync(file('february')).subarray(0, -40));
  const { broken } = await verified(at.system, await open(file('cut')));
  assert.equal(broken?.code, 'file');
});

test('rows removed without a record of it are missed', async () => {
  await withClient(at.ownerUrl, async (owner) => {
    await owner.query(`create temp table held as table journal_detachment`);
    await owner.query(`delete from journal_detachment where month = '2026-01'`);
    const { broken } = await verified(at.system);
    await owner.query(`insert into journal_detachment select * from held where month = '2026-01'`);
    assert.deepEqual([broken?.code, broken?.position], ['entry-missing', 0]);
  });
});
