import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { transaction } from '../server/src/platform/db/index.ts';
import type { Transaction } from '../server/src/platform/db/write.ts';
import type { TestSystem } from './system.ts';

const LOOK_AGAIN_MS = 10;
const LOOKS_AT_MOST = 3_000;

/**
 * Does `first` in a transaction that stays open until `second` waits for it and `then` is done, and answers what `second`
 * came to once it was let go on.
 */
export async function meanwhile<T>(
  pool: pg.Pool,
  first: (trx: Transaction) => Promise<unknown>,
  second: () => Promise<T>,
  then: () => Promise<void> = async () => {},
): Promise<T> {
  let answer: Promise<T> | undefined;
  await transaction(pool, async (trx) => {
    await first(trx);
    answer = second();
    // a failure is met below
    answer.catch(() => {});
    await untilSomebodyWaits(pool);
    await then();
  });
  assert(answer !== undefined, 'the second was begun');
  return answer;
}

/** Until so many statements of this database wait for a lock. */
export async function untilSomebodyWaits(pool: pg.Pool, waiting = 1): Promise<void> {
  for (let look = 0; look < LOOKS_AT_MOST; look += 1) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rowCount !== null && rowCount >= waiting) return;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error('nobody waited');
}

/**
 * Lets acts come as far as their first row of a table, and all of them go on together once each has come so far, or waits.
 *
 * @param waiting how many statements wait then; of an act that makes several, more than there are acts.
 */
export async function inOneMoment<T>(
  { system: { pool }, ownerUrl }: Pick<TestSystem, 'system' | 'ownerUrl'>,
  table: string,
  acts: readonly (() => Promise<T>)[],
  waiting = acts.length,
): Promise<T[]> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(`lock table ${table} in share mode`);
    const under = acts.map((act) => act());
    await untilSomebodyWaits(pool, waiting);
    await owner.query('commit');
    return await Promise.all(under);
  } finally {
    await owner.end();
  }
}
