import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Queryable } from '../db/write.ts';
import { type BackupRefusal, refusal } from './refusal.ts';

/**
 * Two marks say that a restore is not finished. The file holds from the moment an empty data folder is taken until the
 * database has the table; the table goes away in the transaction that brings the data. So at every moment a killed
 * restore leaves one of them, no start believes in what lies there, and a restore may begin again.
 */
export const UNFINISHED_TABLE = 'gongxin_restore_unfinished';
const UNFINISHED_FILE = 'restore.unfinished';

export function unfinishedFile(dataDir: string): string {
  return join(dataDir, UNFINISHED_FILE);
}

export function markFolder(dataDir: string): void {
  writeFileSync(unfinishedFile(dataDir), 'gongxin restore did not finish here; run it again\n', { flush: true });
}

export function unmarkFolder(dataDir: string): void {
  rmSync(unfinishedFile(dataDir), { force: true });
}

/** Undefined where no restore was broken off in the folder. To be asked before the database in it is opened. */
export function unfinishedFolder(dataDir: string): BackupRefusal | undefined {
  return existsSync(unfinishedFile(dataDir)) ? unfinished(dataDir) : undefined;
}

/** Undefined where no restore was broken off in the database. */
export async function unfinishedDatabase(db: Queryable, name: string): Promise<BackupRefusal | undefined> {
  const { rows } = await db.query<{ marked: boolean }>(
    `SELECT to_regclass('public.${UNFINISHED_TABLE}') IS NOT NULL AS marked`,
  );
  return rows[0]?.marked === true ? unfinished(name) : undefined;
}

function unfinished(place: string): BackupRefusal {
  return refusal(
    'unfinished',
    `${place} 中有一次没有完成的恢复,不能使用。请用同一份备份再次运行 gongxin restore,或换用空的数据目录或数据库。`,
  );
}
