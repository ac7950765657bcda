import assert from 'node:assert/strict';
import { bundledEntries, changed } from '../../server/src/domain/catalogue/testing/bundled.ts';
import { AGENCIES } from '../cast.ts';
import type { Scene, WriteExample } from './example.ts';

const URL = '/api/v1/catalogue/proposals';
const OFFICE = AGENCIES.credit.code;
const EDITOR = 'u00000000000000ed';

async function offer(): Promise<object> {
  const offered = changed(await bundledEntries(), 'categories', 'honour', (body) => (body.name = '诚信荣誉'));
  const entries = offered.map(({ kind, code, body }) => ({ kind, code, body }));
  return { inForceFrom: '2026-12-01', reason: '依新办法修订', entries };
}

export async function proposed({ as, server }: Scene): Promise<{ proposalId: string; digest: string }> {
  const headers = await as('catalogue-editor', OFFICE, EDITOR);
  const answer = await server.inject({ method: 'POST', url: URL, headers, payload: await offer() });
  assert.equal(answer.statusCode, 201, answer.payload);
  return answer.json();
}

export const catalogueWrites: readonly WriteExample[] = [
  {
    route: `POST ${URL}`,
    request: async ({ as }) => ({ headers: await as('catalogue-editor', OFFICE), payload: await offer() }),
  },
  {
    route: `POST ${URL}/:id/rejection`,
    request: async (scene) => ({
      url: `${URL}/${(await proposed(scene)).proposalId}/rejection`,
      headers: await scene.as('decider', OFFICE),
      payload: { reason: '依据有误' },
    }),
  },
  {
    route: `POST ${URL}/:id/withdrawal`,
    request: async (scene) => ({
      url: `${URL}/${(await proposed(scene)).proposalId}/withdrawal`,
      headers: await scene.as('catalogue-editor', OFFICE, EDITOR),
      payload: { reason: '另行提出' },
    }),
  },
  {
    route: `POST ${URL}/:id/confirmation`,
    request: async (scene) => {
      const { proposalId, digest } = await proposed(scene);
      return {
        url: `${URL}/${proposalId}/confirmation`,
        headers: await scene.as('decider', OFFICE),
        payload: { digest },
      };
    },
  },
];
