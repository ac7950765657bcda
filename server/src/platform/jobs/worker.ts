import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { System } from '../../system.ts';
import { openPool } from '../db/pool.ts';
import { describeError } from '../log/describe-error.ts';
import { DeadWorkers } from './dead-workers.ts';
import { graphileLog } from './graphile-log.ts';
import type { Task } from './task.ts';

/** Jobs one process runs side by side; each may hold a connection of the pool, so fewer than `POOL_SIZE`. */
export const JOBS_AT_ONCE = 4;
/** Connections of the queue itself: one a job that begins or ends, one that listens, one to spare. */
const QUEUE_CONNECTIONS = JOBS_AT_ONCE + 2;
/** How often the queue is asked for jobs whose time has come; new ones announce themselves. */
const POLL_MS = 1_000;
/** Running jobs get this long to finish when the process stops; after that they are given back. */
export const JOBS_STOP_WITHIN_MS = 20_000;

export type Worker = { stop: () => Promise<void> };

/** Works the queue as the application's role until stopped. Signals are the program's business, not the queue's. */
export async function startWorker(system: System, tasks: readonly Task[]): Promise<Worker> {
  if (tasks.length === 0) return { stop: async () => {} };
  const { url } = system.database;
  const pool = openPool(url, { size: QUEUE_CONNECTIONS, log: (line) => system.log.warn(line) });
  const events: WorkerEvents = new EventEmitter();
  let name = '';
  events.once('pool:create', ({ workerPool }) => {
    name = workerPool.id;
  });
  const runner = await run(
    {
      pgPool: pool,
      concurrency: JOBS_AT_ONCE,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: graphileLog(system.log),
      events,
    },
    taskList(system, tasks),
    parseCronItems(tasks.flatMap((task) => (task.every === undefined ? [] : [{ task: task.name, match: task.every }]))),
  );
  const deadWorkers = new DeadWorkers(url, system.log, name);
  await deadWorkers.watch();
  return {
    stop: async () => {
      const stopped = runner.stop().then(() => 'stopped');
      const outcome = await Promise.race([stopped, pause(JOBS_STOP_WITHIN_MS, 'late', { ref: false })]);
      if (outcome === 'late') await runner.kill('jobs did not finish in time');
      await deadWorkers.stop();
      await pool.end();
    },
  };
}

function taskList(system: System, tasks: readonly Task[]): TaskList {
  return Object.fromEntries(tasks.map((task) => [task.name, (payload: unknown) => runTask(system, task, payload)]));
}

/** The queue keeps and prints what a task throws; an error of ours is described first, so that it quotes no row. */
async function runTask(system: System, task: Task, payload: unknown): Promise<void> {
  try {
    await task.run(system, payload, system.clock());
  } catch (error) {
    const described = describeError(error);
    system.log.error({ task: task.name, err: error }, 'job failed');
    throw new Error(`${described.name}: ${described.message}`);
  }
}
