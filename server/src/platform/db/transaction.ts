import assert from 'node:assert/strict';
import type pg from 'pg';

/**
 * Runs `body` in one transaction: all of it is durable when this returns, nothing of it when this throws.
 * The client must not be used after `body` has returned.
 */
export async function transaction<T>(pool: pg.Pool, body: (trx: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await body(client);
    const end = await client.query('COMMIT');
    // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error: a swallowed failure would look durable.
    assert.equal(end.command, 'COMMIT', 'a statement of this transaction failed and its error was swallowed');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
