import type { Queryable } from '../../platform/db/write.ts';
import type { Scope } from '../../platform/http/caller.ts';

export type HeldKey = {
  keyId: string;
  agency: string;
  scopes: Scope[];
  lastFour: string;
  createdAt: Date;
  revokedAt?: Date;
};
/** Keys answered at most by one question. */
export const KEYS_A_PAGE = 100;

/** Newest first, revoked ones among them; nothing of a key but its last four characters. */
export async function listKeys(db: Queryable, after: string | undefined): Promise<HeldKey[]> {
  const { rows } = await db.query<{
    key_id: string;
    agency: string;
    scopes: Scope[];
    last_four: string;
    created_at: Date;
    revoked_at: Date | null;
  }>(
    `select key_id, agency, scopes, last_four, created_at, revoked_at from api_key
      where $1::text is null or (created_at, key_id) < (select b.created_at, b.key_id from api_key b where b.key_id = $1)
      order by created_at desc, key_id desc limit ${KEYS_A_PAGE}`,
    [after ?? null],
  );
  return rows.map((row) => ({
    keyId: row.key_id,
    agency: row.agency,
    scopes: row.scopes,
    lastFour: row.last_four,
    createdAt: row.created_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }));
}
