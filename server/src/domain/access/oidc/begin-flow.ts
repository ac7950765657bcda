import * as client from 'openid-client';
import { write } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { System } from '../../../system.ts';
import { baseUrlOf } from '../accounts/invitation-link.ts';
import { newToken } from '../new-id.ts';
import { hashToken } from '../sessions.ts';
import { discover } from './discover.ts';
import type { Provider } from './provider.ts';

/** Long enough to find a phone and scan a code; then one begins anew. */
export const FLOW_MS = 10 * 60_000;

export type FlowBegun = { location: string; browser: string };
export type FlowParts = Pick<System, 'pool' | 'clock' | 'config' | 'log'>;

export function returnAddress(config: System['config'], provider: Provider): string {
  return `${baseUrlOf(config)}/sign-in/with/${provider.id}/return`;
}

/**
 * Sends somebody to an identity provider: authorization code with PKCE (RFC 7636), state and nonce (OpenID Connect Core,
 * 3.1.2.1). The way back is open for `FLOW_MS`, once, and to this browser alone: `browser` is what its cookie holds.
 */
export async function beginFlow(
  { pool, clock, config, log }: FlowParts,
  provider: Provider,
  held: string | undefined,
): Promise<FlowBegun | Refusal> {
  const found = await discover(provider, clock()).catch((error: unknown) => {
    log.warn({ provider: provider.id, code: codeOf(error) }, 'identity provider does not answer');
    return undefined;
  });
  if (found === undefined) return providerAway();
  const browser = held ?? newToken();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const verifier = client.randomPKCECodeVerifier();
  const challenge = await client.calculatePKCECodeChallenge(verifier);
  await write(pool, clock, (trx, now) =>
    trx.query(
      `insert into oidc_flow (state_hash, browser_hash, provider, nonce, verifier, began_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [hashToken(state), hashToken(browser), provider.id, nonce, verifier, now],
    ),
  );
  const location = client.buildAuthorizationUrl(found, {
    redirect_uri: returnAddress(config, provider),
    scope: ['openid', ...(provider.scopes ?? [])].join(' '),
    state,
    nonce,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(provider.acr === undefined ? {} : { acr_values: provider.acr.join(' ') }),
  });
  return { location: location.href, browser };
}

export function providerAway(): Refusal {
  return refuse('provider-away', '身份认证平台暂时没有应答,请稍后再试,或者改用其他方式登录。', {
    retryAfterSeconds: 30,
  });
}

/** The error's kind, for our log; what a provider writes is repeated nowhere. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
