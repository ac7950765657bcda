import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { today } from '../server/src/kernel/dates.ts';
import { migrateAll } from '../server/src/migrations.ts';
import { openEmbedded } from '../server/src/platform/db/embedded/open.ts';
import { isRefusal } from '../server/src/platform/db/index.ts';
import { withClient } from '../server/src/platform/db/pool.ts';
import { type Bench, median, type Part, rounded } from './bench.ts';
import { analyse, buildCity } from './check/city.ts';
import type { Load, Measured } from './check/load.ts';

const ROUNDS = 7;
const REQUESTS_A_ROUND = 4_000;
/** Until the compiler has seen what is hot: the paces of the first ten thousand still rise. */
const WARM_UP_REQUESTS = 15_000;
/** Slow commits: every group waits for a disk that takes its time. */
const SLOW_COMMIT_MICROSECONDS = 5_000;
const REQUESTS_A_SLOW_ROUND = 3_000;
/** Answers of ours and of the baselines differ by no more than this factor. */
const SIZES_APART = 1.02;
const PASSABLE = 0o711;

type Server = { child: ChildProcess; port: number };

/**
 * POST /checks against (a) bare node:http with one prepared lookup, (b) the same with one group-committed insert, (c) b
 * again where commits are slow. One database, with fsync, as in production.
 */
export const bench: Bench = async (say) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-bench-'));
  chmodSync(dataDir, PASSABLE);
  const children: ChildProcess[] = [];
  const opened = await openEmbedded({ dataDir, log: say });
  if (isRefusal(opened)) throw new Error(opened.message);
  try {
    say('建库并写入测试数据……');
    await migrateAll(opened.ownerUrl);
    const { keys } = await buildCity(opened.url, today(new Date()));
    await withClient(opened.ownerUrl, (client) =>
      client.query(`create table bench_log (check_id text primary key, subject_id text not null, answer jsonb not null);
                    grant select, insert on bench_log to gongxin_app`),
    );
    await analyse(opened.ownerUrl);
    const start = async (file: string, ...args: string[]) => {
      const server = await serverOf(file, opened.url, ...args);
      children.push(server.child);
      return server;
    };
    const ours = await start('ours.ts');
    const reading = await start('baseline.ts', 'read');
    const logging = await start('baseline.ts', 'log');
    const load = fork(pathOf('load.ts'));
    children.push(load);
    const pace = (server: Server, requests: number) =>
      measure(load, { port: server.port, key: keys[0] ?? '', requests });

    const sizes: number[] = [];
    for (const server of [ours, reading, logging]) {
      const { perSecond, bytes } = await pace(server, WARM_UP_REQUESTS);
      sizes.push(bytes);
      say(`预热：每秒 ${Math.round(perSecond)} 次，每个答复 ${bytes} 字节`);
    }
    assert(Math.max(...sizes) < Math.min(...sizes) * SIZES_APART, 'all answer with the same JSON');
    const parts = await compare(ROUNDS, say, () => pace(ours, REQUESTS_A_ROUND), [
      ['read-only', 'bare node:http and one prepared lookup', () => pace(reading, REQUESTS_A_ROUND)],
      ['logged', 'the same and one group-committed insert', () => pace(logging, REQUESTS_A_ROUND)],
    ]);
    await slowCommits(opened.superuserUrl);
    const slow = await compare(ROUNDS, say, () => pace(ours, REQUESTS_A_SLOW_ROUND), [
      [
        'logged, slow commits',
        'the logging baseline, commits delayed by 5 ms',
        () => pace(logging, REQUESTS_A_SLOW_ROUND),
      ],
    ]);
    return [...parts, ...slow];
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
    await opened.keeper.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};

type Contender = readonly [name: string, baseline: string, pace: () => Promise<Measured>];

async function compare(
  rounds: number,
  say: (line: string) => void,
  ours: () => Promise<Measured>,
  baselines: readonly Contender[],
): Promise<Part[]> {
  const ratios = baselines.map((): number[] => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [index, [name, , pace]] of baselines.entries()) {
      // Ours runs before and after, so that a machine that grows slower or faster favours nobody.
      const before = await ours();
      const baseline = await pace();
      const after = await ours();
      const mine = (before.perSecond + after.perSecond) / 2;
      ratios[index]?.push(mine / baseline.perSecond);
      say(`${name} ${round}/${rounds}：每秒 ${Math.round(mine)} 次，基线 ${Math.round(baseline.perSecond)} 次`);
    }
  }
  return baselines.map(([name, baseline], index) => ({
    name,
    baseline,
    ratio: rounded(median(ratios[index] ?? [])),
    medianOf: rounds,
  }));
}

async function slowCommits(superuserUrl: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    await client.query(`alter system set commit_delay = ${SLOW_COMMIT_MICROSECONDS}`);
    await client.query('alter system set commit_siblings = 0');
    await client.query('select pg_reload_conf()');
  });
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`./check/${file}`, import.meta.url));
}

async function serverOf(file: string, ...args: string[]): Promise<Server> {
  const child = fork(pathOf(file), args);
  const { port } = await answerOf<{ port: number }>(child, () => {});
  return { child, port };
}

function measure(load: ChildProcess, work: Load): Promise<Measured> {
  return answerOf<Measured>(load, () => load.send(work));
}

/** What a child says next; a child that ends instead is an error and not an eternal wait. */
async function answerOf<T>(child: ChildProcess, ask: () => void): Promise<T> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${child.spawnargs.at(-1)} ended early`);
  });
  const answer = once(child, 'message', { signal }) as Promise<[T]>;
  try {
    ask();
    const [said] = await Promise.race([answer, ended]);
    return said;
  } finally {
    ended.catch(() => {});
    answer.catch(() => {});
    settled.abort();
  }
}
