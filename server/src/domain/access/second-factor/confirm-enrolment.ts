import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Begun } from '../sign-in/begin-session.ts';
import { endSessions } from '../sign-in/end-sessions.ts';
import { renewSession } from '../sign-in/renew-session.ts';
import { sessionGone } from '../sign-in/session-gone.ts';
import { lockAuthenticator, takeCode } from './authenticator.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

export type Enrolled = { begun: Begun; recoveryCodes: string[] };

/** The app shows a code, so the secret arrived: from now on every sign-in asks for one. Other sessions end. */
export async function confirmEnrolment(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  { accountId, sessionId, code }: { accountId: string; sessionId: string; code: string },
): Promise<Enrolled | Refusal> {
  const held = await lockAuthenticator(trx, secrets, accountId);
  if (held === undefined) return refuse('conflict', '请先取得验证器的二维码,再输入动态口令。');
  if (held.confirmed) return refuse('already-done', '已经绑定验证器。');
  if (!(await takeCode(trx, held, code, act.now))) {
    return refuse('code-refused', '动态口令不正确。请核对手机的时间是否自动校准,再输入新的 6 位数字。', {
      field: 'code',
    });
  }
  await trx.query('update authenticator set confirmed_at = $2 where authenticator_id = $1', [
    held.authenticatorId,
    act.now,
  ]);
  const begun = await renewSession(trx, act, sessionId, { secondFactorShown: true });
  if (begun === undefined) return sessionGone();
  const { authenticatorId } = held;
  await journal(trx, act, { event: 'second-factor.bound', target: accountId, detail: { authenticatorId } });
  await endSessions(trx, act, accountId, { but: begun.sessionId });
  return { begun, recoveryCodes: await makeRecoveryCodes(trx, act, secrets, accountId) };
}
