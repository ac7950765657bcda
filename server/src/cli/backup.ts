import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { journal } from '../domain/journal/index.ts';
import { migrationsCurrent } from '../migrations.ts';
import {
  hasCluster,
  isRefused,
  JOBS,
  readPassphrase,
  tooWeak,
  unfinishedDatabase,
  unfinishedFolder,
  type WrittenBackup,
  writeBackup,
} from '../platform/backup/index.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { findSecrets, SECRET_FILE, type Secrets, secretPath } from '../platform/config/secrets.ts';
import { isRefusal, type OpenDatabase, openDatabase } from '../platform/db/index.ts';
import { write } from '../platform/db/write.ts';
import { print } from './answer.ts';
import { printSentence } from './backup-answer.ts';
import { otherSecret } from './same-secret.ts';
import { type ExitCode, type VerbCall, verb } from './verb.ts';

const BYTES_PER_MB = 1_000_000;

export const backup = verb({
  name: 'backup',
  summary: '把全部数据和密钥备份到一个加密文件,平台可照常运行',
  usage: '<文件> [--passphrase-file <口令文件>](或环境变量 GONGXIN_BACKUP_PASSPHRASE)',
  options: { 'passphrase-file': { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, io } = call;
    const given = readPassphrase(io.env, values['passphrase-file']);
    if (isRefused(given)) return printSentence(call, given);
    const weak = tooWeak(given.passphrase);
    if (weak !== undefined) return printSentence(call, weak);
    const opened = await openForBackup(call);
    if ('message' in opened) return printSentence(call, opened);
    try {
      return await backUp(call, opened, { path: resolve(positionals[0] ?? ''), passphrase: given.passphrase });
    } finally {
      await opened.database.close();
    }
  },
});

type Opened = { database: OpenDatabase; secrets: Secrets };

/** Nothing is made, migrated or loaded on the way: a backup is also what one takes before an upgrade. */
async function openForBackup({ config, io }: Pick<VerbCall, 'config' | 'io'>): Promise<Opened | { message: string }> {
  const { dataDir, databaseUrl } = config;
  if (databaseUrl === undefined && !hasCluster(dataDir)) {
    return { message: `数据目录 ${dataDir} 中没有数据库。请用 --data 或 --database-url 指明要备份的平台。` };
  }
  const secrets = findSecrets(config);
  if ('refused' in secrets) return secrets;
  const unfinished = unfinishedFolder(dataDir);
  if (unfinished !== undefined) return unfinished;
  const database = await openDatabase({ ...config, log: io.err });
  if (isRefusal(database)) return database;
  const refused =
    (await neverStarted(database)) ??
    (await unfinishedDatabase(database.pool, '数据库')) ??
    (await otherSecret({ pool: database.pool, secrets }));
  if (refused === undefined) return { database, secrets };
  await database.close();
  return refused;
}

async function neverStarted({ pool }: OpenDatabase): Promise<{ message: string } | undefined> {
  const { rows } = await pool.query<{ made: boolean }>(`select to_regclass('gongxin_migration') is not null as made`);
  return rows[0]?.made === true ? undefined : { message: '该数据库还没有启动过本平台,没有可备份的内容。' };
}

async function backUp(
  call: VerbCall,
  { database }: Opened,
  { path, passphrase }: { path: string; passphrase: string },
): Promise<ExitCode> {
  await journalled(call, database, path);
  const secret = { name: SECRET_FILE, bytes: readFileSync(secretPath(call.config)) };
  const began = performance.now();
  const written = await writeBackup({ ownerUrl: database.ownerUrl, path, passphrase, files: [secret] });
  return isRefused(written) ? printSentence(call, written) : told(call, written, path, performance.now() - began);
}

/** Before the copy is taken, so that it is in the copy, too. An older schema may lack what today's journal writes. */
async function journalled({ actor }: VerbCall, { pool }: OpenDatabase, path: string): Promise<void> {
  if (!(await migrationsCurrent({ pool }))) return;
  await write(pool, systemClock, (trx, now) =>
    journal(trx, { actor, purpose: 'backup', now }, { event: 'backup.begun', target: basename(path) }),
  );
}

function told(call: VerbCall, { contents, manifest, bytes }: WrittenBackup, path: string, ms: number): ExitCode {
  const tables = manifest.sections.filter(({ name }) => name !== JOBS);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const plainBytes = manifest.sections.reduce((sum, section) => sum + section.bytes, 0);
  const jobs = manifest.sections.find(({ name }) => name === JOBS)?.rows ?? 0;
  const document = {
    file: path,
    takenAt: contents.takenAt,
    bytes,
    plainBytes,
    seconds: Math.round(ms) / 1_000,
    tables: tables.map(({ name, rows: count }) => ({ name, rows: count })),
    jobs,
  };
  const size = (bytes / BYTES_PER_MB).toFixed(1);
  return print(
    call,
    document,
    `已备份到 ${path}(${size} MB,已读回核对):${tables.length} 张表 ${rows} 行,待办作业 ${jobs} 个,密钥文件 1 个。没有口令,任何人都打不开它。`,
  );
}
