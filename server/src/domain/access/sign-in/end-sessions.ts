import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';

/** Ends sessions of an account at once, all or all but one, on every server within `SESSION_REMEMBERED_MS`. */
export async function endSessions(
  trx: Queryable,
  act: Act,
  accountId: string,
  options: { but?: string } = {},
): Promise<{ ended: number }> {
  const { rowCount } = await trx.query(
    `update session set ended_at = $2, ended_by = $3
      where account_id = $1 and ended_at is null and session_id is distinct from $4`,
    [accountId, act.now, act.actor, options.but ?? null],
  );
  const ended = rowCount ?? 0;
  await journal(trx, act, { event: 'session.all-ended', target: accountId, detail: { ended } });
  return { ended };
}

/** Ends one session of an account: one's own, also the one in use. */
export async function endSession(
  trx: Queryable,
  act: Act,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<{ ended: number } | Refusal> {
  const { rowCount } = await trx.query(
    'update session set ended_at = $3, ended_by = $4 where account_id = $1 and session_id = $2 and ended_at is null',
    [accountId, sessionId, act.now, act.actor],
  );
  if (rowCount === 0) return refuse('not-found', '没有这个会话,可能已经结束。');
  await journal(trx, act, { event: 'session.ended', target: accountId, detail: { sessionId } });
  return { ended: 1 };
}
