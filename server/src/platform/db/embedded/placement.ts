import { cpSync, existsSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseRefusal, isRefusal, refusal } from '../refusal.ts';
import { type Account, accountFor, exists, reaches } from './account.ts';
import { type Binaries, completeBinaries, findBinaries } from './binaries.ts';
import { runningPostmaster } from './running.ts';
import { giveTo, newSheltered, removeAbandoned, shelterBinaries } from './shelter.ts';

/**
 * `clusterDir` is the cluster's real folder, which may not exist yet. `link` is where the data folder must point to it,
 * when it cannot lie in the data folder itself.
 */
export type Placement = { clusterDir: string; link?: string; account: Account | undefined; binaries: Binaries };

/** `dataDir` is absolute and real. */
export type PlacementOptions = {
  dataDir: string;
  binaries: string | undefined;
  shelter: string;
  log: (line: string) => void;
};

/** Chooses who runs PostgreSQL, from which binaries and on which folder, so that this user can reach both. */
export function place(options: PlacementOptions): Placement | DatabaseRefusal {
  const found = findBinaries(options.binaries);
  if (isRefusal(found)) return found;
  const inData = join(options.dataDir, 'postgres');
  const account = accountFor(inData);
  const cluster = exists(inData) ? existingCluster(inData, account, options) : newCluster(inData, account, options);
  if (isRefusal(cluster)) return cluster;
  return { ...cluster, account, binaries: placeBinaries(found, account, options) };
}

function existingCluster(inData: string, account: Account | undefined, options: PlacementOptions) {
  if (!existsSync(inData)) {
    return refusal(
      'cluster-missing',
      `${inData} 指向的数据库文件夹不存在。请恢复该文件夹(例如挂载它所在的磁盘);确认数据已不需要时,删除 ${inData} 后重新启动。`,
    );
  }
  const clusterDir = realpathSync(inData);
  // A server that runs there has shown that it reaches its folder, and must not lose it under its feet.
  if (runningPostmaster(clusterDir) !== undefined || reaches(account, clusterDir)) return { clusterDir };
  const sheltered = newSheltered(options.shelter, inData);
  move(clusterDir, sheltered, account);
  rmSync(inData, { force: true });
  symlinkSync(sheltered, inData);
  options.log(
    `${clusterDir} 位于其他用户进不去的文件夹内,而 PostgreSQL 不能以 root 运行;数据库文件已移到 ${sheltered},${inData} 是指向它的链接。`,
  );
  return { clusterDir: sheltered };
}

function newCluster(inData: string, account: Account | undefined, options: PlacementOptions) {
  if (account !== undefined) removeAbandoned(options.shelter, inData);
  if (reaches(account, inData)) return { clusterDir: inData };
  const clusterDir = newSheltered(options.shelter, inData);
  options.log(
    `${options.dataDir} 位于其他用户进不去的文件夹内,而 PostgreSQL 不能以 root 运行;数据库文件放在 ${clusterDir},${inData} 是指向它的链接。`,
  );
  return { clusterDir, link: inData };
}

function placeBinaries(found: Binaries, account: Account | undefined, options: PlacementOptions): Binaries {
  if (completeBinaries(found.root) && reaches(account, join(found.root, 'bin', 'postgres'))) return found;
  const shelter = account === undefined ? options.dataDir : options.shelter;
  const root = shelterBinaries(found.root, found.id, shelter);
  completeBinaries(root);
  options.log(
    `${found.root} 无法直接用于运行 PostgreSQL(其他用户进不去或不可写),改用复制到 ${root} 的程序(约 60 MB)。`,
  );
  return { ...found, root };
}

/** Copies where a rename cannot cross file systems; the original goes only after the copy is complete. */
function move(from: string, to: string, account: Account | undefined): void {
  try {
    renameSync(from, to);
  } catch {
    cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
    giveTo(account, to);
    rmSync(from, { recursive: true });
  }
}
