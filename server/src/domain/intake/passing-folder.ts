import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^gongxin-passing-(\d+)-/;

/**
 * A folder in which a department's file lies in clear for as long as it is read. `remove` must be called whatever
 * happens; what a killed process could not remove goes when the next folder is made on its machine.
 */
export async function passingFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  await removeThoseOfTheDead();
  const path = await mkdtemp(join(tmpdir(), `gongxin-passing-${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

async function removeThoseOfTheDead(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    // Another user's is not ours to remove, and another process may be removing it now.
    if (pid !== undefined && isDead(Number(pid))) {
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
    }
  }
}

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
