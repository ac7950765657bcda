import { join } from 'node:path';
import { type DatabaseRefusal, isRefusal, refusal } from '../refusal.ts';
import { type Address, addressOf } from './address.ts';
import { createCluster } from './create.ts';
import { type Keys, readKeys } from './keys.ts';
import type { ProcessMark } from './living-process.ts';
import { type Placement, place } from './placement.ts';
import { type Cluster, readyPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { resetSuperuser } from './reset-superuser.ts';
import { ensureRoles } from './roles.ts';
import { SETTINGS } from './settings.ts';
import { SHELTER } from './shelter.ts';
import { clusterMajor, otherMajor } from './version.ts';

/** `dataDir` is absolute and real. The other fields are for tests: other binaries, another shelter, other settings. */
export type EmbeddedOptions = {
  dataDir: string;
  log: (line: string) => void;
  binaries?: string;
  shelter?: string;
  settings?: Readonly<Record<string, string>>;
};

export type Up = { postmaster: ProcessMark; address: Address; keys: Keys; clusterDir: string };

export function keysFile(dataDir: string): string {
  return join(dataDir, 'postgres.keys');
}

/**
 * Leaves a running, complete cluster, whatever it finds: nothing, a stopped one, one left running by a dead process of
 * ours, or one that is starting. Only the owner of the data folder may call it. A restart asks for an `existing` one: an
 * empty cluster in the place of a deleted one would look like a city without records.
 */
export async function bringUp(
  options: EmbeddedOptions,
  which: 'new-or-existing' | 'existing',
): Promise<Up | DatabaseRefusal> {
  const { dataDir, binaries, shelter = SHELTER, log } = options;
  const placement = place({ dataDir, binaries, shelter, log });
  if (isRefusal(placement)) return placement;
  const { clusterDir } = placement;

  const major = clusterMajor(clusterDir);
  const mismatch = major === undefined ? undefined : otherMajor(clusterDir, major, placement.binaries.major);
  if (mismatch !== undefined) return mismatch;
  if (major === undefined && which === 'existing') {
    return refusal(
      'cluster-missing',
      `${clusterDir} 中的数据库文件已不存在,无法恢复运行。请停止本程序,恢复该文件夹或备份后重新启动。`,
    );
  }
  const keys =
    major === undefined
      ? await createCluster(placement, { keysFile: keysFile(dataDir), sync: options.settings?.fsync !== 'off' })
      : readKeys(keysFile(dataDir));
  if (keys !== undefined && isRefusal(keys)) return keys;

  const orphan = await readyPostmaster(clusterDir);
  const address = await addressOf(clusterDir, placement.account, orphan);
  const cluster = clusterOf(options, placement, address);
  if (orphan !== undefined) {
    if (keys !== undefined && (await answers(address, keys))) {
      log(`上次的进程没有正常结束,它的数据库(进程 ${orphan.mark.pid})仍在运行,现已接管。`);
      return { postmaster: orphan.mark, address, keys, clusterDir };
    }
    log(`上次的进程没有正常结束,它的数据库(进程 ${orphan.mark.pid})仍在运行但不应答,现将其停止并重新启动。`);
    await stopPostmaster(orphan.mark, clusterDir);
  }

  const valid = keys ?? (await resetSuperuser(placement, keysFile(dataDir)));
  const postmaster = await startPostmaster(cluster);
  if (isRefusal(postmaster)) return postmaster;
  await ensureRoles(address, valid);
  return { postmaster, address, keys: valid, clusterDir };
}

function clusterOf(options: EmbeddedOptions, placement: Placement, address: Address): Cluster {
  return {
    ...placement,
    address,
    settings: options.settings ?? SETTINGS,
    startLog: join(options.dataDir, 'postgres.log'),
  };
}

async function answers(address: Address, keys: Keys): Promise<boolean> {
  try {
    await ensureRoles(address, keys);
    return true;
  } catch {
    return false;
  }
}
