import type pg from 'pg';
import { MIGRATION_LOCK } from '../db/migrate.ts';
import { withClient } from '../db/pool.ts';

/**
 * How values are written as text, whatever server, database or role say otherwise: the same value gives the same bytes
 * on every release from 15 to 18, and reads back as the same value.
 */
const AS_TEXT: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'iso_8601',
  TimeZone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
  search_path: 'public',
};
/** Rows come in the order in which they lie: that order is what a hash is taken over. */
const AS_THEY_LIE: Readonly<Record<string, string>> = {
  synchronize_seqscans: 'off',
  max_parallel_workers_per_gather: '0',
};
/** A policy that hides rows from the owner must be an error, not a backup without them. */
const EVERY_ROW: Readonly<Record<string, string>> = { row_security: 'off' };
/** Limits for requests that an operator may have set for the database or the role; some are known to newer releases only. */
const LIMITS = [
  'statement_timeout',
  'lock_timeout',
  'transaction_timeout',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
];

/** A connection of the owner that copies: fixed formats, every row, no limit of time. */
export async function withCopyClient<T>(ownerUrl: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(ownerUrl, async (client) => {
    for (const [name, value] of Object.entries({ ...AS_TEXT, ...AS_THEY_LIE, ...EVERY_ROW })) {
      await client.query('SELECT set_config($1, $2, false)', [name, value]);
    }
    await client.query(`SELECT set_config(name, '0', false) FROM pg_settings WHERE name = ANY($1)`, [LIMITS]);
    return body(client);
  });
}

/**
 * One moment of the whole database, beside running writers and without stopping one. Nobody migrates meanwhile: what
 * ALTER TABLE rewrites would not be seen as it was.
 */
export async function withSnapshot<T>(ownerUrl: string, body: (client: pg.Client) => Promise<T>): Promise<T> {
  return withCopyClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await body(client);
    await client.query('COMMIT');
    return result;
  });
}
