import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseRefusal, refusal } from '../refusal.ts';

/** Undefined when there is no cluster in the folder. */
export function clusterMajor(clusterDir: string): number | undefined {
  const file = join(clusterDir, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

/** PostgreSQL opens only clusters of its own major version. Undefined when both agree. */
export function otherMajor(clusterDir: string, cluster: number, ours: number): DatabaseRefusal | undefined {
  if (cluster > ours) {
    return refusal(
      'cluster-newer',
      `${clusterDir} 由更新的 PostgreSQL ${cluster} 建立,本程序内置的是 PostgreSQL ${ours},不能打开。请换用建立它的新版程序,或用 --data 指定另一个文件夹。`,
    );
  }
  if (cluster < ours) {
    return refusal(
      'cluster-older',
      `${clusterDir} 由旧的 PostgreSQL ${cluster} 建立,本程序内置的是 PostgreSQL ${ours},不能直接打开。请用旧版程序运行 gongxin backup 备份,再用本程序 gongxin restore 恢复到新的数据文件夹。`,
    );
  }
  return undefined;
}
