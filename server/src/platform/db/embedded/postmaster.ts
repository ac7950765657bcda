import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseRefusal, refusal } from '../refusal.ts';
import { type Address, listening } from './address.ts';
import { program } from './binaries.ts';
import { ANYWHERE, environment } from './child.ts';
import { FREE_TO_START, lackOfRoom, saysDiskFull } from './disk.ts';
import { lives, type ProcessMark, signal } from './living-process.ts';
import type { Placement } from './placement.ts';
import { disownPidFile, leftovers, type Running, runningPostmaster } from './running.ts';

/** `startLog` receives what the server says before its own log begins. */
export type Cluster = Placement & { address: Address; settings: Readonly<Record<string, string>>; startLog: string };

const LOOK_EVERY_MS = 20;
/** Recovery after a crash replays at most `max_wal_size` of log; on a slow disk that takes minutes. */
const START_TIMEOUT_MS = 600_000;
const FAST_STOP_TIMEOUT_MS = 120_000;
const IMMEDIATE_STOP_TIMEOUT_MS = 10_000;
const PRIVATE_FILE = 0o600;

/** Starts the server and waits until it accepts connections. The child outlives us unless `stopPostmaster` is called. */
export async function startPostmaster(cluster: Cluster): Promise<ProcessMark | DatabaseRefusal> {
  const full = lackOfRoom(cluster.clusterDir, FREE_TO_START);
  if (full !== undefined) return full;
  await clearTheDead(cluster.clusterDir);
  const child = launch(cluster);
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.ended) break;
    const running = runningPostmaster(cluster.clusterDir);
    if (running?.ready) return running.mark;
    await sleep(LOOK_EVERY_MS);
  }
  if (!child.ended) child.kill();
  return startFailure(cluster, child.error);
}

/** Waits for a postmaster that somebody started, until it accepts connections; undefined when it ends instead. */
export async function readyPostmaster(clusterDir: string): Promise<Running | undefined> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (let running = runningPostmaster(clusterDir); running; running = runningPostmaster(clusterDir)) {
    if (running.ready || performance.now() > deadline) return running;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

/** Fast shutdown: running transactions are rolled back, everything committed is written. Harder means only after that. */
export async function stopPostmaster(mark: ProcessMark, clusterDir: string): Promise<void> {
  if (await ended(mark, 'SIGINT', FAST_STOP_TIMEOUT_MS)) return;
  if (await ended(mark, 'SIGQUIT', IMMEDIATE_STOP_TIMEOUT_MS)) return;
  await ended(mark, 'SIGKILL', IMMEDIATE_STOP_TIMEOUT_MS);
  for (const pid of leftovers(clusterDir)) signal(pid, 'SIGKILL');
}

async function ended(mark: ProcessMark, name: NodeJS.Signals, timeoutMs: number): Promise<boolean> {
  if (!lives(mark)) return true;
  signal(mark.pid, name);
  const deadline = performance.now() + timeoutMs;
  while (lives(mark)) {
    if (performance.now() > deadline) return false;
    await sleep(LOOK_EVERY_MS);
  }
  return true;
}

/**
 * Makes way for a new server. What is left of the old one is ended first: two servers on one cluster would destroy it.
 * The pid file stays, because PostgreSQL itself reads in it whether the old one's memory is still in use; only a number
 * that now belongs to another program, for which it would answer 'already in use', is replaced by one nobody has.
 */
async function clearTheDead(clusterDir: string): Promise<void> {
  const deadline = performance.now() + IMMEDIATE_STOP_TIMEOUT_MS;
  for (let left = leftovers(clusterDir); left.length > 0; left = leftovers(clusterDir)) {
    for (const pid of left) signal(pid, 'SIGKILL');
    if (performance.now() > deadline) break;
    await sleep(LOOK_EVERY_MS);
  }
  disownPidFile(clusterDir);
}

type Launched = { ended: boolean; error: Error | undefined; kill(): void };

function launch(cluster: Cluster): Launched {
  const settings = { ...cluster.settings, ...listening(cluster.address) };
  const args = [
    '-D',
    cluster.clusterDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openSync(cluster.startLog, 'w', PRIVATE_FILE);
  // Detached: Ctrl-C in a terminal must reach us first, who stop the server after the last request.
  const child = spawn(program(cluster.binaries, 'postgres'), args, {
    ...cluster.account,
    cwd: ANYWHERE,
    env: environment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const launched: Launched = { ended: false, error: undefined, kill: () => child.kill('SIGQUIT') };
  child.on('exit', () => {
    launched.ended = true;
  });
  child.on('error', (error) => {
    launched.ended = true;
    launched.error = error;
  });
  return launched;
}

function startFailure(cluster: Cluster, error: Error | undefined): DatabaseRefusal {
  const said = error?.message ?? readFileSync(cluster.startLog, 'utf8').trim();
  if (saysDiskFull(said)) {
    return refusal(
      'disk-full',
      `磁盘已满,${cluster.clusterDir} 中的数据库无法启动;数据没有损坏。请清理该磁盘后重新启动。`,
    );
  }
  return refusal(
    'start-failed',
    `${cluster.clusterDir} 中的数据库无法启动。PostgreSQL 的说明:${said}(详见 ${cluster.clusterDir}/log)`,
  );
}
