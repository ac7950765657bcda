import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildServer } from '../../server/src/app.ts';
import { runProgram } from '../../server/src/cli/program.ts';
import { holdSubject } from '../../server/src/domain/subjects/find-fixture.ts';
import { erasePerson } from '../../server/src/domain/subjects/index.ts';
import { held, NAME, NUMBER } from '../../server/src/domain/subjects/persons/persons-fixture.ts';
import { openBackup } from '../../server/src/platform/backup/index.ts';
import { secretsFrom } from '../../server/src/platform/config/secrets.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { ORGANISATIONS } from '../cast.ts';
import { type City, openCity } from './city.ts';

const PASSPHRASE = '青禾市的备份口令，十二字以上';
let city: City;
before(async () => {
  city = await openCity();
  const key = randomBytes(32);
  writeFileSync(join(city.folder, 'secret.key'), `${key.toString('hex')}\n`, { mode: 0o600 });
  city.system.secrets = secretsFrom(key);
  const fingerprint = city.system.secrets.derive('fingerprint').toString('hex');
  await holdSubject(city.system.pool, {
    subjectId: ORGANISATIONS.logistics.code,
    name: ORGANISATIONS.logistics.name,
  });
  await city.system.pool.query('insert into installation (key_fingerprint) values ($1)', [fingerprint]);
});
after(() => city?.close());

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runProgram([...args, '--data', city.folder], {
    out: (line) => said.push(line),
    err: (line) => said.push(line),
    env: {
      GONGXIN_BACKUP_PASSPHRASE: PASSPHRASE,
      DATABASE_URL: city.system.database.url,
      DATABASE_OWNER_URL: city.ownerUrl,
    },
  });
  return { code, said: said.join('\n') };
}

/** Every row of every table, as text; what is sealed is told by its bytes. */
async function wholeDatabase(): Promise<string> {
  const { rows: tables } = await city.system.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const parts = await Promise.all(
    tables.map(({ name }) => city.system.pool.query(`select to_jsonb(t)::text as row from ${name} t`)),
  );
  return parts.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n');
}

test('who is erased is gone from database, search, logs and later backups, and every proof of the journal stays', async () => {
  const { system } = city;
  const subjectId = await held(system);
  const before = await system.pool.query<{ sealed: string; indexed: string }>(
    `select encode(sealed_identifier, 'hex') as sealed, encode(identifier_index, 'hex') as indexed
       from person_identity where subject_id = $1`,
    [subjectId],
  );
  const [identity] = before.rows;
  assert.ok(identity !== undefined && (await wholeDatabase()).includes(identity.sealed), 'it was there');

  const erased = await write(system.pool, system.clock, (trx, now) =>
    erasePerson(
      trx,
      { actor: 'user:u1', purpose: 'case-handling', now },
      { subjectId, reason: 'requested', document: '信用办〔2026〕1号' },
    ),
  );
  assert.ok(!('refused' in erased), JSON.stringify(erased));

  const traces = [NUMBER, NAME, identity.sealed, identity.indexed];
  const backup = join(city.folder, 'after.gxb');
  assert.equal((await run('backup', backup)).code, 0);
  const opened = await openBackup(backup, PASSPHRASE);
  assert.ok(!('refused' in opened));
  const copied: string[] = [];
  for (const { name } of opened.contents.sections) {
    for await (const row of opened.rows(name)) copied.push(JSON.stringify(row));
  }
  const server = buildServer(system);
  const found = await server.inject(`/api/v1/subjects?query=${encodeURIComponent(NAME)}`);
  await server.close();
  const places = {
    database: await wholeDatabase(),
    backup: copied.join('\n'),
    logs: city.logged.join('\n'),
    search: JSON.stringify(found.json().subjects),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const trace of traces) assert.ok(!text.includes(trace), `${trace} in ${place}`);
  }

  const live = await run('verify');
  assert.equal(live.code, 0, live.said);
  const offline = await run('verify', backup);
  assert.equal(offline.code, 0, offline.said);
});
