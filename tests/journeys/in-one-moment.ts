import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { City } from './city.ts';

const LOOKS_AT_MOST = 500;
const BETWEEN_LOOKS_MS = 20;

/** Waits until so many transactions of this city's database wait for another. */
export async function waitsFor({ system }: Pick<City, 'system'>, many = 1): Promise<void> {
  for (let looks = 0; looks < LOOKS_AT_MOST; looks++) {
    const { rows } = await system.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.n ?? 0) >= many) return;
    await sleep(BETWEEN_LOOKS_MS);
  }
  assert.fail('nobody waits');
}

/** Lets acts come as far as their first row of a table, and all of them go on together once each has come so far or waits. */
export async function inOneMoment<T>(
  city: Pick<City, 'system' | 'ownerUrl'>,
  table: string,
  acts: readonly (() => Promise<T>)[],
): Promise<T[]> {
  const owner = new pg.Client(city.ownerUrl);
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(`lock table ${table} in share mode`);
    const under = acts.map((act) => act());
    await waitsFor(city, acts.length);
    await owner.query('commit');
    return await Promise.all(under);
  } finally {
    await owner.end();
  }
}
