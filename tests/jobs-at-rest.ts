import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const LOOKS_AT_MOST = 500;
const PAUSE_MS = 20;

/** The queue writes what became of a job after it has said that it is done: waits until it has. */
export async function jobsAtRest(pool: pg.Pool): Promise<void> {
  for (let look = 0; look < LOOKS_AT_MOST; look++) {
    const { rowCount } = await pool.query(
      `select from graphile_worker._private_jobs where locked_at is not null
       union all select from graphile_worker._private_job_queues where locked_at is not null limit 1`,
    );
    if (rowCount === 0) return;
    await pause(PAUSE_MS);
  }
  throw new Error('a job is still held by the queue');
}
