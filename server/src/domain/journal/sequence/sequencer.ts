import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { exactTypes, IDLE_IN_TRANSACTION_MS, STATEMENT_TIMEOUT_MS } from '../../../platform/db/pool.ts';
import type { System } from '../../../system.ts';
import { findLatestHead } from '../heads/head.ts';
import { signHead } from '../heads/sign-head.ts';
import type { JournalKeys } from '../heads/signing-keys.ts';
import { takeLead } from './lead.ts';
import { ENTRIES_A_PASS, rememberSettled, sequenceEntries } from './sequence-entries.ts';

/** Any constant: whoever holds this advisory lock gives the positions. */
export const SEQUENCER_LOCK = 0x67780003;
/** A committed entry waits this long at most while there is a leader, plus the time of a pass. */
const LOOK_EVERY_MS = 300;
/** How often the others ask whether they may lead. */
const ASK_EVERY_MS = 300;
/** After a lost connection. */
const AGAIN_AFTER_MS = 1_000;
/** A head is signed this often while the tree grows. */
export const HEAD_EVERY_MS = 60_000;

export type Sequencer = { stop: () => Promise<void> };

/**
 * Runs a candidate for the one sequencer until stopped. Every serving and working process has one; the server gives the
 * lock to one of them and takes it back with its connection, on which all positions are written: no two can write.
 */
export function startSequencer(system: System, keys: JournalKeys): Sequencer {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      try {
        await candidacy(system, keys, signal);
      } catch (error) {
        system.log.warn({ err: error }, 'the journal sequencer begins anew');
        await rest(AGAIN_AFTER_MS, signal);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** One connection's life: waits until it may lead, then leads until told to stop. */
async function candidacy(system: System, keys: JournalKeys, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: system.database.url,
    application_name: 'gongxin sequencer',
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: exactTypes,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    while (!(await mayLead(client))) {
      await rest(ASK_EVERY_MS, signal);
      if (signal.aborted) return;
    }
    await lead(client, system, keys, signal);
  } finally {
    await client.end().catch(() => {});
  }
}

async function mayLead(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [SEQUENCER_LOCK]);
  return rows[0]?.mine === true;
}

async function lead(client: pg.Client, system: System, keys: JournalKeys, signal: AbortSignal): Promise<void> {
  const leading = await takeLead(client);
  const latest = await findLatestHead(client);
  let signedAt = latest === undefined ? 0 : Date.parse(latest.signedAt);
  for (;;) {
    const sequenced = await sequenceEntries(client, leading);
    const now = system.clock();
    if (now.getTime() - signedAt >= HEAD_EVERY_MS) {
      await rememberSettled(client, leading);
      await signHead(client, keys, now).catch((error: unknown) => {
        system.log.error({ err: error }, 'no signed head of the journal');
      });
      signedAt = now.getTime();
    }
    if (signal.aborted) break;
    if (sequenced < ENTRIES_A_PASS) await rest(LOOK_EVERY_MS, signal);
  }
  await rememberSettled(client, leading);
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal }).catch(() => {});
}
