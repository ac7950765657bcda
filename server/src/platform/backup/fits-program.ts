import type { MigrationFile } from '../db/migration-files.ts';
import type { AppliedMigration } from './contents.ts';
import { type BackupRefusal, refusal } from './refusal.ts';

/** Undefined where this program's migrations begin with exactly those of the backup; what follows them runs afterwards. */
export function misfit(
  files: readonly Pick<MigrationFile, 'name' | 'sha256'>[],
  migrations: readonly AppliedMigration[],
): BackupRefusal | undefined {
  for (const [at, { name, sha256 }] of migrations.entries()) {
    const file = files[at];
    if (file?.name === name && file.sha256 === sha256) continue;
    if (!files.some((known) => known.name === name)) {
      return refusal(
        'program-older',
        `备份由较新的程序制作:其中有升级脚本 ${name},本程序没有。请换用制作它的程序版本或更新的版本。`,
      );
    }
    return refusal(
      'migrations-differ',
      `备份中的升级脚本 ${name} 与本程序的不同,不能确定数据的含义。请换用制作它的程序版本或其后续版本。`,
    );
  }
  return undefined;
}
