import type { Queryable } from '../db/pool.ts';

/** Attempts before a job is left for a person; with the worker's exponential pauses some two days. */
const ATTEMPTS_AT_MOST = 16;

export type JobOptions = {
  /** A waiting job of the same key is replaced instead of joined by a second one. */
  jobKey?: string;
  runAt?: Date;
  maxAttempts?: number;
};

/**
 * Adds a job in the caller's transaction: it runs once that commits and never if it does not. That is the outbox.
 * A job may run twice after a crash, so its task must bear repetition. The payload holds ids, never personal data.
 */
export async function addJob(trx: Queryable, name: string, payload: object, options: JobOptions = {}): Promise<void> {
  await trx.query(
    `select graphile_worker.add_job($1, payload := $2, run_at := $3, max_attempts := $4, job_key := $5)`,
    [
      name,
      JSON.stringify(payload),
      options.runAt ?? null,
      options.maxAttempts ?? ATTEMPTS_AT_MOST,
      options.jobKey ?? null,
    ],
  );
}

export type Jobs = { add: typeof addJob };
