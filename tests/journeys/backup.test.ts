import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openSystem } from '../../server/src/cli/open-system.ts';
import { runProgram } from '../../server/src/cli/program.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { answerChecks, matterInForce } from '../../server/src/domain/checks/index.ts';
import { writeRejects } from '../../server/src/domain/intake/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { emptyDatabase } from '../../server/src/platform/backup/backup-fixture.ts';
import { openBackup } from '../../server/src/platform/backup/index.ts';
import { readConfig } from '../../server/src/platform/config/config.ts';
import { secretsFrom } from '../../server/src/platform/config/secrets.ts';
import { opened, postgresql15, scratchFolder } from '../../server/src/platform/db/embedded/scratch.ts';
import { dumpSchema } from '../../server/src/platform/db/index.ts';
import type { System } from '../../server/src/system.ts';
import { EXPECTED, expectedOf } from '../cast.ts';
import { dumpArchive } from './archive-dump.ts';
import { type City, openCity, sendFixture } from './city.ts';
import { startGongxin } from './gongxin.ts';
import { rowsIn } from './mend.ts';

const PASSPHRASE = '青禾市的备份口令，十二字以上';
const MATTERS = ['fiscal-funds', 'procurement'];
/** In order of code, so the same ones everywhere. */
const SUBJECTS_CHECKED = 400;
const LOOK_EVERY_MS = 20;

let city: City;
let backup: string;
let wanted: Awaited<ReturnType<typeof stateOf>>;
/** A batch with faulty rows: its sealed file opens only with the secret it was sealed with. */
let faulty: { batchId: string; agency: string };
after(() => {
  delete process.env.GONGXIN_BACKUP_PASSPHRASE;
  return city?.close();
});

/** What a restore must give back: archive, checks, jobs, the rejects of a sealed file, the schema. */
async function stateOf(system: System, folder: string) {
  const clock = city.clock.now;
  const catalogue = await catalogueInForce(system.pool, today(clock));
  const { rows: subjects } = await system.pool.query<{ code: string }>(
    'select code from subject where code is not null order by code limit $1',
    [SUBJECTS_CHECKED],
  );
  const archive = await dumpArchive(system.pool);
  const { rows: jobs } = await system.pool.query(
    'select task_identifier, key, run_at, attempts, max_attempts from graphile_worker.jobs order by id',
  );
  const checks: unknown[] = [];
  for (const matter of MATTERS) {
    const act = { actor: 'key:0123456789abcdef', purpose: matter, now: clock };
    const request = { matter, requestRef: 'R1', subjects: subjects.map(({ code }) => ({ code })) };
    const answer = await answerChecks(system.pool)(act, matterInForce(catalogue, matter), request);
    assert('results' in answer, JSON.stringify(answer));
    checks.push(answer.results.map(({ feedbackToken: _, ...result }) => result));
  }
  const rejects = join(folder, 'rejects.xlsx');
  const written = await writeRejects(system, faulty, rejects);
  assert('file' in written, JSON.stringify(written));
  const schema = await dumpSchema(system.database.ownerUrl);
  return { archive, jobs, checks, rejects: await rowsIn(rejects), schema };
}

/** Opens a restored place as any start does and reads its state. */
async function stateAt(folder: string, env: Record<string, string> = {}) {
  const config = readConfig({}, { GONGXIN_LOG_LEVEL: 'error', ...env }, { dataDir: folder });
  assert(!('refused' in config));
  const system = await openSystem({ config, say: () => {} });
  assert(!('message' in system), 'message' in system ? system.message : '');
  try {
    return await stateOf(system, folder);
  } finally {
    await system.database.close();
  }
}

type Place = { folder: string; ownerUrl: string; system: { database: { url: string } } };
/** A place with an embedded database: the program is told of no other. */
const embedded = (folder: string) => ({ folder, ownerUrl: '', system: { database: { url: '' } } });

/** The program itself, inside this process: of a dozen commands, starting Node would take most of the time. */
async function run(place: Place, args: readonly string[], env = { GONGXIN_BACKUP_PASSPHRASE: PASSPHRASE }) {
  const { folder, ownerUrl, system } = place;
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runProgram([...args, '--data', folder], {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: { ...env, DATABASE_URL: system.database.url, DATABASE_OWNER_URL: ownerUrl },
  });
  return { code, stdout: out.join('\n'), stderr: err.join('\n') };
}

async function ran(place: Place, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(place, args);
  assert.equal(code, 0, stderr);
  return stdout;
}

let fromEmbedded: string;

test('a city of five files is backed up by one command', async () => {
  // The child that is killed later has it from here.
  process.env.GONGXIN_BACKUP_PASSPHRASE = PASSPHRASE;
  city = await openCity();
  const key = randomBytes(32);
  writeFileSync(join(city.folder, 'secret.key'), `${key.toString('hex')}\n`, { mode: 0o600 });
  city.system.secrets = secretsFrom(key);
  const fingerprint = city.system.secrets.derive('fingerprint').toString('hex');
  await city.system.pool.query('insert into installation (key_fingerprint) values ($1)', [fingerprint]);
  for (const name of EXPECTED.order) {
    const receipt = await sendFixture(city, name, expectedOf(name));
    if (name === 'licences.xlsx') faulty = { batchId: receipt.batchId, agency: expectedOf(name).agency };
  }
  await city.system.jobs.add(city.system.pool, 'nobody-works-this', { batch: 'x' }, { jobKey: 'once' });
  wanted = await stateOf(city.system, city.folder);
  backup = join(city.folder, 'city.gxb');
  // each finished batch has one of its own, and another where it brought other versions
  const changing = EXPECTED.order.filter((name) => (EXPECTED.files[name]?.first.updated ?? 0) > 0).length;
  const jobs = EXPECTED.order.length + changing + 1;
  assert.equal(JSON.parse(await ran(city, 'backup', backup, '--actor', '白露', '--json')).jobs, jobs);
});

test('external to embedded: the same archive, checks, jobs, schema, and sealed files that open', async (t) => {
  const data = join(scratchFolder(t), 'data');
  const told = await ran(embedded(data), 'restore', backup, '--actor', '白露');
  assert.match(told, /逐表核对一致/);
  assert.deepEqual(await stateAt(data), wanted);
  fromEmbedded = join(city.folder, 'second.gxb');
  await ran(embedded(data), 'backup', fromEmbedded);
});

test('embedded to external: the same again', async (t) => {
  const database = await emptyDatabase(t);
  const place = { folder: join(city.folder, 'elsewhere'), ownerUrl: database.ownerUrl, system: { database } };
  await ran(place, 'restore', fromEmbedded);
  const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  assert.deepEqual(await stateAt(place.folder, env), wanted);
  const { rows } = await database.pool.query(
    `select event, actor from journal_entry where event like 'backup.%' order by entry_id`,
  );
  const events = rows.map(({ event }) => event);
  assert.deepEqual(events, ['backup.begun', 'backup.restored', 'backup.begun', 'backup.restored']);
  assert.equal(rows[0]?.actor, '白露');
});

test('PostgreSQL 15 takes the backup of PostgreSQL 18, and gives the same back', async (t) => {
  const binaries = postgresql15();
  if (binaries === undefined) return t.skip('npm has no PostgreSQL 15 for this platform');
  const folder = scratchFolder(t);
  const server = await opened({ dataDir: join(folder, 'data'), embedded: { binaries } });
  try {
    const place = { folder: join(folder, 'gongxin'), ownerUrl: server.ownerUrl, system: { database: server } };
    await ran(place, 'restore', backup);
    const env = { DATABASE_URL: server.url, DATABASE_OWNER_URL: server.ownerUrl };
    const { schema: _, ...rest } = await stateAt(place.folder, env);
    const { schema: __, ...same } = wanted;
    assert.deepEqual(rest, same);
    await ran(place, 'backup', join(folder, 'of-15'));
    const [first, last] = await Promise.all([
      openBackup(backup, PASSPHRASE),
      openBackup(join(folder, 'of-15'), PASSPHRASE),
    ]);
    assert('manifest' in first && 'manifest' in last);
    const record = (from: typeof first) => from.manifest.sections.find(({ name }) => name === 'record');
    assert.deepEqual(record(last), record(first));
  } finally {
    await server.close();
  }
});

test('a restore into an empty folder that is killed leaves a place nothing starts in, and can be given again', async (t) => {
  const data = join(scratchFolder(t), 'data');
  const signs = [() => existsSync(join(data, 'restore.unfinished')), () => existsSync(join(data, 'postgres'))];
  for (const sign of signs) {
    const child = startGongxin(embedded(data), ['restore', backup]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (child.exitCode === null && !sign()) await pause(LOOK_EVERY_MS);
    child.kill('SIGKILL');
    await ended;
    const { code, stderr } = await run(embedded(data), ['subject', '91990100MAB04BY3X7']);
    assert.equal(code, 1);
    assert.match(stderr, /没有完成的恢复.*gongxin restore/);
  }
  await ran(embedded(data), 'restore', backup);
  assert.deepEqual(await stateAt(data), wanted);
  const { code, stderr } = await run(embedded(data), ['restore', backup]);
  assert.equal(code, 2);
  assert.match(stderr, /不是空的/);
});

test('each thing that is wrong has its own sentence and exit 2', async (t) => {
  const data = join(scratchFolder(t), 'data');
  const short = join(city.folder, 'short-passphrase');
  writeFileSync(short, '太短\n');
  const wrong = join(city.folder, 'wrong-passphrase');
  writeFileSync(wrong, '不是这份备份的口令，但也够长\n');
  const notOne = join(city.folder, 'list.csv');
  writeFileSync(notOne, '名称,代码\n');
  const cases: [RegExp, string[]][] = [
    [/口令给了两处/, ['restore', backup, '--passphrase-file', wrong]],
    [/不是 gongxin backup 制作的/, ['restore', notOne]],
    [/读不到备份文件/, ['restore', join(city.folder, 'nowhere')]],
    [/没有数据库/, ['backup', join(city.folder, 'x.gxb')]],
  ];
  for (const [sentence, args] of cases) {
    const { code, stderr, stdout } = await run(embedded(data), args);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, sentence);
  }
  const withFiles: [RegExp, string[]][] = [
    [/没有备份口令/, ['restore', backup]],
    [/口令打不开/, ['restore', backup, '--passphrase-file', wrong]],
    [/不足 12 个字符/, ['backup', join(city.folder, 'x.gxb'), '--passphrase-file', short]],
  ];
  for (const [sentence, args] of withFiles) {
    const { code, stderr } = await run(embedded(data), args, { GONGXIN_BACKUP_PASSPHRASE: '' });
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, sentence);
  }
  assert(!existsSync(join(data, 'postgres')), 'nothing was begun');
});
