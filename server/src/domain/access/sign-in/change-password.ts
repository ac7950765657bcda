import { write } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { journal } from '../../journal/index.ts';
import { requireShownFactor } from '../second-factor/require-shown-factor.ts';
import type { Begun } from './begin-session.ts';
import { endSessions } from './end-sessions.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { judgePassword, PASSWORD_CHARACTERS_READ } from './password-rule.ts';
import { renewSession } from './renew-session.ts';
import { sessionGone } from './session-gone.ts';
import { setPassword } from './set-password.ts';
import type { ActAt, SignInParts } from './sign-in.ts';
import { forgetTries, takeTry, triedAt } from './take-try.ts';

export type PasswordChange = { accountId: string; sessionId: string; current: string; next: string };

/** Changes one's own password, with the old one (ASVS 5.0, 6.2.3). All other sessions end; this one gets a new name. */
export async function changePassword(
  { pool, clock, secrets }: SignInParts,
  actAt: ActAt,
  { accountId, sessionId, current, next }: PasswordChange,
): Promise<Begun | Refusal> {
  const unshown = await requireShownFactor(pool, { accountId, sessionId });
  if (unshown !== undefined) return unshown;
  const { rows } = await pool.query<{ hash: string; login: string | null; name: string | null }>(
    'select p.hash, a.login, a.name from password p join account a using (account_id) where p.account_id = $1',
    [accountId],
  );
  const [held] = rows;
  if (held === undefined) return refuse('conflict', '该账号不使用口令登录。');
  const tried = triedAt(secrets, 'login', held.login ?? accountId);
  const blocked = await write(pool, clock, (trx, now) => takeTry(trx, tried, now));
  if (blocked !== undefined) return blocked;
  if ((await verifyPassword(secrets, current.slice(0, PASSWORD_CHARACTERS_READ), held.hash)) === 'no') {
    await write(pool, clock, (trx, now) =>
      journal(trx, actAt(now), { event: 'sign-in.refused', target: accountId, detail: { step: 'change-password' } }),
    );
    return refuse('sign-in-refused', '原口令不正确,请核对后重试。', { field: 'current' });
  }
  const known = {
    ...(held.login === null ? {} : { login: held.login }),
    ...(held.name === null ? {} : { name: held.name }),
  };
  const same = refuse('password-unfit', '新口令不能与原口令相同。', { field: 'next' });
  const unfit = judgePassword(next, known) ?? (next === current ? same : undefined);
  const hash = unfit === undefined ? await hashPassword(secrets, next) : undefined;
  return write(pool, clock, async (trx, now) => {
    await forgetTries(trx, tried);
    if (hash === undefined) return unfit ?? sessionGone();
    const act = actAt(now);
    const renewed = await renewSession(trx, act, sessionId, { passwordDue: false });
    if (renewed === undefined) return sessionGone();
    await setPassword(trx, act, accountId, hash);
    await journal(trx, act, { event: 'password.set', target: accountId, detail: { by: 'holder' } });
    await endSessions(trx, act, accountId, { but: renewed.sessionId });
    return renewed;
  });
}
