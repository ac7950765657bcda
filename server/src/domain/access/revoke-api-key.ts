import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';

/** Ends a key. Running servers forget it within `KEY_REMEMBERED_MS`. */
export async function revokeApiKey(trx: Queryable, act: Act, keyId: string): Promise<{ keyId: string } | Refusal> {
  const { rows } = await trx.query<{ agency: string }>(
    `update api_key set revoked_at = $2, revoked_by = $3 where key_id = $1 and revoked_at is null returning agency`,
    [keyId, act.now, act.actor],
  );
  const [revoked] = rows;
  if (revoked === undefined) {
    return refuse('not-found', '没有这个编号的有效接口密钥,可能编号有误或已经停用。', { field: 'keyId' });
  }
  await journal(trx, act, { event: 'api-key.revoked', target: keyId, detail: { agency: revoked.agency } });
  return { keyId };
}
