import * as client from 'openid-client';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { hashToken } from '../sessions.ts';
import { codeOf, FLOW_MS, type FlowParts, providerAway, returnAddress } from './begin-flow.ts';
import { discover } from './discover.ts';
import type { Provider } from './provider.ts';

/** What the provider says of whoever came back; every claim of the ID token has been checked (OpenID Connect Core, 3.1.3.7). */
export type Claims = { issuer: string; subject: string; claims: Readonly<Record<string, unknown>> };

export type Returned = { search: string; browser: string | undefined };

const AGAIN = '登录请求已经失效、已经用过,或者不是从本浏览器发起的,请重新登录。';

/** Takes somebody back from an identity provider. Each refusal is ours: what the provider writes reaches nobody. */
export async function finishFlow(
  parts: FlowParts,
  provider: Provider,
  { search, browser }: Returned,
): Promise<Claims | Refusal> {
  const { pool, clock, config, log } = parts;
  const state = new URLSearchParams(search).get('state') ?? '';
  if (browser === undefined) return refuse('sign-in-refused', AGAIN);
  const flow = await write(pool, clock, async (trx, now) => {
    // Taken away whatever comes of it: a second try needs a second flow (RFC 9700, 2.1, 4.7).
    const { rows } = await trx.query<{ nonce: string; verifier: string; began_at: Date }>(
      `delete from oidc_flow where state_hash = $1 and browser_hash = $2 and provider = $3
       returning nonce, verifier, began_at`,
      [hashToken(state), hashToken(browser), provider.id],
    );
    const [taken] = rows;
    return taken !== undefined && now.getTime() - taken.began_at.getTime() < FLOW_MS ? taken : undefined;
  });
  if (flow === undefined) return refuse('sign-in-refused', AGAIN);
  try {
    const found = await discover(provider, clock());
    const tokens = await client.authorizationCodeGrant(found, new URL(`${returnAddress(config, provider)}${search}`), {
      pkceCodeVerifier: flow.verifier,
      expectedState: state,
      expectedNonce: flow.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) return refused();
    const answer = { issuer: claims.iss, subject: claims.sub, claims: { ...claims } };
    return hasAll(provider, answer.claims) ? answer : await withUserInfo(found, tokens.access_token, answer);
  } catch (error) {
    log.warn({ provider: provider.id, code: codeOf(error) }, 'sign-in by an identity provider was refused');
    return isAway(error) ? providerAway() : refused();
  }
}

/** Claims that are not in the ID token are asked of the provider, where it answers such questions. */
async function withUserInfo(found: client.Configuration, token: string, held: Claims): Promise<Claims> {
  if (found.serverMetadata().userinfo_endpoint === undefined) return held;
  const more = await client.fetchUserInfo(found, token, held.subject);
  return { ...held, claims: { ...more, ...held.claims } };
}

function hasAll({ loginClaim, usccClaim, idNumberClaim }: Provider, claims: Claims['claims']): boolean {
  return [loginClaim, usccClaim, idNumberClaim].every((name) => name === undefined || claims[name] !== undefined);
}

function isAway(error: unknown): boolean {
  return error instanceof TypeError || ['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(codeOf(error));
}

function refused(): Refusal {
  return refuse('sign-in-refused', '身份认证平台没有确认您的身份,请重新登录。');
}

export function isClaims(value: Claims | Refusal): value is Claims {
  return !isRefusal(value);
}
