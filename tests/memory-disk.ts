import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lives, markOf } from '../server/src/platform/db/embedded/living-process.ts';
import { holderOf } from '../server/src/platform/db/embedded/owner-file.ts';
import { removeClustersOfTheDead } from './cluster.ts';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
const PREFIX = 'gongxin-run-';
/** Twice what a run has ever held at once; containers often give no more than 64 MB. */
const FREE_AT_LEAST = 4 * 1024 ** 3;
/** Root's PostgreSQL user must pass through the folder. */
const PASSABLE = 0o711;
const OWNER = 'owner';

/**
 * A folder in memory for all temporary files of one test run, where there is ample room: a database is copied there in a
 * tenth of the time. It goes with this process; what a killed run left goes when the next one starts.
 */
export function memoryDisk(): string | undefined {
  try {
    removeRunsOfTheDead();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < FREE_AT_LEAST) return undefined;
    const folder = mkdtempSync(join(MEMORY, PREFIX));
    chmodSync(folder, PASSABLE);
    writeFileSync(join(folder, OWNER), JSON.stringify(markOf(process.pid)));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
    return folder;
  } catch {
    // no such disk, or none for us: the ordinary one does
    return undefined;
  }
}

function removeRunsOfTheDead(): void {
  for (const name of readdirSync(MEMORY).filter((candidate) => candidate.startsWith(PREFIX))) {
    const folder = join(MEMORY, name);
    const owner = holderOf(join(folder, OWNER));
    if (owner === undefined || lives(owner)) continue;
    removeClustersOfTheDead(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
