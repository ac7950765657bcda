import { randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccount } from '../accounts/account-queries.ts';
import { newId } from '../new-id.ts';
import { lockAuthenticator } from './authenticator.ts';
import { sealSecret } from './sealed-secret.ts';
import { enrolmentOf, SECRET_BYTES } from './totp.ts';

/** `uri` for the camera of an authenticator app, `key` to be typed. Shown until the first code confirms that it arrived. */
export type Enrolment = { uri: string; key: string };

/** Makes the secret of a new authenticator. It counts for nothing until a code from it has been shown. */
export async function beginEnrolment(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  accountId: string,
): Promise<Enrolment | Refusal> {
  await trx.query('select from account where account_id = $1 for no key update', [accountId]);
  const account = await findAccount(trx, accountId);
  if (account === undefined) return refuse('not-found', '没有这个账号。');
  const held = await lockAuthenticator(trx, secrets, accountId);
  if (held?.confirmed === true) {
    return refuse('already-done', '已经绑定验证器。手机丢失或更换的,请联系系统管理员重置。');
  }
  if (held !== undefined) {
    await trx.query('update authenticator set ended_at = $2, ended_by = $3 where authenticator_id = $1', [
      held.authenticatorId,
      act.now,
      act.actor,
    ]);
  }
  const authenticatorId = newId('a');
  const secret = randomBytes(SECRET_BYTES);
  await trx.query('insert into authenticator (authenticator_id, account_id, sealed, made_at) values ($1, $2, $3, $4)', [
    authenticatorId,
    accountId,
    sealSecret(secrets, authenticatorId, secret),
    act.now,
  ]);
  await journal(trx, act, { event: 'second-factor.begun', target: accountId, detail: { authenticatorId } });
  return enrolmentOf(secret, account.login ?? accountId);
}

/** The enrolment that is under way, to be shown again; undefined where none is. */
export async function enrolmentUnderWay(
  trx: Queryable,
  secrets: Secrets,
  accountId: string,
): Promise<Enrolment | undefined> {
  const held = await lockAuthenticator(trx, secrets, accountId);
  if (held === undefined || held.confirmed) return undefined;
  const account = await findAccount(trx, accountId);
  return enrolmentOf(held.secret, account?.login ?? accountId);
}
