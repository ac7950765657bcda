import assert from 'node:assert/strict';
import type { InjectOptions } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import { Browser, bindAuthenticator, makeStaff, PASSWORD } from '../../server/src/domain/access/office-fixture.ts';
import { AGENCIES } from '../cast.ts';
import type { Scene } from './example.ts';

let holders = 0;

/** A login nobody has yet. */
export function freshLogin(): string {
  holders += 1;
  return `holder-${holders}`;
}

export type Holder = { accountId: string; login: string; browser: Browser };

/** An official whose password is `PASSWORD`, signed in with it in a browser. */
export async function holder({ city, server }: Scene): Promise<Holder> {
  const login = freshLogin();
  const accountId = await makeStaff(city, login);
  const browser = new Browser({ server });
  const begun = await browser.signIn(login, PASSWORD);
  assert.equal(begun.status, 200, begun.text);
  return { accountId, login, browser };
}

/** An official with an authenticator, signed in anew by password alone: what `recoveryCode` is still asked for. */
export async function halfwayIn(scene: Scene): Promise<{ browser: Browser; recoveryCode: string }> {
  const { login, browser: first } = await holder(scene);
  const { recoveryCodes } = await bindAuthenticator(first, scene.city);
  const browser = new Browser(scene);
  assert.equal((await browser.signIn(login)).status, 200);
  return { browser, recoveryCode: recoveryCodes[0] ?? '' };
}

/** An official's account as the system administrator makes it: no password, no post; and the token of its link. */
export async function invited({ as, server }: Scene): Promise<{ accountId: string; token: string }> {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: await as('system-admin', AGENCIES.credit.code),
    payload: { login: freshLogin(), name: '白露' },
  });
  assert.equal(answer.statusCode, 201, answer.payload);
  const { accountId, link } = answer.json();
  return { accountId, token: String(link).split('/').at(-1) ?? '' };
}

/** What a browser says of a request that one of our own pages makes. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

export function headersOf({ cookies }: Browser): Record<string, string> {
  return { ...OWN_PAGE, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** A form of one of our pages, sent. */
export function form(headers: Record<string, string>, fields: Record<string, string> = {}): InjectOptions {
  return {
    headers: { ...headers, ...OWN_PAGE, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  };
}

/** The first code of an authenticator that the browser has begun to bind. */
export async function firstCode(browser: Browser, now: Date): Promise<string> {
  const begun = await browser.json('POST', '/api/v1/session/authenticator');
  assert.equal(begun.status, 200, begun.text);
  return new TOTP({ secret: Secret.fromBase32(String(begun.body.key)) }).generate({ timestamp: now.getTime() });
}
