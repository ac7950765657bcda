import pg from 'pg';
import type { Logger } from '../log/logger.ts';

/** Class id of the advisory locks by which a worker shows that it lives; the object id is made from its name. */
const LIVING_WORKER_LOCK_CLASS = 0x67780002;
const SWEEP_EVERY_MS = 10_000;
/** A job taken less than this ago may belong to a worker that has not shown itself yet, in seconds. */
const TAKEN_AT_LEAST_SECONDS = 5;

/**
 * Gives back the jobs of workers that died. graphile-worker would wait four hours, since it cannot tell a dead worker
 * from a busy one; a session lock can, because the server drops it with the connection. A worker that lost its
 * connection alone may see its job run twice, which every task must bear anyway.
 */
export class DeadWorkers {
  readonly #url: string;
  readonly #log: Logger;
  readonly #name: string;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(url: string, log: Logger, name: string) {
    this.#url = url;
    this.#log = log;
    this.#name = name;
  }

  async watch(): Promise<void> {
    await this.sweep();
    this.#timer = setInterval(() => {
      this.#sweeping = this.sweep();
    }, SWEEP_EVERY_MS);
  }

  async sweep(): Promise<void> {
    try {
      const client = await this.#connected();
      const { rows } = await client.query<{ name: string }>(
        `select distinct locked_by as name from graphile_worker._private_jobs
          where locked_at < clock_timestamp() - make_interval(secs => $1) and locked_by <> $2`,
        [TAKEN_AT_LEAST_SECONDS, this.#name],
      );
      for (const { name } of rows) await this.#releaseIfDead(client, name);
    } catch (error) {
      this.#log.warn({ err: error }, 'could not look for dead workers; will try again');
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
    await this.#client?.end().catch(() => {});
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client !== undefined) return this.#client;
    const client = new pg.Client({ connectionString: this.#url, application_name: `gongxin ${this.#name}` });
    client.on('error', () => {
      this.#client = undefined;
    });
    await client.connect();
    await client.query('select pg_advisory_lock($1, hashtext($2))', [LIVING_WORKER_LOCK_CLASS, this.#name]);
    this.#client = client;
    return client;
  }

  async #releaseIfDead(client: pg.Client, name: string): Promise<void> {
    const lock = [LIVING_WORKER_LOCK_CLASS, name];
    const { rows } = await client.query<{ dead: boolean }>(
      'select pg_try_advisory_lock($1, hashtext($2)) as dead',
      lock,
    );
    if (rows[0]?.dead !== true) return;
    await client.query('select graphile_worker.force_unlock_workers($1)', [[name]]);
    await client.query('select pg_advisory_unlock($1, hashtext($2))', lock);
    this.#log.warn({ worker: name }, 'gave back the jobs of a worker that died');
  }
}
