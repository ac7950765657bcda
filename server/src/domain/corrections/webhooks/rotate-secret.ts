import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { type Act, journal } from '../../journal/index.ts';
import { takeEndpoint } from './endpoint.ts';
import { addSecret, OVERLAP_MS } from './secrets-of.ts';
import { shownSecret } from './sign.ts';

export type Rotated = { endpointId: string; secret: string; olderSignsUntil: Date };

/** A new secret, shown once; both sign until the overlap is over. */
export async function rotateSecret(
  trx: Transaction,
  { secrets }: Pick<System, 'secrets'>,
  act: Act,
  endpointId: string,
): Promise<Rotated | Refusal> {
  const endpoint = await takeEndpoint(trx, endpointId);
  if (endpoint === undefined) return noSuchEndpoint();
  const secret = await addSecret(trx, secrets, act, endpointId);
  await journal(trx, act, { event: 'webhook.rotated', target: endpointId, detail: { agency: endpoint.agency } });
  return { endpointId, secret: shownSecret(secret), olderSignsUntil: new Date(act.now.getTime() + OVERLAP_MS) };
}

export function noSuchEndpoint(): Refusal {
  return refuse('not-found', '没有找到这个召回通知地址，或者已经停用。');
}
