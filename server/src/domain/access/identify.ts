import type { Clock } from '../../platform/clock/clock.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { refuse } from '../../platform/errors.ts';
import type { Caller, Identify, Scope } from '../../platform/http/caller.ts';
import { readKey, sameSecret } from './key-text.ts';

/** A key once read is believed this long without asking the database; a revocation reaches every server within it. */
export const KEY_REMEMBERED_MS = 2_000;
/** Keys remembered at the same time. */
const KEYS_REMEMBERED_AT_MOST = 1_000;

type HeldKey = { secretHash: Buffer; caller: Caller & { kind: 'key' }; readAt: number };

/** Says whose key it is. A wrong, unknown and revoked key are told apart for nobody. */
export function identifyBy(db: Queryable, clock: Clock): Identify {
  const remembered = new Map<string, HeldKey>();
  const refused = refuse('key-invalid', '接口密钥无效或已停用,请核对后重试,或请平台管理员重新签发。');

  return async (token) => {
    const shown = readKey(token);
    if (shown === undefined) return refused;
    const now = clock().getTime();
    const known = remembered.get(shown.keyId);
    const fresh = known !== undefined && Math.abs(now - known.readAt) < KEY_REMEMBERED_MS ? known : undefined;
    const held = fresh ?? (await findKey(db, shown.keyId, now));
    if (held === undefined) remembered.delete(shown.keyId);
    if (held === undefined || !sameSecret(held.secretHash, shown.secretHash)) return refused;
    if (held !== fresh) remember(remembered, shown.keyId, held);
    return held.caller;
  };
}

function remember(remembered: Map<string, HeldKey>, keyId: string, held: HeldKey): void {
  const oldest = remembered.size >= KEYS_REMEMBERED_AT_MOST ? remembered.keys().next() : undefined;
  if (oldest !== undefined && !oldest.done) remembered.delete(oldest.value);
  remembered.set(keyId, held);
}

async function findKey(db: Queryable, keyId: string, readAt: number): Promise<HeldKey | undefined> {
  const { rows } = await db.query<{ agency: string; scopes: Scope[]; secret_hash: Buffer }>(
    'select agency, scopes, secret_hash from api_key where key_id = $1 and revoked_at is null',
    [keyId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    secretHash: row.secret_hash,
    caller: { kind: 'key', keyId, agency: row.agency, scopes: row.scopes },
    readAt,
  };
}
