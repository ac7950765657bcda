import assert from 'node:assert/strict';
import type { Queryable } from '../../../platform/db/pool.ts';
import { type Seal, sealOf } from '../seal.ts';
import { STORED_ENTRY, type StoredEntry, valuesOf } from '../stored-entry.ts';

/** Commits entries that were written before there were commitments, as they stand now. */
export async function sealOldEntries(client: Queryable, entryIds: readonly string[]): Promise<Map<string, Seal>> {
  const seals = new Map<string, Seal>();
  if (entryIds.length === 0) return seals;
  const { rows } = await client.query<StoredEntry>(
    `select ${STORED_ENTRY} from journal_entry where entry_id = any($1)`,
    [entryIds],
  );
  for (const entry of rows) {
    const seal = sealOf(valuesOf(entry));
    await client.query('insert into journal_seal (entry_id, fields, salts, commitments) values ($1, $2, $3, $4)', [
      entry.entry_id,
      seal.fields,
      seal.salts,
      seal.commitments,
    ]);
    seals.set(entry.entry_id, seal);
  }
  assert.equal(seals.size, entryIds.length, 'an entry that was seen stays');
  return seals;
}
