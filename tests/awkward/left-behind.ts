import type { Queryable } from '../../server/src/platform/db/write.ts';

/** Tables into which a file's content goes. The batch itself and the journal say that it came, and stay. */
const TABLES = [
  'intake_part',
  'intake_chunk',
  'intake_row',
  'intake_finding',
  'intake_queue',
  'source_currency',
  'subject',
  'subject_name',
  'record',
] as const;

/** How many rows each table of content holds. */
export async function leftBehind(db: Queryable): Promise<Record<string, number>> {
  const counts = TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  const { rows } = await db.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}
