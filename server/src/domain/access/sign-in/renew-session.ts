import type { Queryable } from '../../../platform/db/write.ts';
import type { Act } from '../../journal/index.ts';
import { makeSession } from '../sessions.ts';
import type { Begun } from './begin-session.ts';

export type Change = { postId?: string; secondFactorShown?: boolean; passwordDue?: boolean };

/**
 * Goes on under a new name: who has seen the name from before a rise in rights gains nothing by it (ASVS 5.0, 7.2.4). It
 * began when the session before began, so that its longest time is not stretched. Undefined where it has ended meanwhile.
 */
export async function renewSession(
  trx: Queryable,
  act: Act,
  oldId: string,
  { postId, secondFactorShown, passwordDue }: Change,
): Promise<Begun | undefined> {
  const { sessionId, token, tokenHash } = makeSession();
  const { rows } = await trx.query<{ account_id: string }>(
    `with old as (
       update session set ended_at = $3, ended_by = $4 where session_id = $1 and ended_at is null
       returning account_id, post_id, began_at, second_factor_at, password_due)
     insert into session (session_id, token_hash, account_id, post_id, began_at, seen_at, second_factor_at, password_due, origin)
     select $2, $5, account_id, coalesce($6, post_id), began_at, $3,
            case when $7 then $3 else second_factor_at end, coalesce($8, password_due), $9
       from old
     returning account_id`,
    [
      oldId,
      sessionId,
      act.now,
      act.actor,
      tokenHash,
      postId ?? null,
      secondFactorShown ?? false,
      passwordDue ?? null,
      act.from ?? null,
    ],
  );
  const accountId = rows[0]?.account_id;
  return accountId === undefined ? undefined : { accountId, sessionId, token };
}
