import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type JobHelpers, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { System } from '../../system.ts';
import { openPool } from '../db/pool.ts';
import { describeError } from '../log/describe-error.ts';
import { DeadWorkers } from './dead-workers.ts';
import { ExhaustedJobs, giveUpJob } from './exhausted-jobs.ts';
import { graphileLog } from './graphile-log.ts';
import type { Task } from './task.ts';

/** Jobs one process runs side by side; each may hold a connection of the pool, so fewer than `POOL_SIZE`. */
export const JOBS_AT_ONCE = 4;
/** Jobs beside those that wait for servers that are not ours: they hold no connection meanwhile. */
const OUTWARD_AT_ONCE = 4;
/** Connections of the queue itself, beside one a job that begins or ends: one that listens, one to spare. */
const QUEUE_CONNECTIONS_BESIDE = 2;
/** How often the queue is asked for jobs whose time has come; new ones announce themselves. */
const POLL_MS = 1_000;
/** Running jobs get this long to finish when the process stops; after that they are given back. */
export const JOBS_STOP_WITHIN_MS = 20_000;
/** After the queue gave up, as when the database went away for long, it is taken up again. */
const RESTART_AFTER_MS = 5_000;

export type Worker = { stop: () => Promise<void> };

/**
 * Works the queue as the application's role until stopped. Signals are the program's business, not the queue's. Tasks that
 * are `outward` have a worker of their own: slow servers of others, however many, hold up none of ours.
 */
export async function startWorker(system: System, tasks: readonly Task[]): Promise<Worker> {
  const outward = tasks.filter((task) => task.outward === true);
  const inward = tasks.filter((task) => task.outward !== true);
  const workers = [await startOne(system, inward, JOBS_AT_ONCE), await startOne(system, outward, OUTWARD_AT_ONCE)];
  return { stop: async () => void (await Promise.all(workers.map((worker) => worker.stop()))) };
}

async function startOne(system: System, tasks: readonly Task[], atOnce: number): Promise<Worker> {
  if (tasks.length === 0) return { stop: async () => {} };
  const size = atOnce + QUEUE_CONNECTIONS_BESIDE;
  const pool = openPool(system.database.url, { size, log: (line) => system.log.warn(line) });
  // A connection lost while a job holds it; the pool's own listener speaks for idle ones only.
  pool.on('connect', (client) =>
    client.on('error', (error) => system.log.warn({ err: error }, 'queue connection lost')),
  );
  const stopping = new AbortController();
  let running = await begin(system, pool, tasks, atOnce);

  const kept = (async () => {
    while (!stopping.signal.aborted) {
      await running.runner.promise.catch((error: unknown) => system.log.error({ err: error }, 'the job queue gave up'));
      await pause(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      await running.exhausted.stop();
      await running.deadWorkers.stop();
      running = await begin(system, pool, tasks, atOnce).catch(() => running);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await stopRunner(running.runner);
      await kept;
      await running.exhausted.stop();
      await running.deadWorkers.stop();
      await pool.end();
    },
  };
}

type Running = { runner: Runner; deadWorkers: DeadWorkers; exhausted: ExhaustedJobs };

async function begin(system: System, pool: pg.Pool, tasks: readonly Task[], atOnce: number): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  let name = '';
  events.once('pool:create', ({ workerPool }) => {
    name = workerPool.id;
  });
  const runner = await run(
    {
      pgPool: pool,
      concurrency: atOnce,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: graphileLog(system.log),
      events,
    },
    taskList(system, tasks),
    parseCronItems(tasks.flatMap((task) => (task.every === undefined ? [] : [{ task: task.name, match: task.every }]))),
  );
  const deadWorkers = new DeadWorkers(system.database.url, system.log, name);
  await deadWorkers.watch();
  const exhausted = new ExhaustedJobs(system, tasks);
  await exhausted.watch();
  return { runner, deadWorkers, exhausted };
}

async function stopRunner(runner: Runner): Promise<void> {
  // A queue that has given up by itself refuses to be stopped, and needs no stopping.
  const stopped = runner.stop().then(
    () => 'stopped',
    () => 'stopped',
  );
  const outcome = await Promise.race([stopped, pause(JOBS_STOP_WITHIN_MS, 'late', { ref: false })]);
  if (outcome === 'late') await runner.kill('jobs did not finish in time');
}

function taskList(system: System, tasks: readonly Task[]): TaskList {
  return Object.fromEntries(
    tasks.map((task) => [task.name, (payload: unknown, { job }: JobHelpers) => runTask(system, task, payload, job)]),
  );
}

/** The queue keeps and prints what a task throws; an error of ours is described first, so that it quotes no row. */
async function runTask(system: System, task: Task, payload: unknown, job: JobHelpers['job']): Promise<void> {
  try {
    await task.run(system, payload, system.clock());
  } catch (error) {
    const described = describeError(error);
    system.log.error({ task: task.name, err: error }, 'job failed');
    if (job.attempts >= job.max_attempts) await giveUpJob({ id: job.id, payload }, { system, task });
    throw new Error(`${described.name}: ${described.message}`);
  }
}
