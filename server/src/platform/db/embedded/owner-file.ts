import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { lives, type ProcessMark } from './living-process.ts';

/** `self` is this process; `file` the one note in a data folder that says who runs its PostgreSQL. */
export type Ownership = { file: string; self: ProcessMark };

/** `owned: false` names the living process that runs this data folder's PostgreSQL. */
export type Claim = { owned: true } | { owned: false; by: ProcessMark };

const PRIVATE = 0o600;
/** Each attempt loses only to a process that claimed or died in the same instant. */
const ATTEMPTS = 20;

/** Takes the data folder for this process, unless a living process holds it. The dead leave nothing in the way. */
export function claim({ file, self }: Ownership): Claim {
  const mine = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(mine, JSON.stringify(self), { mode: PRIVATE, flush: true });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (linked(mine, file)) return { owned: true };
      const holder = holderOf(file);
      if (holder !== undefined && lives(holder)) return { owned: false, by: holder };
      removeDead(file, holder);
    }
    throw new Error(`cannot settle who owns ${file}`);
  } finally {
    rmSync(mine, { force: true });
  }
}

export function release({ file, self }: Ownership): void {
  if (sameMark(holderOf(file), self)) rmSync(file, { force: true });
}

/** Undefined when nobody holds it, or the file is damaged, which only a power cut can do. */
export function holderOf(file: string): ProcessMark | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}

function removeDead(file: string, dead: ProcessMark | undefined): void {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  // Between reading and renaming, somebody may have removed the dead one's file and put his own: give it back.
  const taken = holderOf(aside);
  if (taken !== undefined && !sameMark(taken, dead)) linked(aside, file);
  rmSync(aside, { force: true });
}

function linked(from: string, to: string): boolean {
  for (const put of [linkSync, copyExclusively]) {
    try {
      put(from, to);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      // Some file systems have no hard links; a copy there is the best that can be had.
      if (put === copyExclusively) throw error;
    }
  }
  return false;
}

function copyExclusively(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
}

function sameMark(left: ProcessMark | undefined, right: ProcessMark | undefined): boolean {
  return left?.pid === right?.pid && left?.startedAt === right?.startedAt;
}
