import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { AGENCIES } from '../../../../tests/cast.ts';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { buildServer } from '../../app.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { acceptInvitation } from './accounts/accept-invitation.ts';
import { createAccount } from './accounts/create-account.ts';
import { invite } from './accounts/invite.ts';
import { addAgency, type Role } from './index.ts';
import { confirmPost } from './posts/decide-post.ts';
import { proposePost } from './posts/propose-post.ts';
import { codeAt } from './second-factor/totp.ts';

/** Good by the rule, and nobody's. */
export const PASSWORD = '河边三只白鹅在下棋看日落';
export const OTHER_PASSWORD = 'turnip lantern oxbow';
const NONE = { categories: new Set<string>(), adverse: new Set<string>(), lists: new Set<string>() };

export type Office = TestSystem & { server: FastifyInstance; later(ms: number): void };

/** A server of its own with one agency, whose clock is turned by hand. */
export async function openOffice(env: Record<string, string> = {}): Promise<Office> {
  const test = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0', ...env } });
  const { credit } = AGENCIES;
  await write(test.system.pool, test.system.clock, (trx, now) =>
    addAgency(trx, by('立夏', now), { uscc: credit.code, name: credit.name, categories: [] }, NONE),
  );
  const server = buildServer(test.system);
  const later = (ms: number) => {
    test.clock.now = new Date(test.clock.now.getTime() + ms);
  };
  const close = async () => {
    await server.close();
    await test.close();
  };
  return { ...test, server, later, close };
}

export const by = (actor: string, now: Date) => ({ actor, purpose: 'test', now });

export function granted<T>(value: T | Refusal): T {
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
}

/** An official with a password of the own choosing, as an invitation makes one. */
export async function makeStaff(
  { system }: Pick<Office, 'system'>,
  login: string,
  { role, name = '白露' }: { role?: Role; name?: string } = {},
): Promise<string> {
  const { pool, clock } = system;
  const { accountId, token } = await write(pool, clock, async (trx, now) => {
    const created = granted(await createAccount(trx, by('甲', now), { login, name }));
    return granted(await invite(trx, by('甲', now), created.accountId));
  });
  const actAt = (now: Date) => by('anonymous', now);
  granted(await acceptInvitation(system, actAt, { token, password: PASSWORD }));
  if (role !== undefined) await grantPost({ system }, accountId, role);
  return accountId;
}

export async function grantPost({ system }: Pick<Office, 'system'>, accountId: string, role: Role): Promise<string> {
  return write(system.pool, system.clock, async (trx, now) => {
    const proposal = { accountId, role, agency: AGENCIES.credit.code, proof: '任命文件' };
    const { postId } = granted(await proposePost(trx, by('甲', now), proposal));
    return granted(await confirmPost(trx, by('乙', now), postId)).postId;
  });
}

export type Answer = { status: number; body: Record<string, unknown>; location?: string; text: string };

/** A browser with its cookies; `json` speaks to the interface, `form` to the pages. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #server: FastifyInstance;
  constructor({ server }: Pick<Office, 'server'>) {
    this.#server = server;
  }

  json(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<Answer> {
    return this.#ask(method, url, payload === undefined ? {} : { payload });
  }

  form(url: string, fields: Record<string, string>): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#ask('POST', url, { payload: new URLSearchParams(fields).toString() }, headers);
  }

  get(url: string): Promise<Answer> {
    return this.#ask('GET', url, {});
  }

  signIn(login: string, password = PASSWORD): Promise<Answer> {
    return this.json('POST', '/api/v1/session', { login, password });
  }

  async #ask(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body: { payload?: object | string },
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#server.inject({
      method,
      url,
      ...body,
      headers: { ...headers, 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of answer.cookies) {
      if (set.maxAge === 0) this.cookies.delete(set.name);
      else this.cookies.set(set.name, set.value);
    }
    const { location } = answer.headers;
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: isJson ? answer.json() : {},
      text: answer.body,
      ...(typeof location === 'string' ? { location } : {}),
    };
  }
}

/** Binds an authenticator as its holder does; the code of any moment, and the recovery codes. */
export async function bindAuthenticator(
  browser: Browser,
  { clock }: Pick<Office, 'clock'>,
): Promise<{ code: (moment?: Date) => string; recoveryCodes: string[] }> {
  const begun = await browser.json('POST', '/api/v1/session/authenticator');
  assert.equal(begun.status, 200, begun.text);
  const secret = fromBase32(String(begun.body.key));
  const code = (moment = clock.now) => codeAt(secret, moment);
  const confirmed = await browser.json('POST', '/api/v1/session/authenticator/confirmation', { code: code() });
  assert.equal(confirmed.status, 200, confirmed.text);
  return { code, recoveryCodes: confirmed.body.recoveryCodes as string[] };
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export async function events({ system }: Pick<Office, 'system'>, target: string): Promise<string[]> {
  const { rows } = await system.pool.query<{ event: string }>(
    'select event from journal_entry where target = $1 order by entry_id',
    [target],
  );
  return rows.map(({ event }) => event);
}
