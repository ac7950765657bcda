import assert from 'node:assert/strict';
import { write } from '../../server/src/platform/db/write.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, bidder, listByTax, take, workJobs } from '../journeys/bidders.ts';
import { registration } from '../journeys/tables.ts';
import type { Scene, WriteExample } from './example.ts';
import { form } from './holder.ts';

const { tax, market, finance, credit } = AGENCIES;
const ENDPOINTS = '/api/v1/webhook-endpoints';
let numbers = 700;

async function asked(scene: Scene, url: string, headers: Record<string, string>, payload: object) {
  const answer = await scene.server.inject({ method: 'POST', url: `/api/v1${url}`, headers, payload });
  assert.ok(answer.statusCode < 300, answer.payload);
  return answer.json();
}

/** A listing that a desk has acted on, withdrawn since: its agency has a recall and a letter. */
async function fallen(scene: Scene): Promise<Bidder & { recordId: string }> {
  numbers += 1;
  const party = bidder(numbers);
  const { system } = scene.city;
  await take(scene.city, market, 'registration', [registration(party.code, party.name)]);
  await listByTax(scene.city, [party]);
  const desk = await scene.as('desk', finance.code);
  const { checkId, results } = await asked(scene, '/checks', desk, {
    matter: 'fiscal-funds',
    subjects: [{ code: party.code }],
  });
  await asked(scene, `/checks/${checkId}/feedback`, desk, {
    token: results[0].feedbackToken,
    outcomes: [{ measure: results[0].measures[0].measure, outcome: 'applied', reason: '情节严重' }],
  });
  const { rows } = await system.pool.query<{ recordId: string }>(
    `select record_id as "recordId" from record where subject_id = $1 and category = 'serious-dishonesty'`,
    [party.code],
  );
  const recordId = rows[0]?.recordId ?? '';
  const grounds = {
    category: 'serious-dishonesty',
    record: recordId,
    reason: '复议撤销',
    document: '青税撤〔2026〕1号',
  };
  await asked(scene, '/intake/withdrawals', await scene.as('reviewer', tax.code), grounds);
  assert.ok((await workJobs(system, 'record-ended')) > 0);
  return { ...party, recordId };
}

async function idOf(scene: Scene, table: 'recall' | 'reversal', recordId: string): Promise<string> {
  const { rows } = await scene.city.system.pool.query<{ id: string }>(
    `select ${table}_id as id from ${table} where record_id = $1`,
    [recordId],
  );
  return rows[0]?.id ?? '';
}

/** One agency has one endpoint: the one before goes. */
async function endpoint(scene: Scene): Promise<{ headers: Record<string, string>; endpointId: string }> {
  const headers = await scene.as('security-admin', credit.code);
  await noEndpoint(scene);
  const registered = { agency: finance.code, url: 'https://hook.example.cn/recalls' };
  return { headers, endpointId: (await asked(scene, '/webhook-endpoints', headers, registered)).endpointId };
}

const noEndpoint = ({ city: { system } }: Scene) =>
  write(system.pool, system.clock, (trx, now) =>
    trx.query(`update webhook_endpoint set ended_by = 'test', ended_at = $1 where ended_at is null`, [now]),
  );

async function effect(scene: Scene): Promise<{ headers: Record<string, string>; effectId: string }> {
  const { recordId } = await fallen(scene);
  const headers = await scene.as('case-officer', credit.code);
  return {
    headers,
    effectId: (await asked(scene, '/external-effects', headers, { recordId, site: '信用中国' })).effectId,
  };
}

async function consented(scene: Scene): Promise<{ headers: Record<string, string>; recordId: string }> {
  const { code, recordId } = await fallen(scene);
  const headers = await scene.as('organisation', undefined, undefined, code);
  await asked(scene, '/corrections/consents', headers, { recordId });
  return { headers, recordId };
}

export const correctionWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/recalls/:recallId/acknowledgement',
    request: async (scene) => {
      await noEndpoint(scene);
      const { recordId } = await fallen(scene);
      return {
        url: `/api/v1/recalls/${await idOf(scene, 'recall', recordId)}/acknowledgement`,
        headers: await scene.key(finance.code),
        payload: { done: 'deleted', note: '已从专项资金系统删除' },
      };
    },
  },
  {
    route: 'POST /api/v1/changes/acknowledgements',
    request: async (scene) => {
      const { recordId } = await fallen(scene);
      const changeId = await idOf(scene, 'recall', recordId);
      return { headers: await scene.key(finance.code), payload: { changes: [{ changeId, done: 'marked' }] } };
    },
  },
  {
    route: 'POST /api/v1/reversals/:reversalId/answer',
    request: async (scene) => {
      const { recordId } = await fallen(scene);
      return {
        url: `/api/v1/reversals/${await idOf(scene, 'reversal', recordId)}/answer`,
        headers: await scene.as('desk', finance.code),
        payload: { answer: 'reversed', reason: '已恢复其申报资格' },
      };
    },
  },
  {
    route: `POST ${ENDPOINTS}`,
    request: async (scene) => {
      await noEndpoint(scene);
      return {
        headers: await scene.as('security-admin', credit.code),
        payload: { agency: finance.code, url: 'https://hook.example.cn/recalls' },
      };
    },
  },
  {
    route: `POST ${ENDPOINTS}/:endpointId/secret`,
    request: async (scene) => {
      const { headers, endpointId } = await endpoint(scene);
      return { url: `${ENDPOINTS}/${endpointId}/secret`, headers };
    },
  },
  {
    route: `DELETE ${ENDPOINTS}/:endpointId`,
    request: async (scene) => {
      const { headers, endpointId } = await endpoint(scene);
      return { url: `${ENDPOINTS}/${endpointId}`, headers };
    },
  },
  {
    route: 'POST /api/v1/external-effects',
    request: async (scene) => ({
      headers: await scene.as('decider', credit.code),
      payload: { recordId: (await fallen(scene)).recordId, site: '国家企业信用信息公示系统' },
    }),
  },
  {
    route: 'POST /api/v1/external-effects/:effectId/steps',
    request: async (scene) => {
      const { headers, effectId } = await effect(scene);
      return {
        url: `/api/v1/external-effects/${effectId}/steps`,
        headers,
        payload: { step: 'sent', reference: '青信函〔2026〕1号' },
      };
    },
  },
  {
    route: 'POST /api/v1/corrections/consents',
    request: async (scene) => {
      const { code, recordId } = await fallen(scene);
      return { headers: await scene.as('organisation', undefined, undefined, code), payload: { recordId } };
    },
  },
  {
    route: 'DELETE /api/v1/corrections/consents/:recordId',
    request: async (scene) => {
      const { headers, recordId } = await consented(scene);
      return { url: `/api/v1/corrections/consents/${recordId}`, headers };
    },
  },
  {
    route: 'POST /account/corrections/:recordId/consent',
    request: async (scene) => {
      const { code, recordId } = await fallen(scene);
      const headers = await scene.as('organisation', undefined, undefined, code);
      return { url: `/account/corrections/${recordId}/consent`, ...form(headers, {}) };
    },
  },
  {
    route: 'POST /account/corrections/:recordId/consent-end',
    request: async (scene) => {
      const { headers, recordId } = await consented(scene);
      return { url: `/account/corrections/${recordId}/consent-end`, ...form(headers, {}) };
    },
  },
  {
    route: 'POST /api/v1/corrections/notices',
    request: async (scene) => {
      const { recordId } = await consented(scene);
      return { headers: await scene.as('case-officer', credit.code), payload: { recordId } };
    },
  },
];
