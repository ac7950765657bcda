import assert from 'node:assert/strict';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { send } from '../journeys/city.ts';
import type { Scene, WriteExample } from './example.ts';

const { eco } = AGENCIES;
const { builder } = ORGANISATIONS;
const FACTS = '项目名称：康健。';
let numbers = 0;

/** A penalty with a text, held by its agency. */
export async function heldPenalty({ city }: Scene): Promise<{ recordId: string; batchId: string }> {
  numbers += 1;
  const content = [
    '行政相对人名称,行政相对人类别,统一社会信用代码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,处罚决定日期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码',
    `${builder.name},法人及非法人组织,${builder.code},青环罚〔2026〕${numbers}号,违规排放,${FACTS},《环境保护法》,警告,给予警告,2026-11-10,${eco.name},${eco.code},${eco.name},${eco.code}`,
  ].join('\n');
  const name = `penalty-${numbers}.csv`;
  const receipt = await send(city, { category: 'penalty', agency: eco.code, actor: '芒种', name, content });
  assert.equal(receipt.accepted, 1, JSON.stringify(receipt));
  const { rows } = await city.system.pool.query<{ record_id: string }>(
    'select record_id from record where batch_id = $1',
    [receipt.batchId],
  );
  return { recordId: rows[0]?.record_id ?? '', batchId: receipt.batchId };
}

export const recordWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/records/text-reviews',
    request: async (scene) => {
      const { recordId } = await heldPenalty(scene);
      return {
        headers: await scene.as('reviewer', eco.code),
        payload: { category: 'penalty', recordId, version: 1, field: 'facts', text: FACTS },
      };
    },
  },
];
