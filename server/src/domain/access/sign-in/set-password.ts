import type { Queryable } from '../../../platform/db/write.ts';
import type { Act } from '../../journal/index.ts';

export async function setPassword(trx: Queryable, act: Act, accountId: string, hash: string): Promise<void> {
  await trx.query(
    `insert into password (account_id, hash, set_at, due) values ($1, $2, $3, false)
     on conflict (account_id) do update set hash = excluded.hash, set_at = excluded.set_at, due = false`,
    [accountId, hash, act.now],
  );
}
