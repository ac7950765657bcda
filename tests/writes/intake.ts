import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { receiveFile } from '../../server/src/domain/intake/index.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { send } from '../journeys/city.ts';
import { csvOf, licence, registration } from '../journeys/tables.ts';
import { type Scene, upload, type WriteExample } from './example.ts';

const { market, housing } = AGENCIES;
const { logistics } = ORGANISATIONS;
let numbers = 100;

/** A licence that is held, under a number of its own. */
export async function heldLicence({ city }: Scene): Promise<string> {
  numbers += 1;
  const rows = [licence(logistics.code, logistics.name, String(numbers))];
  const name = `held-${numbers}.csv`;
  const receipt = await send(city, { category: 'licence', agency: housing.code, name, content: csvOf(rows) });
  assert.equal(receipt.accepted, 1, JSON.stringify(receipt));
  return `青建许〔2026〕${numbers}号`;
}

/** A batch that waits for a second person. */
async function withheldBatch({ city }: Scene): Promise<string> {
  numbers += 1;
  const content = csvOf([licence(logistics.code, logistics.name, String(numbers))]);
  const name = `withheld-${numbers}.csv`;
  const receipt = await send(city, { category: 'licence', agency: housing.code, name, content, history: true });
  assert.equal(receipt.withheld, 1, JSON.stringify(receipt));
  return receipt.batchId;
}

/** A batch that nobody works on yet. */
async function receivedBatch({ city: { system, folder } }: Scene): Promise<string> {
  const path = join(folder, 'received.csv');
  writeFileSync(path, csvOf([licence(logistics.code, logistics.name, '2')]));
  const who = { actor: '白露', agency: housing.code, purpose: 'import' };
  const sent = { category: 'licence', agency: housing.code, path, file: 'received.csv', history: false };
  const received = await receiveFile(system, who, { ...sent, origin: 'http' });
  assert('batchId' in received);
  return received.batchId;
}

export const intakeWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/intake/batches/:id/cancellation',
    request: async (scene) => ({
      url: `/api/v1/intake/batches/${await receivedBatch(scene)}/cancellation`,
      headers: await scene.as('clerk', housing.code),
    }),
  },
  {
    route: 'POST /api/v1/intake/batches',
    request: async ({ key }) => {
      const file = { name: 'licences.csv', content: csvOf([licence(logistics.code, logistics.name, '1')]) };
      const { headers, payload } = upload({ category: 'licence' }, file);
      return { headers: { ...(await key(housing.code)), ...headers }, payload };
    },
  },
  {
    route: 'POST /api/v1/intake/records',
    request: async ({ as }) => ({
      headers: await as('clerk', market.code),
      payload: { category: 'registration', records: [registration(logistics.code, logistics.name)] },
    }),
  },
  {
    route: 'POST /api/v1/intake/queue/:id/settlement',
    request: async (scene) => {
      const rows = [licence('', '青禾无名商贸有限公司', '9001')];
      const sent = { category: 'licence', agency: housing.code, name: 'nameless.csv', content: csvOf(rows) };
      assert.equal((await send(scene.city, sent)).unresolved, 1);
      const { rows: queued } = await scene.city.system.pool.query<{ queue_id: string }>(
        'select queue_id from intake_queue order by queued_at desc limit 1',
      );
      return {
        url: `/api/v1/intake/queue/${queued[0]?.queue_id}/settlement`,
        headers: await scene.as('clerk', housing.code),
        payload: { decision: 'dismissed', reason: '并非本局作出' },
      };
    },
  },
  {
    route: 'POST /api/v1/intake/batches/:id/release',
    request: async (scene) => ({
      url: `/api/v1/intake/batches/${await withheldBatch(scene)}/release`,
      headers: await scene.as('reviewer', housing.code),
      payload: {},
    }),
  },
  {
    route: 'POST /api/v1/intake/batches/:id/reconciliation',
    request: async (scene) => {
      const batchId = await withheldBatch(scene);
      const content =
        '文书号,统一社会信用代码,终止原因,终止文书号\n青建许〔2020〕1号,91990100MAB04BY3X7,已修复,青信修1号\n';
      const { headers, payload } = upload({}, { name: '核对清单.csv', content });
      return {
        url: `/api/v1/intake/batches/${batchId}/reconciliation`,
        headers: { ...(await scene.as('reviewer', housing.code)), ...headers },
        payload,
      };
    },
  },
  {
    route: 'POST /api/v1/intake/withdrawals',
    request: async (scene) => {
      const documentNo = await heldLicence(scene);
      return {
        headers: await scene.as('reviewer', housing.code),
        payload: {
          category: 'licence',
          record: { documentNo, subject: logistics.code },
          reason: '许可被撤销',
          document: '青建撤〔2026〕1号',
        },
      };
    },
  },
];
