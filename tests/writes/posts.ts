import assert from 'node:assert/strict';
import { grantPost } from '../../server/src/domain/access/office-fixture.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import type { Scene, WriteExample } from './example.ts';
import { invited } from './holder.ts';

const { credit, housing } = AGENCIES;
const URL = '/api/v1/posts';

async function proposal(scene: Scene): Promise<object> {
  const { accountId } = await invited(scene);
  return { accountId, role: 'clerk', agency: housing.code, proof: '青建任〔2026〕1号' };
}

/** A post that waits for a second person. */
async function proposed(scene: Scene): Promise<string> {
  const headers = await scene.as('system-admin', credit.code);
  const answer = await scene.server.inject({ method: 'POST', url: URL, headers, payload: await proposal(scene) });
  assert.equal(answer.statusCode, 201, answer.payload);
  return answer.json().postId;
}

/** What an organisation's user shows the number of at the counter. */
export async function asked({ as, server }: Scene): Promise<string> {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/session/organisations',
    headers: await as('organisation'),
    payload: { code: ORGANISATIONS.food.code, proof: '营业执照、法定代表人授权书' },
  });
  assert.equal(answer.statusCode, 201, answer.payload);
  return answer.json().postId;
}

export const postWrites: readonly WriteExample[] = [
  {
    route: `POST ${URL}`,
    request: async (scene) => ({
      headers: await scene.as('system-admin', credit.code),
      payload: await proposal(scene),
    }),
  },
  {
    route: `POST ${URL}/:postId/confirmation`,
    request: async (scene) => ({
      url: `${URL}/${await proposed(scene)}/confirmation`,
      headers: await scene.as('security-admin', credit.code),
    }),
  },
  {
    route: `POST ${URL}/:postId/refusal`,
    request: async (scene) => ({
      url: `${URL}/${await proposed(scene)}/refusal`,
      headers: await scene.as('security-admin', credit.code),
    }),
  },
  {
    route: `DELETE ${URL}/:postId`,
    request: async (scene) => {
      const { accountId } = await invited(scene);
      return {
        url: `${URL}/${await grantPost(scene.city, accountId, 'clerk')}`,
        headers: await scene.as('security-admin', credit.code),
      };
    },
  },
  {
    route: `POST ${URL}/:postId/binding`,
    request: async (scene) => ({
      url: `${URL}/${await asked(scene)}/binding`,
      headers: await scene.as('counter', credit.code),
      payload: { shown: '营业执照副本、授权书原件' },
    }),
  },
];
