import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';

/**
 * Whoever has an authenticator shows it before anything of the account is changed or read: a password alone, stolen, must
 * not take the account over (ASVS 5.0, 7.5.1).
 */
export async function requireShownFactor(
  db: Queryable,
  { accountId, sessionId }: { accountId: string; sessionId: string },
): Promise<Refusal | undefined> {
  const { rows } = await db.query<{ due: boolean }>(
    `select exists (select from authenticator where account_id = $1 and confirmed_at is not null and ended_at is null)
        and not exists (select from session where session_id = $2 and second_factor_at is not null) as due`,
    [accountId, sessionId],
  );
  return rows[0]?.due === false
    ? undefined
    : refuse('second-factor-required', '请先输入验证器上的动态口令,再办理此事。');
}
