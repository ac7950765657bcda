import assert from 'node:assert/strict';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestDatabase } from '../../../../tests/database.ts';
import { dumpSchema, migrate } from '../db/index.ts';
import { withClient } from '../db/pool.ts';
import { addJob } from '../jobs/add-job.ts';
import {
  emptyDatabase,
  folder,
  MIGRATIONS,
  opened,
  restoreTo,
  SECRET,
  startedDatabase,
  written,
} from './backup-fixture.ts';
import { JOBS } from './contents.ts';
import { isRefused } from './refusal.ts';
import { unfinishedDatabase } from './unfinished.ts';

async function jobsIn({ pool }: Pick<TestDatabase, 'pool'>): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select t.identifier, j.payload, j.priority, j.run_at, j.attempts, j.max_attempts, j.last_error, j.key, j.flags,
            j.created_at, q.queue_name
       from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id`,
  );
  return rows;
}

const note = (db: TestDatabase, actor: string) =>
  db.pool.query(
    `insert into journal_entry (occurred_at, actor, purpose, event) values ('2026-03-02 12:00:00+08', $1, 'test', 'e')
     returning entry_id`,
    [actor],
  );

test('jobs that wait, run or have failed come back once each, in their order, and not as running', async (t) => {
  const from = await startedDatabase(t);
  await addJob(from.pool, 'plain', { batch: 1 });
  await addJob(from.pool, 'keyed', { batch: 2 }, { jobKey: 'one', runAt: new Date('2031-01-01T00:00:00Z') });
  await addJob(from.pool, 'running', { batch: 3 });
  await addJob(from.pool, 'failed', { batch: 4 }, { maxAttempts: 2 });
  await from.pool.query(
    `select graphile_worker.add_job('queued', '{"batch": 5}', queue_name := 'line', priority := -3, flags := array['b', 'a'])`,
  );
  await from.pool.query(
    `update graphile_worker._private_jobs set attempts = 2, last_error = E'boom\\n\\tat' where payload->>'batch' = '4'`,
  );
  const held = await jobsIn(from);
  await from.pool.query(
    `update graphile_worker._private_jobs set locked_by = 'w', locked_at = clock_timestamp() where payload->>'batch' = '3'`,
  );
  const place = folder(t);
  await written(from.ownerUrl, join(place, 'a'));
  const to = await emptyDatabase(t);
  const restored = await restoreTo(to, join(place, 'a'), join(place, 'data'));
  assert(!isRefused(restored), JSON.stringify(restored));
  assert.deepEqual(await jobsIn(to), held);
  const { rows } = await to.pool.query(
    'select count(*)::int as taken from graphile_worker._private_jobs where locked_at is not null',
  );
  assert.equal(rows[0]?.taken, 0);
});

test('schema, rows, sequences and the secret come back, and the next number goes on', async (t) => {
  const from = await startedDatabase(t);
  await note(from, '林');
  await note(from, 'tab\there, line\nthere, \\N, “引号”');
  const place = folder(t);
  await written(from.ownerUrl, join(place, 'a'));
  const to = await emptyDatabase(t);
  const restored = await restoreTo(to, join(place, 'a'), join(place, 'data'));
  assert(!isRefused(restored), JSON.stringify(restored));
  assert.deepEqual(restored.migrated, []);
  assert.equal(await dumpSchema(to.ownerUrl), await dumpSchema(from.ownerUrl));
  const rows = 'select * from journal_entry order by entry_id';
  assert.deepEqual((await to.pool.query(rows)).rows, (await from.pool.query(rows)).rows);
  assert.deepEqual((await note(to, '王')).rows, [{ entry_id: '3' }]);
  assert.deepEqual(readFileSync(join(place, 'data', 'secret.key')), SECRET);
  assert.equal(statSync(join(place, 'data', 'secret.key')).mode & 0o777, 0o600);
});

test('triggers of the schema do not run a second time on restored rows, and stand as before', async (t) => {
  const from = await startedDatabase(t);
  const migrations = folder(t);
  cpSync(MIGRATIONS, migrations, { recursive: true });
  writeFileSync(
    join(migrations, '9001-trigger.sql'),
    `create table tally (n int not null, doubled int generated always as (n * 2) stored, itself int references tally (n), primary key (n));
     create table echo (n int not null);
     create function repeat() returns trigger language plpgsql as $$ begin insert into echo values (new.n); return new; end $$;
     create trigger repeats after insert on tally for each row execute function repeat();
     alter table tally enable always trigger repeats;
     insert into tally values (1);`,
  );
  await migrate(from.ownerUrl, migrations);
  await withClient(from.ownerUrl, (owner) =>
    owner.query('insert into tally (n, itself) values (5, 1), (7, 5), (3, 7)'),
  );
  const place = folder(t);
  await written(from.ownerUrl, join(place, 'a'));
  const to = await emptyDatabase(t);
  const restored = await restoreTo(to, join(place, 'a'), join(place, 'data'), { migrations });
  assert(!isRefused(restored), JSON.stringify(restored));
  await withClient(to.ownerUrl, async (owner) => {
    const { rows } = await owner.query('select array_agg(n) as all from echo');
    assert.deepEqual(rows[0]?.all, [1, 5, 7, 3]);
    const { rows: tally } = await owner.query('select n, doubled, itself from tally order by n');
    assert.deepEqual(tally.at(-1), { n: 7, doubled: 14, itself: 5 });
  });
  assert.equal(await dumpSchema(to.ownerUrl), await dumpSchema(from.ownerUrl));
});

test('a backup holds every table of ours, wherever a migration put it', async (t) => {
  const from = await startedDatabase(t);
  const place = folder(t);
  const { contents } = await written(from.ownerUrl, join(place, 'a'));
  const { rows } = await withClient(from.ownerUrl, (owner) =>
    owner.query<{ name: string }>(
      `select case nspname when 'public' then relname else nspname || '.' || relname end as name
         from pg_class c join pg_namespace n on n.oid = relnamespace
        where relkind in ('r', 'p', 'm') and nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker')`,
    ),
  );
  const held = contents.sections.map(({ name }) => name).filter((name) => name !== JOBS);
  assert.deepEqual(
    held.toSorted(),
    rows
      .map(({ name }) => name)
      .filter((name) => name !== 'gongxin_migration')
      .toSorted(),
  );
});

test('nothing is restored over something, and a refused restore changes nothing', async (t) => {
  const from = await startedDatabase(t);
  const place = folder(t);
  const path = join(place, 'a');
  await written(from.ownerUrl, path);
  const full = await startedDatabase(t);
  await note(full, '原有');
  const before = await dumpSchema(full.ownerUrl);
  const refused = await restoreTo(full, path, join(place, 'data'));
  assert.equal(isRefused(refused) && refused.refused, 'not-empty');
  assert.equal(await dumpSchema(full.ownerUrl), before);
  assert.equal((await full.pool.query('select actor from journal_entry')).rows[0]?.actor, '原有');

  const foreign = await emptyDatabase(t);
  await withClient(foreign.ownerUrl, (owner) => owner.query('create table of_others (n int)'));
  const theirs = await restoreTo(foreign, path, join(place, 'data'));
  assert.equal(isRefused(theirs) && theirs.refused, 'not-empty');

  mkdirSync(join(place, 'data'));
  writeFileSync(join(place, 'data', 'secret.key'), 'another');
  const empty = await emptyDatabase(t);
  const otherSecret = await restoreTo(empty, path, join(place, 'data'));
  assert.equal(isRefused(otherSecret) && otherSecret.refused, 'not-empty');
  const { rows } = await empty.pool.query(`select to_regclass('gongxin_migration') as made`);
  assert.equal(rows[0]?.made, null);

  // An embedded database: the folder is looked at before anything is made in it.
  const folderOfOthers = join(place, 'documents');
  mkdirSync(folderOfOthers);
  writeFileSync(join(folderOfOthers, 'letter.txt'), '');
  const inFolder = await restoreTo(empty, path, folderOfOthers, { databaseUrl: undefined, ownerUrl: undefined });
  assert.equal(isRefused(inFolder) && inFolder.refused, 'not-empty');
  assert(!existsSync(join(folderOfOthers, 'postgres')));
});

test('an older backup is migrated on after loading; one of a newer or another program is refused', async (t) => {
  const from = await startedDatabase(t);
  await note(from, '旧');
  const place = folder(t);
  const path = join(place, 'a');
  await written(from.ownerUrl, path);

  const newer = folder(t);
  cpSync(MIGRATIONS, newer, { recursive: true });
  writeFileSync(
    join(newer, '9001-greeting.sql'),
    `alter table journal_entry add column greeting text; update journal_entry set greeting = actor || '好';`,
  );
  const to = await emptyDatabase(t);
  const restored = await restoreTo(to, path, join(place, 'data'), { migrations: newer });
  assert(!isRefused(restored), JSON.stringify(restored));
  assert.deepEqual(restored.migrated, ['9001-greeting.sql']);
  assert.equal((await to.pool.query('select greeting from journal_entry')).rows[0]?.greeting, '旧好');

  await written(to.ownerUrl, join(place, 'newer'));
  const empty = await emptyDatabase(t);
  const older = await restoreTo(empty, join(place, 'newer'), join(place, 'data'));
  assert.equal(isRefused(older) && older.refused, 'program-older');
  assert.match(isRefused(older) ? older.message : '', /9001-greeting/);

  appendFileSync(join(newer, '0001-journal.sql'), '-- edited\n');
  const edited = await restoreTo(empty, path, join(place, 'data'), { migrations: newer });
  assert.equal(isRefused(edited) && edited.refused, 'migrations-differ');
  const { rows } = await empty.pool.query(`select to_regclass('gongxin_migration') as made`);
  assert.equal(rows[0]?.made, null);
});

test('who looks at the loaded rows may refuse them: nothing is kept, and it says that it is unfinished', async (t) => {
  const from = await startedDatabase(t);
  await note(from, '林');
  const place = folder(t);
  const path = join(place, 'a');
  await written(from.ownerUrl, path);
  const to = await emptyDatabase(t);
  const refused = await restoreTo(to, path, join(place, 'data'), {
    verify: async (trx) => `见到 ${(await trx.query('select from journal_entry')).rowCount} 行,不认可`,
  });
  assert.deepEqual(refused, { refused: 'not-verified', message: '见到 1 行,不认可' });
  assert.equal((await unfinishedDatabase(to.pool, '它'))?.refused, 'unfinished');
  assert(!existsSync(join(place, 'data', 'secret.key')));
  const again = await restoreTo(to, path, join(place, 'data'));
  assert(!isRefused(again), JSON.stringify(again));
  assert.equal(await unfinishedDatabase(to.pool, '它'), undefined);
});

test('a backup taken while somebody writes holds every transaction whole, its job included', async (t) => {
  const from = await startedDatabase(t);
  const place = folder(t);
  let stop = false;
  let wrote = 0;
  const write = async () => {
    for (let n = 0; !stop; n++) {
      const client = await from.pool.connect();
      await client.query('begin');
      await client.query(
        `insert into agency (uscc, name, name_key, region, created_at) values ($1, 'a', 'a', '990100', '2026-03-02')`,
        [String(n).padStart(18, '0')],
      );
      await client.query(
        `insert into journal_entry (occurred_at, actor, purpose, event) select '2026-03-02', 'w', 'p', 'e' from generate_series(1, 3)`,
      );
      await addJob(client, 'told', { n });
      await client.query('commit');
      client.release();
      wrote++;
    }
  };
  const writing = write();
  const seen: number[] = [];
  for (let round = 0; round < 3; round++) {
    const path = join(place, `during-${round}`);
    const { manifest } = await written(from.ownerUrl, path);
    const rows = (name: string) => manifest.sections.find((section) => section.name === name)?.rows ?? -1;
    const agencies = rows('agency');
    assert.equal(rows('journal_entry'), 3 * agencies);
    assert.equal(rows('graphile_worker.jobs'), agencies);
    const highest = Number(manifest.sequences.find(({ name }) => name === 'journal_entry_entry_id_seq')?.value);
    for await (const { entry_id } of (await opened(path)).rows('journal_entry')) assert(Number(entry_id) <= highest);
    seen.push(agencies);
  }
  stop = true;
  await writing;
  assert(seen.at(-1) !== undefined && wrote >= (seen.at(-1) ?? 0) && wrote > 0);
  assert.deepEqual(
    seen,
    seen.toSorted((left, right) => left - right),
  );
});
