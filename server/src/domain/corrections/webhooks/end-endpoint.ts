import type { Transaction } from '../../../platform/db/write.ts';
import type { Refusal } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { takeEndpoint } from './endpoint.ts';
import { noSuchEndpoint } from './rotate-secret.ts';

/** From now on recalls go into the agency's inbox, also those that were on their way. */
export async function endEndpoint(
  trx: Transaction,
  act: Act,
  endpointId: string,
): Promise<{ endpointId: string } | Refusal> {
  const endpoint = await takeEndpoint(trx, endpointId);
  if (endpoint === undefined) return noSuchEndpoint();
  await trx.query('update webhook_endpoint set ended_by = $2, ended_at = $3 where endpoint_id = $1', [
    endpointId,
    act.actor,
    act.now,
  ]);
  await journal(trx, act, { event: 'webhook.ended', target: endpointId, detail: { agency: endpoint.agency } });
  return { endpointId };
}
