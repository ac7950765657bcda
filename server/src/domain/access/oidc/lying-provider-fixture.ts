import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLIENT } from './real-provider-fixture.ts';

export type Said = Record<string, unknown>;
export type LyingProvider = {
  issuer: string;
  /** What the next ID token says beside or instead of the truth; undefined leaves a claim out. */
  lie: (said: Said, nonce: string) => void;
  /** Signs with a key that is not the published one. */
  forge: boolean;
  close(): Promise<void>;
};

/** A provider that says what it is told to: what no real one can be made to do. */
export async function openLyingProvider(): Promise<LyingProvider> {
  const [published, other] = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ];
  let said: Said = {};
  let nonce = '';
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    const send = (document: object) =>
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    if (path === '/.well-known/openid-configuration') {
      return send({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (path === '/jwks') {
      return send({ keys: [{ ...published.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] });
    }
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, sub: 'bailu', aud: CLIENT.id, iat: seconds, exp: seconds + 300, nonce, ...said };
    const { privateKey } = provider.forge ? other : published;
    request.resume();
    return send({
      access_token: 'a',
      token_type: 'Bearer',
      id_token: jwt(claims, (text) => sign('sha256', Buffer.from(text), privateKey)),
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: LyingProvider = {
    issuer,
    forge: false,
    lie: (next, hisNonce) => {
      said = next;
      nonce = hisNonce;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}

function jwt(claims: object, signed: (text: string) => Buffer): string {
  const part = (document: object) => Buffer.from(JSON.stringify(document)).toString('base64url');
  const text = `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}`;
  return `${text}.${signed(text).toString('base64url')}`;
}
