import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Begun } from '../sign-in/begin-session.ts';
import { renewSession } from '../sign-in/renew-session.ts';
import { sessionGone } from '../sign-in/session-gone.ts';
import { forgetTries, takeTry, triedAt } from '../sign-in/take-try.ts';
import { lockAuthenticator, takeCode } from './authenticator.ts';
import { takeRecoveryCode } from './recovery-codes.ts';

export type FactorShown = { accountId: string; sessionId: string } & ({ code: string } | { recoveryCode: string });

/** One answer for a code that is wrong, used, replaced or too old. */
const REFUSED = refuse('code-refused', '验证码不正确、已经用过或者已经过期,请用新的动态口令或另一个恢复码。', {
  field: 'code',
});

/**
 * Shows the second factor: a code of the authenticator, or a recovery code. Tries are counted for the account, like those
 * at the password (NIST SP 800-63B-4, 3.2.2). The session goes on under a new name.
 */
export async function showSecondFactor(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  shown: FactorShown,
): Promise<Begun | Refusal> {
  const { accountId, sessionId } = shown;
  const tried = triedAt(secrets, 'second-factor', accountId);
  const blocked = await takeTry(trx, tried, act.now);
  if (blocked !== undefined) return blocked;
  const by = 'code' in shown ? 'code' : 'recovery-code';
  if (!(await isRight(trx, act, secrets, shown))) {
    await journal(trx, act, { event: 'sign-in.refused', target: accountId, detail: { step: 'second-factor', by } });
    return REFUSED;
  }
  await forgetTries(trx, tried);
  const renewed = await renewSession(trx, act, sessionId, { secondFactorShown: true });
  if (renewed === undefined) return sessionGone();
  await journal(trx, act, {
    event: 'second-factor.shown',
    target: accountId,
    detail: { by, sessionId: renewed.sessionId },
  });
  return renewed;
}

async function isRight(trx: Queryable, act: Act, secrets: Secrets, shown: FactorShown): Promise<boolean> {
  const held = await lockAuthenticator(trx, secrets, shown.accountId);
  if (held?.confirmed !== true) return false;
  if ('code' in shown) return takeCode(trx, held, shown.code, act.now);
  return takeRecoveryCode(trx, act, secrets, { accountId: shown.accountId, code: shown.recoveryCode });
}
