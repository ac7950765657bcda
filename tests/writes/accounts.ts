import assert from 'node:assert/strict';
import { bindAuthenticator } from '../../server/src/domain/access/office-fixture.ts';
import { AGENCIES } from '../cast.ts';
import type { Scene, WriteExample } from './example.ts';
import { freshLogin, holder, invited } from './holder.ts';
import { STAFF_PROVIDER } from './scene.ts';

const { credit, housing } = AGENCIES;
const URL = '/api/v1/accounts';
/** Invented; nobody of the cast. */
const NEW_AGENCY = '11990100MB0QHYLE8T';

/** Somebody whose phone is lost. */
async function bound(scene: Scene): Promise<string> {
  const { accountId, browser } = await holder(scene);
  await bindAuthenticator(browser, scene.city);
  return accountId;
}

async function resetProposed(scene: Scene): Promise<string> {
  const accountId = await bound(scene);
  const answer = await scene.server.inject({
    method: 'POST',
    url: `${URL}/${accountId}/second-factor-reset`,
    headers: await scene.as('system-admin', credit.code),
    payload: { reason: '手机遗失,已当面核实' },
  });
  assert.equal(answer.statusCode, 201, answer.payload);
  return accountId;
}

async function keyIssued({ as, server }: Scene): Promise<string> {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/api-keys',
    headers: await as('security-admin', credit.code),
    payload: { agency: housing.code, scopes: ['read'] },
  });
  assert.equal(answer.statusCode, 201, answer.payload);
  return answer.json().keyId;
}

export const accountWrites: readonly WriteExample[] = [
  {
    route: `POST ${URL}`,
    request: async ({ as }) => ({
      headers: await as('system-admin', credit.code),
      payload: { login: freshLogin(), name: '白露' },
    }),
  },
  {
    route: `POST ${URL}/:accountId/invitation`,
    request: async (scene) => ({
      url: `${URL}/${(await invited(scene)).accountId}/invitation`,
      headers: await scene.as('system-admin', credit.code),
    }),
  },
  {
    route: `POST ${URL}/:accountId/identities`,
    request: async (scene) => {
      const { accountId } = await invited(scene);
      return {
        url: `${URL}/${accountId}/identities`,
        headers: await scene.as('system-admin', credit.code),
        payload: { provider: STAFF_PROVIDER, subject: accountId },
      };
    },
  },
  {
    route: `POST ${URL}/:accountId/new-password`,
    request: async (scene) => ({
      url: `${URL}/${(await holder(scene)).accountId}/new-password`,
      headers: await scene.as('system-admin', credit.code),
    }),
  },
  {
    route: `POST ${URL}/:accountId/second-factor-reset`,
    request: async (scene) => ({
      url: `${URL}/${await bound(scene)}/second-factor-reset`,
      headers: await scene.as('system-admin', credit.code),
      payload: { reason: '手机遗失,已当面核实' },
    }),
  },
  {
    route: `POST ${URL}/:accountId/second-factor-reset/confirmation`,
    request: async (scene) => ({
      url: `${URL}/${await resetProposed(scene)}/second-factor-reset/confirmation`,
      headers: await scene.as('security-admin', credit.code),
    }),
  },
  {
    route: `DELETE ${URL}/:accountId/sessions`,
    request: async (scene) => ({
      url: `${URL}/${(await holder(scene)).accountId}/sessions`,
      headers: await scene.as('security-admin', credit.code),
    }),
  },
  {
    route: `DELETE ${URL}/:accountId`,
    request: async (scene) => ({
      url: `${URL}/${(await invited(scene)).accountId}`,
      headers: await scene.as('system-admin', credit.code),
    }),
  },
  {
    route: 'POST /api/v1/agencies',
    request: async ({ as }) => ({
      headers: await as('system-admin', credit.code),
      payload: { uscc: NEW_AGENCY, name: '青禾市园林绿化局', categories: ['licence'] },
    }),
  },
  {
    route: 'POST /api/v1/api-keys',
    request: async ({ as }) => ({
      headers: await as('security-admin', credit.code),
      payload: { agency: housing.code, scopes: ['read'] },
    }),
  },
  {
    route: 'DELETE /api/v1/api-keys/:keyId',
    request: async (scene) => ({
      url: `/api/v1/api-keys/${await keyIssued(scene)}`,
      headers: await scene.as('security-admin', credit.code),
    }),
  },
];
