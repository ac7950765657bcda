import type { Queryable } from '../db/pool.ts';

/** Attempts before a job is left for a person; with the worker's exponential pauses some two days. */
const ATTEMPTS_AT_MOST = 16;

export type JobOptions = {
  /** A waiting job of the same key is replaced instead of joined by a second one. */
  jobKey?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Jobs of one lane are worked one after another; this one takes the lane with the fewest. Without: at any time. */
  lanes?: readonly string[];
};

/**
 * Adds a job in the caller's transaction: it runs once that commits and never if it does not. That is the outbox.
 * A job may run twice after a crash, so its task must bear repetition. The payload holds ids, never personal data.
 */
export async function addJob(trx: Queryable, name: string, payload: object, options: JobOptions = {}): Promise<void> {
  await trx.query(
    `select graphile_worker.add_job($1, payload := $2, run_at := $3, max_attempts := $4, job_key := $5,
                                   queue_name := $6)`,
    [
      name,
      JSON.stringify(payload),
      options.runAt ?? null,
      options.maxAttempts ?? ATTEMPTS_AT_MOST,
      options.jobKey ?? null,
      options.lanes === undefined ? null : await emptiest(trx, options.lanes),
    ],
  );
}

/** The same for many of one name, in one statement. */
export async function addJobs(trx: Queryable, name: string, payloads: readonly object[]): Promise<void> {
  await trx.query(
    `select graphile_worker.add_job($1, payload := p.payload, max_attempts := $3)
       from json_array_elements($2::json) p(payload)`,
    [name, JSON.stringify(payloads), ATTEMPTS_AT_MOST],
  );
}

/** Two who ask at the same moment may take one lane, which costs them time and nothing else. */
async function emptiest(trx: Queryable, lanes: readonly string[]): Promise<string | null> {
  const { rows } = await trx.query<{ lane: string }>(
    `select lane from unnest($1::text[]) with ordinality as l(lane, nth)
      order by (select count(*) from graphile_worker.jobs j
                 where j.queue_name = lane and j.attempts < j.max_attempts), nth limit 1`,
    [lanes],
  );
  return rows[0]?.lane ?? null;
}

export type Jobs = { add: typeof addJob };
