import assert from 'node:assert/strict';
import { codeOf } from '../../server/src/domain/messages/messages-fixture.ts';
import { signIn } from '../sign-in.ts';
import type { Scene, WriteExample } from './example.ts';
import { form } from './holder.ts';

const URL = '/api/v1/session/mail-address';

/** A clerk whose address waits for its code. */
async function waiting({ city, server }: Scene) {
  const { accountId, headers } = await signIn(city.system, { role: 'clerk' });
  const set = await server.inject({ method: 'POST', url: URL, headers, payload: { address: 'bailu@example.cn' } });
  assert.equal(set.statusCode, 200, set.payload);
  return { headers, code: await codeOf(city, accountId) };
}

export const messageWrites: readonly WriteExample[] = [
  {
    route: `POST ${URL}`,
    request: async ({ as }) => ({ headers: await as('clerk'), payload: { address: 'bailu@example.cn' } }),
  },
  {
    route: `POST ${URL}/confirmation`,
    request: async (scene) => {
      const { headers, code } = await waiting(scene);
      return { headers, payload: { code } };
    },
  },
  {
    route: `DELETE ${URL}`,
    request: async (scene) => ({ headers: (await waiting(scene)).headers }),
  },
  {
    route: 'POST /account/mail-address',
    request: async ({ as }) => form(await as('clerk'), { address: 'bailu@example.cn' }),
  },
  {
    route: 'POST /account/mail-address/confirmation',
    request: async (scene) => {
      const { headers, code } = await waiting(scene);
      return form(headers, { code });
    },
  },
  {
    route: 'POST /account/mail-address/removal',
    request: async (scene) => form((await waiting(scene)).headers),
  },
];
