import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '../../../../tests/database.ts';
import { withClient } from '../db/pool.ts';
import { emptyDatabase, folder, PASSPHRASE, restoreTo, startedDatabase, written } from './backup-fixture.ts';
import { isRefused } from './refusal.ts';
import { unfinishedDatabase, unfinishedFolder } from './unfinished.ts';

const FIXTURE = fileURLToPath(new URL('./backup-fixture.ts', import.meta.url));
const FEW = 3_000;
const MANY = 300_000;
/** Beside a heap that small, a program that kept rows would have died; what is left are buffers outside it. */
const HEAP_MB = 48;
const GROWTH_AT_MOST_MB = 60;
const LOOK_EVERY_MS = 5;

const closing: (() => unknown)[] = [];
const whole = { after: (done: () => unknown) => void closing.unshift(done) };
let from: TestDatabase;
let place: string;
before(async () => {
  from = await startedDatabase(whole);
  place = folder(whole);
});
after(async () => {
  for (const close of closing) await close();
});

async function grow(rows: number): Promise<void> {
  await from.pool.query(
    `insert into journal_entry (occurred_at, actor, purpose, event, detail)
     select timestamptz '2026-03-02 12:00:00+08', '林', 'test', 'e', jsonb_build_object('a', md5(n::text), 'b', md5((n + 1)::text), 'c', n)
       from generate_series(1, $1) n`,
    [rows],
  );
}

/** Runs `program` in a process of its own with a small heap; `deed` of the fixture is at hand. */
function child(program: string): ChildProcess {
  const text = `import { written, restoreTo } from ${JSON.stringify(FIXTURE)};
    ${program}
    process.send(process.resourceUsage().maxRSS / 1024);
    process.disconnect();`;
  return spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, '--input-type=module', '-e', text], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function peakMb(running: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    running.once('message', (peak) => resolve(Number(peak)));
    running.once('exit', (code, signal) => reject(new Error(`the child ended with ${code ?? signal}`)));
  });
}

const backUp = (path: string) => child(`await written(${JSON.stringify(from.ownerUrl)}, ${JSON.stringify(path)});`);
const restore = ({ url, ownerUrl }: TestDatabase, path: string, dataDir: string) =>
  child(`const answer = await restoreTo(${JSON.stringify({ url, ownerUrl })}, ${JSON.stringify(path)}, ${JSON.stringify(dataDir)});
    if ('refused' in answer) throw new Error(answer.message);`);

test('memory does not grow with the database, neither backing up nor restoring', async (t) => {
  const peaks: number[][] = [];
  for (const [name, rows] of [
    ['few', FEW],
    ['many', MANY - FEW],
  ] as const) {
    await grow(rows);
    const path = join(place, name);
    const to = await emptyDatabase(t);
    peaks.push([await peakMb(backUp(path)), await peakMb(restore(to, path, join(place, `data-${name}`)))]);
  }
  const [few, many] = peaks;
  t.diagnostic(`peaks in MB, backup and restore: ${JSON.stringify(peaks)}`);
  for (const at of [0, 1]) assert((many?.[at] ?? 0) - (few?.[at] ?? 0) < GROWTH_AT_MOST_MB, JSON.stringify(peaks));
});

/** What the restore is at, as its own role sees it from another connection. */
const MOMENTS = {
  'the database has just been taken': `select from pg_class where relname = 'gongxin_restore_unfinished'`,
  'rows come in': `select from pg_stat_activity where datname = current_database() and query like 'COPY public."journal_entry"%FROM STDIN'`,
  'rows are compared': `select from pg_stat_activity where datname = current_database() and query like 'COPY public."journal_entry"%TO STDOUT'`,
};

test('a restore killed at any moment says that it is unfinished, and can be given again until it is done', async (t) => {
  const path = join(place, 'many');
  const to = await emptyDatabase(t);
  const dataDir = join(place, 'data-killed');
  for (const [moment, sign] of Object.entries(MOMENTS)) {
    const running = restore(to, path, dataDir);
    const ended = new Promise((resolve) => running.once('exit', resolve));
    await withClient(to.ownerUrl, async (owner) => {
      while (running.exitCode === null && (await owner.query(sign)).rowCount === 0) await pause(LOOK_EVERY_MS);
    });
    assert.equal(running.exitCode, null, `it still runs when ${moment}`);
    running.kill('SIGKILL');
    await ended;
    assert.equal((await unfinishedDatabase(to.pool, '它'))?.refused, 'unfinished', moment);
    const { rows } = await to.pool.query<{ made: boolean }>(`select to_regclass('journal_entry') is not null as made`);
    if (rows[0]?.made) assert.equal((await to.pool.query('select from journal_entry limit 1')).rowCount, 0, moment);
  }
  const restored = await restoreTo(to, path, dataDir);
  assert(!isRefused(restored), JSON.stringify(restored));
  assert.equal(await unfinishedDatabase(to.pool, '它'), undefined);
  assert.equal(unfinishedFolder(dataDir), undefined);
  const { rows } = await to.pool.query('select count(*)::int as count from journal_entry');
  assert.equal(rows[0]?.count, MANY);
});

test('a full disk leaves nothing under the name, and says so', async (t) => {
  const disk = join(place, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', disk], { stdio: 'ignore' });
  } catch {
    return t.skip('no small disk can be mounted');
  }
  try {
    const { writeBackup } = await import('./write-backup.ts');
    const answer = await writeBackup({
      ownerUrl: from.ownerUrl,
      path: join(disk, 'a'),
      passphrase: PASSPHRASE,
      files: [],
    });
    assert.equal(isRefused(answer) && answer.refused, 'disk-full');
    assert.deepEqual(readdirSync(disk), []);
  } finally {
    execFileSync('umount', [disk]);
  }
  await written(from.ownerUrl, join(place, 'with-room'));
});
