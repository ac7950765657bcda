import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Section } from './contents.ts';
import { columnList } from './describe-state.ts';

/**
 * Adds the jobs of a backup again, each once, in their order and through the queue's own function: its tables are its
 * business. Attempts and the last error come after, so that a job that failed for good stays so. A job that was running
 * runs again: it was not done in the snapshot, and every task bears repetition.
 */
export async function loadJobs(client: pg.Client, { columns }: Section, pieces: AsyncIterable<Buffer>): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE restored_job (no bigint GENERATED ALWAYS AS IDENTITY, identifier text,
    queue_name text, payload json, priority int, run_at timestamptz, attempts int, max_attempts int, last_error text,
    job_key text, flags text[], created_at timestamptz) ON COMMIT DROP`);
  const copy = client.query(copyFrom(`COPY restored_job (${columnList(client, columns)}) FROM STDIN`));
  await pipeline(pieces, copy);
  await client.query(`CREATE TEMPORARY TABLE added_job ON COMMIT DROP AS
    SELECT no, (graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority, flags)).id
      FROM (SELECT * FROM restored_job ORDER BY no) r`);
  await client.query(`UPDATE graphile_worker._private_jobs j
      SET attempts = r.attempts, last_error = r.last_error, created_at = r.created_at
     FROM restored_job r JOIN added_job a USING (no) WHERE j.id = a.id`);
}
