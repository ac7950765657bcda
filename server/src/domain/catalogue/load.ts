import type pg from 'pg';
import { today } from '../../kernel/dates.ts';
import { transaction } from '../../platform/db/transaction.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type Act, journal } from '../journal/index.ts';
import { type Difference, differencesBetween } from './differences.ts';
import { type Finding, lintCatalogue } from './lint.ts';
import { type Entry, readCatalogueFolder } from './read-folder.ts';
import { readEntries, readLatestVersion } from './stored.ts';
import { entriesDigest } from './versions/entries-digest.ts';
import { holdLists } from './versions/hold-lists.ts';
import { holdTheLaw } from './versions/law-lock.ts';

export type Loaded =
  /** The tables were empty: the folder is version 1, in force from today. */
  | { outcome: 'loaded'; version: number; entries: number }
  /** A version is held already; the folder changes nothing, and what it says differently is reported. */
  | { outcome: 'kept'; version: number; differences: Difference[] }
  /** The tables are empty, and the folder may not become law. */
  | { outcome: 'refused'; findings: Finding[] };

const FIRST_VERSION = 1;

/** Loads the bundled catalogue into an empty database only: a restart cannot change the law (boundary 14). */
export async function loadBundledCatalogue(pool: pg.Pool, folder: string, act: Act): Promise<Loaded> {
  const read = await readCatalogueFolder(folder);
  if (!read.ok)
    return { outcome: 'refused', findings: [{ file: read.file, at: '', code: 'shape', message: read.message }] };
  const { entries } = read;
  return transaction(pool, async (trx) => {
    await holdTheLaw(trx); // two processes that start on one empty database load it once
    const held = await readLatestVersion(trx);
    if (held !== null) {
      return { outcome: 'kept', version: held, differences: differencesBetween(await readEntries(trx, held), entries) };
    }
    const findings = lintCatalogue(entries, today(act.now));
    if (findings.length > 0) return { outcome: 'refused', findings };
    const digest = entriesDigest(entries);
    await insertVersion(trx, entries, digest, act);
    await journal(trx, act, {
      event: 'catalogue.loaded',
      target: String(FIRST_VERSION),
      detail: { version: FIRST_VERSION, entries: entries.length, digest },
    });
    return { outcome: 'loaded', version: FIRST_VERSION, entries: entries.length };
  });
}

async function insertVersion(trx: Transaction, entries: readonly Entry[], digest: string, act: Act): Promise<void> {
  await trx.query(
    `insert into catalogue_version (version, in_force_from, loaded_at, loaded_by, digest) values ($1, $2, $3, $4, $5)`,
    [FIRST_VERSION, today(act.now), act.now, act.actor, digest],
  );
  await trx.query(
    `insert into catalogue_entry (version, kind, code, body)
     select $1, e.kind, e.code, e.body from json_to_recordset($2) as e(kind text, code text, body jsonb)`,
    [FIRST_VERSION, JSON.stringify(entries.map(({ kind, code, body }) => ({ kind, code, body })))],
  );
  await holdLists(trx, FIRST_VERSION);
}
