import assert from 'node:assert/strict';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { send } from '../journeys/city.ts';
import { csvOf, licence } from '../journeys/tables.ts';
import type { Scene, WriteExample } from './example.ts';

const { housing, credit } = AGENCIES;
const { builder } = ORGANISATIONS;
const URL = '/api/v1/governance/queries';
let series = 0;

/** Two licences of a series of their own, and between them a number that nobody reported. */
async function gap({ city }: Scene): Promise<object> {
  series += 1;
  const rows = ['1', '3'].map((number) =>
    licence(builder.code, builder.name, number, { 行政许可决定文书号: `青督${series}许〔2026〕${number}号` }),
  );
  const name = `gap-${series}.csv`;
  const receipt = await send(city, { category: 'licence', agency: housing.code, name, content: csvOf(rows) });
  assert.equal(receipt.accepted, rows.length, JSON.stringify(receipt));
  const of = { agency: housing.code, category: 'licence', series: `青督${series}许〔〕`, year: 2026 };
  return { kind: 'number-gap', ...of, from: 2, to: 2 };
}

async function queried(scene: Scene): Promise<string> {
  const headers = await scene.as('case-officer', credit.code);
  const payload = await gap(scene);
  const answer = await scene.server.inject({ method: 'POST', url: URL, headers, payload });
  assert.equal(answer.statusCode, 201, answer.payload);
  return answer.json().queryId;
}

export const governanceWrites: readonly WriteExample[] = [
  {
    route: `POST ${URL}`,
    request: async (scene) => ({ headers: await scene.as('decider', credit.code), payload: await gap(scene) }),
  },
  {
    route: `POST ${URL}/:queryId/answer`,
    request: async (scene) => ({
      url: `${URL}/${await queried(scene)}/answer`,
      headers: await scene.as('clerk', housing.code),
      payload: { answer: 'void' },
    }),
  },
];
