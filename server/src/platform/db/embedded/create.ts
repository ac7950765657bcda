import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type DatabaseRefusal, refusal } from '../refusal.ts';
import type { Account } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { finish } from './child.ts';
import { FREE_TO_CREATE, lackOfRoom, saysDiskFull } from './disk.ts';
import { type Keys, newKeys, writeKeys } from './keys.ts';
import type { Placement } from './placement.ts';

export const SUPERUSER = 'postgres';
const INITDB_TIMEOUT_MS = 300_000;
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

/**
 * Makes a new cluster beside its final place and moves it there in one step, so that a cluster is either whole or
 * absent. Whatever fails, nothing is left behind and the next start may try again. Without `sync` a power cut may still
 * take it all; only tests do that.
 */
export async function createCluster(
  placement: Placement,
  { keysFile, sync }: { keysFile: string; sync: boolean },
): Promise<Keys | DatabaseRefusal> {
  const { clusterDir, link, account, binaries } = placement;
  const parent = dirname(clusterDir);
  removeUnfinished(clusterDir);
  const full = lackOfRoom(parent, FREE_TO_CREATE);
  if (full !== undefined) return undo(placement, undefined, full);

  const workshop = join(parent, `${basename(clusterDir)}.new-${randomBytes(4).toString('hex')}`);
  const keys = newKeys();
  const passwordFile = join(workshop, 'password');
  try {
    mkdirSync(workshop, { mode: PRIVATE_FOLDER });
    writeFileSync(passwordFile, keys.superuser, { mode: PRIVATE_FILE });
    if (account !== undefined) for (const path of [workshop, passwordFile]) chownSync(path, account.uid, account.gid);
    const made = await initdb(binaries, join(workshop, 'cluster'), passwordFile, { account, sync });
    if (made.code !== 0) return undo(placement, workshop, failure(clusterDir, made.output));
    writeKeys(keysFile, keys);
    renameSync(join(workshop, 'cluster'), clusterDir);
    rmSync(workshop, { recursive: true });
    if (link !== undefined) symlinkSync(clusterDir, link);
    return keys;
  } catch (error) {
    if (!existsSync(clusterDir)) rmSync(keysFile, { force: true });
    return undo(placement, workshop, failure(clusterDir, String(error)));
  }
}

function initdb(
  binaries: Binaries,
  dir: string,
  passwordFile: string,
  { account, sync }: { account: Account | undefined; sync: boolean },
) {
  const args = [
    `--pgdata=${dir}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Not the builtin provider: under it pg_trgm finds no trigrams in Chinese text.
    '--locale-provider=libc',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--data-checksums',
    '--no-instructions',
    ...(sync ? [] : ['--no-sync']),
  ];
  return finish(program(binaries, 'initdb'), args, { account, timeoutMs: INITDB_TIMEOUT_MS });
}

function failure(clusterDir: string, output: string): DatabaseRefusal {
  if (saysDiskFull(output) || output.includes('ENOSPC')) {
    return refusal(
      'disk-full',
      `磁盘已满,无法在 ${clusterDir} 建立数据库。请清理该磁盘,或用 --data 指定另一块磁盘上的文件夹。`,
    );
  }
  if (output.includes('EPERM') || output.includes('EINVAL')) {
    return refusal(
      'cannot-switch-user',
      'PostgreSQL 不能以 root 运行,而本系统不允许换用其他用户。请用普通用户运行本程序,或用 DATABASE_URL 指定一个数据库。',
    );
  }
  return refusal(
    'create-failed',
    `无法在 ${clusterDir} 建立数据库,已清除未完成的文件。PostgreSQL 的说明:${output.trim()}`,
  );
}

/** Leftovers of a creation that was killed half way. */
function removeUnfinished(clusterDir: string): void {
  const parent = dirname(clusterDir);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(clusterDir)}.new-`)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function undo(placement: Placement, workshop: string | undefined, answer: DatabaseRefusal): DatabaseRefusal {
  if (workshop !== undefined) rmSync(workshop, { recursive: true, force: true });
  const sheltered = placement.link !== undefined && !existsSync(placement.clusterDir);
  if (sheltered) rmSync(dirname(placement.clusterDir), { recursive: true, force: true });
  return answer;
}
