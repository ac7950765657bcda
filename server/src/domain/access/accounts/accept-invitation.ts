import { write } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { hashToken } from '../sessions.ts';
import { actorOfAccount, type Begun, beginSession } from '../sign-in/begin-session.ts';
import { hashPassword } from '../sign-in/password-hash.ts';
import { judgePassword } from '../sign-in/password-rule.ts';
import { setPassword } from '../sign-in/set-password.ts';
import type { ActAt, SignInParts } from '../sign-in/sign-in.ts';
import { forgetTries, triedAt } from '../sign-in/take-try.ts';
import { findInvited } from './find-invited.ts';

/** One answer for a link that is wrong, used, replaced or too old. */
const GONE = refuse('not-found', '链接无效、已经使用过或者已经过期。请联系系统管理员重新发出。');

/** Sets the password with the link, once, and signs in. The holder chose it, so nobody else ever knew it (forced first change). */
export async function acceptInvitation(
  { pool, clock, secrets }: SignInParts,
  actAt: ActAt,
  { token, password }: { token: string; password: string },
): Promise<Begun | Refusal> {
  const invited = await findInvited(pool, token, clock());
  if (invited === undefined) return GONE;
  const unfit = judgePassword(password, invited);
  if (unfit !== undefined) return unfit;
  const hash = await hashPassword(secrets, password);
  return write(pool, clock, async (trx, now) => {
    const { rows } = await trx.query<{ account_id: string }>(
      `update invitation set used_at = $2
        where token_hash = $1 and used_at is null and ended_at is null and expires_at > $2 returning account_id`,
      [hashToken(token), now],
    );
    const accountId = rows[0]?.account_id;
    if (accountId === undefined) return GONE;
    const act: Act = { ...actAt(now), actor: actorOfAccount(accountId) };
    await setPassword(trx, act, accountId, hash);
    if (invited.login !== undefined) await forgetTries(trx, triedAt(secrets, 'login', invited.login));
    await journal(trx, act, { event: 'password.set', target: accountId, detail: { by: 'invitation' } });
    return beginSession(trx, act, { accountId, by: 'invitation' });
  });
}
