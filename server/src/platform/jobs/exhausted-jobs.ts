import type { System } from '../../system.ts';
import type { Task } from './task.ts';

const SWEEP_EVERY_MS = 60_000;
/** Jobs given up in one sweep; the next takes the rest. */
const JOBS_A_SWEEP = 200;

type Exhausted = { id: string; task: string; payload: unknown };

/** Nobody will try a job again: what waits for it is told, and the job remembers that it was. A failure is logged and tried again. */
export async function giveUpJob(
  { id, payload }: Pick<Exhausted, 'id' | 'payload'>,
  { system, task }: { system: System; task: Task },
): Promise<void> {
  if (task.giveUp === undefined) return;
  try {
    await task.giveUp(system, payload);
    await system.pool.query(
      `update graphile_worker._private_jobs set flags = coalesce(flags, '{}') || '{"given-up": true}' where id = $1`,
      [id],
    );
  } catch (error) {
    system.log.error({ task: task.name, err: error }, 'job could not be given up; will try again');
  }
}

/**
 * Gives up the jobs that are past their last attempt and that nobody has given up: their worker died in that attempt, or could
 * not give up when it had failed. A job that another was added in the place of looks the same but for its key, and is not.
 */
export class ExhaustedJobs {
  readonly #system: System;
  readonly #tasks: ReadonlyMap<string, Task>;
  readonly #keyed: readonly string[];
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(system: System, tasks: readonly Task[]) {
    this.#system = system;
    this.#tasks = new Map(tasks.filter(({ giveUp }) => giveUp !== undefined).map((task) => [task.name, task]));
    this.#keyed = tasks.filter(({ keyed }) => keyed === true).map(({ name }) => name);
  }

  async watch(): Promise<void> {
    if (this.#tasks.size === 0) return;
    await this.#sweep();
    this.#timer = setInterval(() => {
      this.#sweeping = this.#sweeping.then(() => this.#sweep());
    }, SWEEP_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const system = this.#system;
    try {
      const { rows } = await system.pool.query<Exhausted>(
        `select j.id, t.identifier as task, j.payload
           from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
          where j.attempts >= j.max_attempts and j.locked_at is null and t.identifier = any($1)
            and not coalesce(j.flags ? 'given-up', false)
            and (j.key is not null or t.identifier <> all($2))
          order by j.id limit ${JOBS_A_SWEEP}`,
        [[...this.#tasks.keys()], this.#keyed],
      );
      for (const job of rows) {
        const task = this.#tasks.get(job.task);
        if (task !== undefined) await giveUpJob(job, { system, task });
      }
    } catch (error) {
      system.log.warn({ err: error }, 'could not look for exhausted jobs; will try again');
    }
  }
}
