import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { signal } from './living-process.ts';
import { leftovers } from './running.ts';

/**
 * Where root puts what another user must reach when the project or its data lie under a folder closed to others.
 * The cluster there is as durable as the data folder; the binaries are copies and may be deleted at any time.
 */
export const SHELTER = '/var/lib/gongxin';

const PASSABLE = 0o711;
const READABLE = 0o755;
/** Names the link in the data folder that a sheltered cluster belongs to. */
const BELONGS_TO = 'belongs-to';

/** A new folder of its own in the shelter, marked with the link through which its data folder will point to it. */
export function newSheltered(shelter: string, link: string): string {
  mkdirSync(shelter, { recursive: true });
  chmodSync(shelter, PASSABLE);
  const home = join(shelter, `data-${randomBytes(8).toString('hex')}`);
  mkdirSync(home);
  chmodSync(home, PASSABLE);
  writeFileSync(join(home, BELONGS_TO), link);
  return join(realpathSync(home), 'postgres');
}

/** Deletes sheltered clusters whose data folder was deleted and made anew, or whose creation was cut short. */
export function removeAbandoned(shelter: string, link: string): void {
  if (!existsSync(shelter)) return;
  const inUse = existsSync(link) ? realpathSync(link) : undefined;
  for (const name of readdirSync(shelter)) {
    const home = join(shelter, name);
    const mark = join(home, BELONGS_TO);
    if (!existsSync(mark) || readFileSync(mark, 'utf8') !== link) continue;
    const clusterDir = join(realpathSync(home), 'postgres');
    if (inUse === clusterDir) continue;
    for (const pid of leftovers(clusterDir)) signal(pid, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A copy of the binaries that everybody may read and run; made once for each version. */
export function shelterBinaries(root: string, id: string, shelter: string): string {
  const home = join(shelter, `binaries-${id}`);
  if (!existsSync(home)) {
    mkdirSync(shelter, { recursive: true });
    chmodSync(shelter, PASSABLE);
    const unfinished = `${home}.${randomBytes(4).toString('hex')}`;
    try {
      cpSync(root, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
      openToAll(unfinished);
      renameSync(unfinished, home);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      // Somebody else finished the same copy first.
      if (!existsSync(home)) throw error;
    }
  }
  return join(home, 'native');
}

/** Gives a folder and all in it to the account that is to run PostgreSQL on it. */
export function giveTo(account: Account | undefined, folder: string): void {
  if (account === undefined) return;
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), account.uid, account.gid);
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, READABLE);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), READABLE);
  }
}
