import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Act } from '../../journal/index.ts';
import { openWebhookSecret, sealWebhookSecret } from './sealed-secret.ts';
import { newSecret } from './sign.ts';

/** After a rotation the older secret signs as well for so long, so that no receiver has to change in the same moment. */
export const OVERLAP_MS = 24 * 60 * 60 * 1000;
/** Secrets that may sign at once: the one in use, and those a receiver may still know. */
const SIGNING_AT_MOST = 5;

/** What notices to this endpoint are signed with at this moment, the newest first. */
export async function signingSecrets(
  db: Queryable,
  secrets: Secrets,
  endpointId: string,
  now: Date,
): Promise<Buffer[]> {
  const { rows } = await db.query<{ secretNo: number; sealed: Buffer }>(
    `select secret_no as "secretNo", sealed from webhook_secret
      where endpoint_id = $1 and (signs_until is null or signs_until > $2)
      order by secret_no desc limit ${SIGNING_AT_MOST}`,
    [endpointId, now],
  );
  return rows.map(({ secretNo, sealed }) => openWebhookSecret(secrets, { endpointId, secretNo }, sealed));
}

/** A new secret; the one before signs until a while from now. The caller holds the endpoint. */
export async function addSecret(trx: Queryable, secrets: Secrets, act: Act, endpointId: string): Promise<Buffer> {
  await trx.query('update webhook_secret set signs_until = $2 where endpoint_id = $1 and signs_until is null', [
    endpointId,
    new Date(act.now.getTime() + OVERLAP_MS),
  ]);
  const { rows } = await trx.query<{ next: number }>(
    'select coalesce(max(secret_no), 0) + 1 as next from webhook_secret where endpoint_id = $1',
    [endpointId],
  );
  const secretNo = rows[0]?.next ?? 1;
  const secret = newSecret();
  await trx.query(
    `insert into webhook_secret (endpoint_id, secret_no, sealed, made_by, made_at) values ($1, $2, $3, $4, $5)`,
    [endpointId, secretNo, sealWebhookSecret(secrets, { endpointId, secretNo }, secret), act.actor, act.now],
  );
  return secret;
}
