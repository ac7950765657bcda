import { basename, resolve } from 'node:path';
import { journal } from '../domain/journal/index.ts';
import { MIGRATIONS_FOLDER } from '../migrations.ts';
import { isRefused, JOBS, type RestoredBackup, readPassphrase, restoreBackup } from '../platform/backup/index.ts';
import { SECRET_FILE, secretPath } from '../platform/config/secrets.ts';
import { write } from '../platform/db/write.ts';
import { print } from './answer.ts';
import { printSentence } from './backup-answer.ts';
import { withSystem } from './open-system.ts';
import { type ExitCode, type VerbCall, verb } from './verb.ts';
import { sentenceOfBreak, verifyLoaded } from './verify-loaded.ts';

export const restore = verb({
  name: 'restore',
  summary: '把备份恢复到空的数据目录或空的数据库,先核对、后写入',
  usage: '<备份文件> [--data <空文件夹>] [--passphrase-file <口令文件>](或环境变量 GONGXIN_BACKUP_PASSPHRASE)',
  options: { 'passphrase-file': { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, io, config } = call;
    const given = readPassphrase(io.env, values['passphrase-file']);
    if (isRefused(given)) return printSentence(call, given);
    const path = resolve(positionals[0] ?? '');
    const restored = await restoreBackup({
      ...config,
      path,
      passphrase: given.passphrase,
      places: new Map([[SECRET_FILE, secretPath(config)]]),
      migrations: MIGRATIONS_FOLDER,
      log: io.err,
      verify: async (trx, files) => sentenceOfBreak(await verifyLoaded(trx, files, config)),
    });
    return isRefused(restored) ? printSentence(call, restored) : journalled(call, restored, basename(path));
  },
});

/** The system opens as at any start, which proves that it can, and writes down where it comes from. */
function journalled(call: VerbCall, restored: RestoredBackup, file: string): Promise<ExitCode> {
  return withSystem(call, async ({ pool, clock }) => {
    const { takenAt } = restored.contents;
    await write(pool, clock, (trx, now) =>
      journal(
        trx,
        { actor: call.actor, purpose: 'restore', now },
        { event: 'backup.restored', target: file, detail: { takenAt } },
      ),
    );
    return told(call, restored, file);
  });
}

function told(call: VerbCall, { contents, manifest, migrated }: RestoredBackup, file: string): ExitCode {
  const tables = manifest.sections.filter(({ name }) => name !== JOBS).map(({ name, rows }) => ({ name, rows }));
  const jobs = manifest.sections.find(({ name }) => name === JOBS)?.rows ?? 0;
  const document = {
    file,
    takenAt: contents.takenAt,
    server: contents.server,
    tables,
    jobs,
    files: contents.files,
    migrated,
  };
  const lines = [
    `已从 ${file} 恢复 ${contents.takenAt} 的全部数据,与备份逐表核对一致:`,
    ...tables.filter(({ rows }) => rows > 0).map(({ name, rows }) => `  ${name} ${rows} 行`),
    `  待办作业 ${jobs} 个,文件 ${contents.files.join('、') || '无'}`,
    ...(migrated.length === 0 ? [] : [`之后执行了升级脚本 ${migrated.join('、')}。`]),
  ];
  return print(call, document, lines.join('\n'));
}
