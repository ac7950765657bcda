import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markOf, type ProcessMark, worksIn } from './living-process.ts';

/** `ready` once it accepts connections. `socketDir` is empty when it listens on TCP only. */
export type Running = { mark: ProcessMark; port: number; socketDir: string; ready: boolean };

const PID_FILE = 'postmaster.pid';
/** Beyond the largest process number of any system. */
const NOBODYS_PID = 2 ** 30;

/** The living postmaster of a cluster, whoever started it; a pid file left by a dead one does not count. */
export function runningPostmaster(clusterDir: string): Running | undefined {
  const lines = pidFileLines(clusterDir);
  const mark = markOf(Number(lines[0]));
  if (mark === undefined || !worksIn(mark.pid, clusterDir)) return undefined;
  return { mark, port: Number(lines[3]), socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

/**
 * Server processes that outlived their postmaster; while they live, no other postmaster may start on the cluster.
 * Known on Linux only; elsewhere they end by themselves once their query does.
 */
export function leftovers(clusterDir: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && worksIn(pid, clusterDir) && programOf(pid) === 'postgres');
}

/** Puts a number nobody has in the place of one that was given to another program. */
export function disownPidFile(clusterDir: string): void {
  const [pid, ...rest] = pidFileLines(clusterDir);
  if (pid === undefined || markOf(Number(pid)) === undefined || worksIn(Number(pid), clusterDir)) return;
  writeFileSync(join(clusterDir, PID_FILE), [NOBODYS_PID, ...rest].join('\n'));
}

function programOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

function pidFileLines(clusterDir: string): string[] {
  try {
    return readFileSync(join(clusterDir, PID_FILE), 'utf8').split('\n');
  } catch {
    return [];
  }
}
