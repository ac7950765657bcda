import type { Queryable } from '../../../platform/db/write.ts';
import { hashToken } from '../sessions.ts';

export type InvitedAccount = { accountId: string; login?: string; name?: string };

/** Whose link it is; undefined where it is wrong, used, replaced or too old. */
export async function findInvited(db: Queryable, token: string, now: Date): Promise<InvitedAccount | undefined> {
  const { rows } = await db.query<{ account_id: string; login: string | null; name: string | null }>(
    `select a.account_id, a.login, a.name from invitation i
       join account a on a.account_id = i.account_id and a.ended_at is null
      where i.token_hash = $1 and i.used_at is null and i.ended_at is null and i.expires_at > $2`,
    [hashToken(token), now],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    accountId: row.account_id,
    ...(row.login === null ? {} : { login: row.login }),
    ...(row.name === null ? {} : { name: row.name }),
  };
}
