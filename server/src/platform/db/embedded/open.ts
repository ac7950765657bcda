import assert from 'node:assert/strict';
import { join } from 'node:path';
import { APP_ROLE } from '../membership.ts';
import { type DatabaseRefusal, isRefusal, refusal } from '../refusal.ts';
import { urlOf } from './address.ts';
import { attach } from './attach.ts';
import { bringUp, type EmbeddedOptions, type Up } from './bring-up.ts';
import { notPermitted, realDataDir } from './data-dir.ts';
import { Keeper } from './keeper.ts';
import { markOf } from './living-process.ts';
import { claim, type Ownership, release } from './owner-file.ts';
import { DATABASE, OWNER_ROLE } from './roles.ts';

/** `superuserUrl` names the maintenance database; it exists for tests and for backup, never for the application. */
export type EmbeddedDatabase = { url: string; ownerUrl: string; superuserUrl: string; keeper: Keeper };

/** How long a second process waits for the first one to finish starting. */
const ATTACH_TIMEOUT_MS = 600_000;

/** Owns the cluster of the data folder, or attaches to the living process that does. Never answers 'in use'. */
export async function openEmbedded(given: EmbeddedOptions): Promise<EmbeddedDatabase | DatabaseRefusal> {
  const dataDir = realDataDir(given.dataDir);
  if (typeof dataDir !== 'string') return dataDir;
  try {
    return await ownOrAttach({ ...given, dataDir });
  } catch (error) {
    if (isPermission(error)) return notPermitted(dataDir, error);
    throw error;
  }
}

async function ownOrAttach(options: EmbeddedOptions): Promise<EmbeddedDatabase | DatabaseRefusal> {
  const self = markOf(process.pid);
  assert(self !== undefined, 'this process is alive');
  const ownership: Ownership = { file: join(options.dataDir, 'postgres.owner'), self };
  const deadline = performance.now() + ATTACH_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const claimed = claim(ownership);
    if (claimed.owned) {
      const up = await bringUpOrLetGo(options, ownership);
      return isRefusal(up) ? up : describe(up, new Keeper({ ...up, options, ownership }));
    }
    const up = await attach(options.dataDir, claimed.by, deadline);
    if (up !== undefined) return describe(up, new Keeper({ ...up, options, ownership, postmaster: undefined }));
  }
  return refusal(
    'start-failed',
    `另一个进程正在启动 ${options.dataDir} 中的数据库,等待 10 分钟仍未完成。请查看该进程的输出。`,
  );
}

async function bringUpOrLetGo(options: EmbeddedOptions, ownership: Ownership): Promise<Up | DatabaseRefusal> {
  let up: Up | DatabaseRefusal | undefined;
  try {
    up = await bringUp(options, 'new-or-existing');
    return up;
  } finally {
    if (up === undefined || isRefusal(up)) release(ownership);
  }
}

function describe({ address, keys }: Pick<Up, 'address' | 'keys'>, keeper: Keeper): EmbeddedDatabase {
  return {
    url: urlOf(address, APP_ROLE, keys.app, DATABASE),
    ownerUrl: urlOf(address, OWNER_ROLE, keys.owner, DATABASE),
    superuserUrl: urlOf(address, 'postgres', keys.superuser, 'postgres'),
    keeper,
  };
}

function isPermission(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}
