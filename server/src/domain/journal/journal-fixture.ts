import type pg from 'pg';
import { withClient } from '../../platform/db/pool.ts';
import type { System } from '../../system.ts';
import { type JournalKeys, openJournalKeys, trustedKeys } from './heads/signing-keys.ts';
import { takeLead } from './sequence/lead.ts';
import { sequenceEntries } from './sequence/sequence-entries.ts';
import type { DetachedMonth } from './verify/detached-ranges.ts';
import { postgresSource } from './verify/postgres-source.ts';
import { type Verified, verifyJournal } from './verify/verify-journal.ts';

/** Gives every committed entry its position, as a sequencer that has just become leader. */
export async function sequenceAll(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const lead = await takeLead(client);
    while ((await sequenceEntries(client, lead)) > 0);
  } finally {
    client.release();
  }
}

export function keysOf({ config, secrets }: Pick<System, 'config' | 'secrets'>): JournalKeys {
  const keys = openJournalKeys(config, secrets);
  if ('refused' in keys) throw new Error(keys.message);
  return keys;
}

/** The verdict on a live database, in one snapshot. */
export function verified(system: System, detached: ReadonlyMap<string, DetachedMonth> = new Map()): Promise<Verified> {
  return withClient(system.database.url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    return verifyJournal(postgresSource(client), { trusted: trustedKeys(keysOf(system)), detached });
  });
}
