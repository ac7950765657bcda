import assert from 'node:assert/strict';
import { type CastAgency, ORGANISATIONS } from '../cast.ts';
import { type Answer, evidence, type Organisation, type Worker } from './case-desk.ts';
import { type City, send } from './city.ts';
import { ok } from './listing-steps.ts';

export const REPAIRS = '/api/v1/repairs';
export const REMEDIES = {
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
};

const HEAD =
  '行政相对人名称,行政相对人类别,统一社会信用代码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,罚款金额（万元）,处罚决定日期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码';

/** By role, or by code: a penalty of five 万元 (一般) or a warning (轻微), as its agency sends it; answers its record. */
export async function penalise(
  city: City,
  agency: CastAgency,
  whom: Organisation | string,
  { no, on, warning = false, facts = '违反规定' }: { no: string; on: string; warning?: boolean; facts?: string },
): Promise<string> {
  const code = whom in ORGANISATIONS ? ORGANISATIONS[whom as Organisation].code : whom;
  const named = await city.system.pool.query<{ name: string }>('select name from subject where subject_id = $1', [
    code,
  ]);
  const kind = warning ? '警告,警告,' : '罚款,罚款五万元,5';
  const row = `${named.rows[0]?.name},法人及非法人组织,${code},${no},违规经营,${facts},《有关法律》,${kind},${on},${agency.name},${agency.code},${agency.name},${agency.code}`;
  const sent = { category: 'penalty', agency: agency.code, name: 'penalty.csv', content: `${HEAD}\n${row}` };
  const receipt = await send(city, sent);
  assert.equal(receipt.accepted + receipt.updated, 1, JSON.stringify(receipt));
  const { rows } = await city.system.pool.query<{ id: string }>(
    'select record_id as id from record where subject_id = $1 and document_no = $2 and superseded_at is null',
    [code, no],
  );
  assert.ok(rows[0] !== undefined);
  return rows[0].id;
}

export type PartState = {
  caseId: string;
  agency: string;
  state: string;
  dueOn: string | null;
  records: { recordId: string; outcome: string | null }[];
};

export const partOf = (application: { parts: PartState[] }, agency: CastAgency): PartState => {
  const part = application.parts.find((one) => one.agency === agency.code);
  assert.ok(part !== undefined, `a part of ${agency.name}`);
  return part;
};

/** Steps of one part as its officials take them. */
export function part(clerk: Worker, reviewer: Worker) {
  const at = (caseId: string, step: string) => `${REPAIRS}/parts/${caseId}/${step}`;
  const steps = {
    at,
    prove: (worker: Worker, caseId: string): Promise<Answer> => proveBy(worker, caseId),
    propose: async (caseId: string, more: object = {}) =>
      ok(await clerk.post(at(caseId, 'proposal'), { reason: '经核查，义务已履行', ...more })),
    decide: (caseId: string, documentNo: string, more: object = {}): Promise<Answer> =>
      reviewer.post(at(caseId, 'decision'), {
        documentNo,
        grounds: '《信用修复管理办法》',
        ...REMEDIES,
        ...more,
      }),
    grant: async (caseId: string, documentNo: string) => {
      ok(await clerk.post(at(caseId, 'acceptance')));
      ok(await proveBy(clerk, caseId));
      await steps.propose(caseId);
      return ok(await steps.decide(caseId, documentNo));
    },
  };
  return steps;
}

/** Uploads a proof of performance. */
function proveBy(worker: Worker, caseId: string): Promise<Answer> {
  const { url: _url, ...upload } = evidence(caseId, '缴款凭证');
  return worker.ask({ ...upload, url: `${REPAIRS}/parts/${caseId}/proofs` });
}
