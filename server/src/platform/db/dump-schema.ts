import { withClient } from './pool.ts';
import { SECTIONS } from './schema-queries.ts';

/**
 * The whole schema as text for people and for comparison: two databases with equal text behave alike. Ordered by bytes,
 * free of object numbers, versions of extensions and owners; the job queue's own schema is left out.
 */
export async function dumpSchema(url: string): Promise<string> {
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Names of other schemas stay qualified, ours in `public` stay readable.
    await client.query('SET LOCAL search_path = public');
    const parts: string[] = [];
    for (const { title, sql } of SECTIONS) {
      const { rows } = await client.query<{ line: string }>(sql);
      const lines = rows.map(({ line }) => line).sort(byBytes);
      if (lines.length > 0) parts.push(`-- ${title}\n\n${lines.join(separatorOf(lines))}\n`);
    }
    await client.query('COMMIT');
    return parts.join('\n');
  });
}

function separatorOf(lines: readonly string[]): string {
  return lines.some((line) => line.includes('\n')) ? '\n\n' : '\n';
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
