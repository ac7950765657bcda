import * as client from 'openid-client';
import { isLoopback, type Provider } from './provider.ts';

/** What a provider says of itself is believed this long; its keys are fetched anew when an unknown one signs. */
const DISCOVERED_FOR_MS = 60 * 60_000;
const ANSWER_WITHIN_SECONDS = 5;
/** How far its clock may be off. */
const CLOCK_TOLERANCE_SECONDS = 30;

const known = new WeakMap<Provider, { at: number; found: Promise<client.Configuration> }>();

/** The provider's addresses and keys (OpenID Connect Discovery 1.0). A failure is not remembered. */
export function discover(provider: Provider, now: Date): Promise<client.Configuration> {
  const held = known.get(provider);
  if (held !== undefined && Math.abs(now.getTime() - held.at) < DISCOVERED_FOR_MS) return held.found;
  const found = client.discovery(
    new URL(provider.issuer),
    provider.clientId,
    { client_secret: provider.clientSecret, [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    undefined,
    {
      timeout: ANSWER_WITHIN_SECONDS,
      // the signature is checked although the token came straight from the provider (OpenID Connect Core, 3.1.3.7, 6)
      execute: [
        client.enableNonRepudiationChecks,
        ...(isLoopback(provider.issuer) ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  known.set(provider, { at: now.getTime(), found });
  found.catch(() => known.delete(provider));
  return found;
}
