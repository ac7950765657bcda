import assert from 'node:assert/strict';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { send } from '../journeys/city.ts';
import type { Scene, WriteExample } from './example.ts';

const { finance, tax } = AGENCIES;
const { food } = ORGANISATIONS;
const QUESTION = { matter: 'fiscal-funds', subjects: [{ code: food.code }] };

/** An entry that a desk meets: the measure it must answer for. */
async function listed({ city }: Scene): Promise<void> {
  const content = [
    '名称,统一社会信用代码,名单类型,列入事由,列入依据,决定文书号,认定单位,认定单位统一社会信用代码,认定日期,送达日期,有效期至,移出条件',
    `${food.name},${food.code},重大税收违法失信主体,虚开发票,《重大税收违法失信主体信息公布管理办法》第六条,青税失信〔2026〕1号,${tax.name},${tax.code},2026-10-12,2026-10-14,2029-10-12,期满移出`,
  ].join('\n');
  const receipt = await send(city, {
    category: 'serious-dishonesty',
    agency: tax.code,
    actor: tax.name,
    name: 'list.csv',
    content,
  });
  assert.equal(receipt.total, 1, JSON.stringify(receipt));
}

export const checkWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/checks',
    request: async ({ as }) => ({ headers: await as('desk', finance.code), payload: QUESTION }),
  },
  {
    route: 'POST /api/v1/checks/:checkId/feedback',
    request: async (scene) => {
      await listed(scene);
      const headers = await scene.as('desk', finance.code);
      const answer = await scene.server.inject({ method: 'POST', url: '/api/v1/checks', headers, payload: QUESTION });
      const { checkId, results } = answer.json();
      const [{ feedbackToken, measures }] = results;
      assert.ok(measures.length > 0, answer.payload);
      return {
        url: `/api/v1/checks/${checkId}/feedback`,
        headers,
        payload: { token: feedbackToken, outcomes: [{ measure: measures[0].measure, outcome: 'applied' }] },
      };
    },
  },
];
