import type pg from 'pg';
import { type AppliedMigration, type Contents, JOBS, type Section, type Sequence } from './contents.ts';
import { orderTables, type Reference } from './order-tables.ts';
import { UNFINISHED_TABLE } from './unfinished.ts';

/** Ours, in `public`: neither an extension's nor a temporary one. The list of migrations travels as a list. */
const TABLES = `SELECT c.relname::text AS name, array_agg(k.attname::text ORDER BY k.attnum) AS columns
  FROM pg_class c JOIN pg_attribute k ON k.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence <> 't'
    AND k.attnum > 0 AND NOT k.attisdropped AND k.attgenerated = ''
    AND c.relname NOT IN ('gongxin_migration', '${UNFINISHED_TABLE}')
    AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
  GROUP BY c.relname`;

const REFERENCES = `SELECT f.relname::text AS from, t.relname::text AS to
  FROM pg_constraint x JOIN pg_class f ON f.oid = x.conrelid JOIN pg_class t ON t.oid = x.confrelid WHERE x.contype = 'f'`;

const SEQUENCES = `SELECT c.relname::text AS name FROM pg_class c
  WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname COLLATE "C"`;

/** One line a job that waits, runs or has failed for good: a job that runs in the snapshot has not been done in it. */
const JOB_COLUMNS = {
  identifier: 't.identifier',
  queue_name: 'q.queue_name',
  payload: 'j.payload',
  priority: 'j.priority',
  run_at: 'j.run_at',
  attempts: 'j.attempts',
  max_attempts: 'j.max_attempts',
  last_error: 'j.last_error',
  job_key: 'j.key',
  flags: 'CASE WHEN j.flags IS NOT NULL THEN array(SELECT jsonb_object_keys(j.flags) ORDER BY 1) END',
  created_at: 'j.created_at',
};
const JOBS_IN_ORDER = `SELECT ${Object.values(JOB_COLUMNS).join(', ')} FROM graphile_worker._private_jobs j
  JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id ORDER BY j.id`;

/** What the database of this connection holds, in the order in which it can be loaded. */
export async function describeState(client: pg.Client): Promise<Omit<Contents, 'files'>> {
  const { rows } = await client.query<{ server: string; takenAt: Date; jobs: boolean }>(
    `SELECT current_setting('server_version') AS server, transaction_timestamp() AS "takenAt",
       to_regclass('${JOBS}') IS NOT NULL AS jobs`,
  );
  const { server = '', takenAt = new Date(0), jobs = false } = rows[0] ?? {};
  const { rows: migrations } = await client.query<AppliedMigration>(
    'SELECT name, sha256 FROM gongxin_migration ORDER BY name COLLATE "C"',
  );
  const sections = await tablesInOrder(client);
  if (jobs) sections.push({ name: JOBS, columns: Object.keys(JOB_COLUMNS) });
  return { server, takenAt: takenAt.toISOString(), migrations, sections };
}

export async function tablesInOrder(client: pg.Client): Promise<Section[]> {
  const { rows: tables } = await client.query<Section>(TABLES);
  const { rows: references } = await client.query<Reference>(REFERENCES);
  const byName = new Map(tables.map((table) => [table.name, table]));
  return orderTables([...byName.keys()], references).flatMap((name) => byName.get(name) ?? []);
}

/** The COPY that writes a section; the same statement reads it back for comparison. */
export function copyOut(client: pg.Client, { name, columns }: Section): string {
  if (name === JOBS) return `COPY (${JOBS_IN_ORDER}) TO STDOUT`;
  return `COPY public.${client.escapeIdentifier(name)} (${columnList(client, columns)}) TO STDOUT`;
}

export function columnList(client: pg.Client, columns: readonly string[]): string {
  return columns.map((column) => client.escapeIdentifier(column)).join(', ');
}

export async function readSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(SEQUENCES);
  const sequences: Sequence[] = [];
  for (const { name } of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value AS value, is_called AS called FROM public.${client.escapeIdentifier(name)}`,
    );
    const [now] = rows;
    if (now !== undefined) sequences.push({ name, ...now });
  }
  return sequences;
}
