import assert from 'node:assert/strict';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { JOBS, type Section } from './contents.ts';
import { columnList, tablesInOrder } from './describe-state.ts';
import { loadJobs } from './load-jobs.ts';
import type { Backup } from './open-backup.ts';
import { copied } from './read-state.ts';
import { Refused } from './refusal.ts';
import { RowCount, sameSum } from './row-count.ts';
import { UNFINISHED_TABLE } from './unfinished.ts';

export type LoadState = {
  /** Looks at the loaded rows before they are kept; a zh-CN sentence refuses them. */
  verify?: ((trx: pg.Client, files: Backup['files']) => Promise<string | undefined>) | undefined;
  /** The last thing before the rows are kept: what must be there whenever they are. */
  beforeKept: () => void;
};

/** Loads all of it, compares it with the manifest and takes the mark away, in one transaction. Throws `Refused`. */
export async function loadState(client: pg.Client, backup: Backup, options: LoadState): Promise<void> {
  await client.query('BEGIN');
  try {
    await load(client, backup);
    await compare(client, backup);
    const objection = await options.verify?.(client, backup.files);
    if (objection !== undefined) throw new Refused('not-verified', objection);
    await client.query(`DROP TABLE public.${UNFINISHED_TABLE}`);
    options.beforeKept();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function load(client: pg.Client, { contents, manifest, sections }: Backup): Promise<void> {
  const tables = contents.sections.filter(({ name }) => name !== JOBS);
  await sameTables(client, tables);
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  // Rows that migrations brought are in the backup, too. A table emptied in this transaction is also written page after
  // page, without looking for gaps: its rows lie in the order of the file, which the comparison relies on.
  await client.query(`TRUNCATE ${tables.map(({ name }) => `public.${client.escapeIdentifier(name)}`).join(', ')}`);
  const triggers = await ownTriggers(client);
  for (const { table, name } of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  for await (const { section, pieces } of sections()) {
    if (section.name === JOBS) await loadJobs(client, section, pieces);
    else await copyIn(client, section, pieces);
  }
  for (const { table, name, enable } of triggers) await client.query(`ALTER TABLE ${table} ${enable} TRIGGER ${name}`);
  for (const { name, value, called } of manifest.sequences) {
    await client.query('SELECT setval(format($$public.%I$$, $1::text)::regclass, $2, $3)', [name, value, called]);
  }
}

async function copyIn(client: pg.Client, { name, columns }: Section, pieces: AsyncIterable<Buffer>): Promise<void> {
  const into = `public.${client.escapeIdentifier(name)} (${columnList(client, columns)})`;
  await pipeline(pieces, client.query(copyFrom(`COPY ${into} FROM STDIN`)));
}

/** The same migrations made both, so they can differ only where somebody changed a table by hand. */
async function sameTables(client: pg.Client, wanted: readonly Section[]): Promise<void> {
  const shape = (sections: readonly Section[]) =>
    sections.map(({ name, columns }) => `${name}(${columns.join(',')})`).toSorted();
  const [here, there] = [shape(await tablesInOrder(client)), shape(wanted)];
  const odd = [...there.filter((table) => !here.includes(table)), ...here.filter((table) => !there.includes(table))][0];
  if (odd === undefined) return;
  throw new Refused(
    'migrations-differ',
    `备份中的表与升级脚本建立的不同:${odd}。原数据库的结构曾被手工改动,不能恢复。`,
  );
}

type OwnTrigger = { table: string; name: string; enable: string };

/** Triggers of our migrations have done their work on these rows once. Foreign keys are checked all the same. */
async function ownTriggers(client: pg.Client): Promise<OwnTrigger[]> {
  const { rows } = await client.query<OwnTrigger>(
    `SELECT g.tgrelid::regclass::text AS table, quote_ident(g.tgname) AS name,
       CASE g.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END AS enable
       FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT g.tgisinternal AND g.tgenabled <> 'D'`,
  );
  return rows;
}

/** Reads everything back out of the database and compares it with what was read from the first one. */
async function compare(client: pg.Client, { contents, manifest }: Backup): Promise<void> {
  const sums = new Map(manifest.sections.map((section) => [section.name, section]));
  for (const section of contents.sections) {
    const count = new RowCount();
    for await (const piece of copied(client, section)) count.add(piece);
    const [is, should] = [count.sum(), sums.get(section.name)];
    assert(should !== undefined, 'the manifest names every section');
    if (sameSum(is, should)) continue;
    throw new Refused(
      'differs',
      `恢复后的 ${section.name} 有 ${is.rows} 行,备份中有 ${should.rows} 行,或内容不同。已全部撤销,请把这句话交给平台的开发者。`,
    );
  }
}
