import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type BackupRefusal, refusal } from './refusal.ts';
import { UNFINISHED_TABLE, unfinishedDatabase, unfinishedFolder } from './unfinished.ts';

/**
 * What may be restored into, judged before anything is opened: an empty folder, one that a broken restore took, or one
 * with a cluster, whose database is then asked. Anything else is somebody's.
 */
export function foreignFolder(dataDir: string): BackupRefusal | undefined {
  if (!existsSync(dataDir) || unfinishedFolder(dataDir) !== undefined || hasCluster(dataDir)) return undefined;
  return readdirSync(dataDir).length === 0 ? undefined : notEmpty(`数据目录 ${dataDir}`);
}

/** Also where the cluster is a link to a disk that is away: opening it says so. */
export function hasCluster(dataDir: string): boolean {
  return lstatSync(join(dataDir, 'postgres'), { throwIfNoEntry: false }) !== undefined;
}

/** Undefined for a database without anything of ours or of others, and for one that a broken restore left. */
export async function foreignDatabase(owner: pg.Client, place: string): Promise<BackupRefusal | undefined> {
  if ((await unfinishedDatabase(owner, place)) !== undefined) return undefined;
  const { rows } = await owner.query<{ held: boolean }>(
    `SELECT to_regnamespace('graphile_worker') IS NOT NULL OR EXISTS (
       SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
         AND c.relname <> '${UNFINISHED_TABLE}'
         AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
     ) AS held`,
  );
  return rows[0]?.held === false ? undefined : notEmpty(place);
}

function notEmpty(place: string): BackupRefusal {
  return refusal(
    'not-empty',
    `${place} 不是空的,恢复不覆盖任何内容。请用 --data 指定空的文件夹,或指定一个空的数据库。`,
  );
}
