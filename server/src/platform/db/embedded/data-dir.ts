import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DatabaseRefusal, refusal } from '../refusal.ts';

/** Root's PostgreSQL user must pass through to the cluster; it may not list what lies beside it. */
const PASSABLE = 0o711;
const PRIVATE = 0o700;

/** Makes the folder when it is missing. Returns its absolute, real path. */
export function realDataDir(dataDir: string): string | DatabaseRefusal {
  const path = resolve(dataDir);
  try {
    if (!existsSync(path)) {
      mkdirSync(path, { recursive: true });
      // Explicitly, because the umask may have closed it more, or less.
      chmodSync(path, process.getuid?.() === 0 ? PASSABLE : PRIVATE);
    }
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    return notPermitted(path, error);
  }
}

export function notPermitted(path: string, error: unknown): DatabaseRefusal {
  const detail = error instanceof Error ? error.message : String(error);
  return refusal(
    'not-permitted',
    `当前用户不能读写数据文件夹 ${path}。请换用建立该文件夹的用户运行,或用 --data 指定另一个文件夹。系统的说明:${detail}`,
  );
}
