import type pg from 'pg';

/** Rows in memory at once. */
const ROWS_AT_ONCE = 1_000;

/** The rows of a query however many, by a cursor of this name in the open transaction of `client`; read them to the end. */
export async function* cursorRows<T extends object>(
  client: Pick<pg.ClientBase, 'query'>,
  cursor: string,
  sql: string,
  values: readonly unknown[] = [],
): AsyncGenerator<T> {
  await client.query(`declare ${cursor} no scroll cursor for ${sql}`, [...values]);
  for (;;) {
    const { rows } = await client.query<T>(`fetch ${ROWS_AT_ONCE} from ${cursor}`);
    yield* rows;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query(`close ${cursor}`);
}
