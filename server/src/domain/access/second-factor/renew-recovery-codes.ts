import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Act } from '../../journal/index.ts';
import { lockAuthenticator } from './authenticator.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { requireShownFactor } from './require-shown-factor.ts';

/** New recovery codes for those that are used up, lost or old. */
export async function renewRecoveryCodes(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  who: { accountId: string; sessionId: string },
): Promise<{ recoveryCodes: string[] } | Refusal> {
  const unshown = await requireShownFactor(trx, who);
  if (unshown !== undefined) return unshown;
  const held = await lockAuthenticator(trx, secrets, who.accountId);
  if (held?.confirmed !== true) return refuse('conflict', '请先绑定验证器。');
  return { recoveryCodes: await makeRecoveryCodes(trx, act, secrets, who.accountId) };
}
