import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { findAgency, readAgencyCode } from '../../access/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import { refuseUrl } from './endpoint-url.ts';
import { addSecret } from './secrets-of.ts';
import { shownSecret } from './sign.ts';

const ID_BYTES = 8;

/** `secret` is the only time it is seen. */
export type Registered = { endpointId: string; agency: string; url: string; secret: string };

/** An agency is told of recalls at its own system from now on; it has one such address at a time. */
export async function registerEndpoint(
  trx: Transaction,
  { config, secrets }: Pick<System, 'config' | 'secrets'>,
  act: Act,
  { agency: code, url }: { agency: string; url: string },
): Promise<Registered | Refusal> {
  const uscc = readAgencyCode(code);
  const agency = uscc === undefined ? undefined : await findAgency(trx, uscc);
  if (agency === undefined) return refuse('unknown-agency', '该部门尚未登记，请先登记部门。', { field: 'agency' });
  const amiss = refuseUrl(url, allowedAddresses(config.webhookNetworks));
  if (amiss !== null) return amiss;
  const endpointId = `h${randomBytes(ID_BYTES).toString('hex')}`;
  const { rowCount } = await trx.query(
    `insert into webhook_endpoint (endpoint_id, agency, url, made_by, made_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [endpointId, agency.uscc, url, act.actor, act.now],
  );
  if (rowCount === 0) return refuse('conflict', '该部门已有召回通知地址，请先停用。', { field: 'agency' });
  const secret = await addSecret(trx, secrets, act, endpointId);
  await journal(trx, act, {
    event: 'webhook.registered',
    target: endpointId,
    detail: { agency: agency.uscc, host: new URL(url).host },
  });
  return { endpointId, agency: agency.uscc, url, secret: shownSecret(secret) };
}
