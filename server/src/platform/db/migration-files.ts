import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `name` is the file's name, `sha256` that of its bytes, in lower-case hex. */
export type MigrationFile = { name: string; sha256: string; sql: string };

const MIGRATION_NAME = /^\d{4}-[a-z0-9-]+\.sql$/;

/** The folder's migrations in order of their numbers. Other files, such as `schema.sql`, are not migrations. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => MIGRATION_NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return { name, sha256: createHash('sha256').update(bytes).digest('hex'), sql: bytes.toString('utf8') };
    }),
  );
}

/** Two files with one number: which of them runs first would depend on their names. */
export function sameNumber(files: readonly MigrationFile[]): [string, string] | undefined {
  for (const [index, file] of files.entries()) {
    const before = files[index - 1];
    if (before !== undefined && before.name.slice(0, 4) === file.name.slice(0, 4)) return [before.name, file.name];
  }
  return undefined;
}
