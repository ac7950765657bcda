import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { openSecret } from './sealed-secret.ts';
import { stepOfCode } from './totp.ts';

export type Authenticator = { authenticatorId: string; confirmed: boolean; secret: Buffer };

/** The one of the account, bound or about to be; kept from changing until the transaction ends. */
export async function lockAuthenticator(
  trx: Queryable,
  secrets: Secrets,
  accountId: string,
): Promise<Authenticator | undefined> {
  const { rows } = await trx.query<{ authenticator_id: string; sealed: Buffer; confirmed_at: Date | null }>(
    'select authenticator_id, sealed, confirmed_at from authenticator where account_id = $1 and ended_at is null for update',
    [accountId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const authenticatorId = row.authenticator_id;
  return {
    authenticatorId,
    confirmed: row.confirmed_at !== null,
    secret: openSecret(secrets, authenticatorId, row.sealed),
  };
}

/** Whether the code is one of now and none of this or an earlier time step was taken before: no code is good twice (RFC 6238, 5.2). */
export async function takeCode(
  trx: Queryable,
  { authenticatorId, secret }: Authenticator,
  code: string,
  now: Date,
): Promise<boolean> {
  const step = stepOfCode(secret, code, now);
  if (step === undefined) return false;
  const { rowCount } = await trx.query(
    'update authenticator set last_step = $2 where authenticator_id = $1 and (last_step is null or last_step < $2)',
    [authenticatorId, step],
  );
  return rowCount === 1;
}
