import assert from 'node:assert/strict';
import { type Answer, serve, type Worker } from './case-desk.ts';

export const LISTINGS = '/api/v1/listings';
const CONTACT = { contact: '财政局政府采购监管科', phone: '0990-1234567' };
const REMEDIES = {
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
};

export const ok = (answer: Answer): Answer['body'] => {
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return answer.body;
};

/** Each step of a listing as an official takes it; every one fails the test where it is refused. */
export function listing(clerk: Worker, reviewer: Worker, today: () => string) {
  const at = (caseId: string, step: string) => `${LISTINGS}/${caseId}/${step}`;
  return {
    at,
    draft: async (subject: string, more: object = {}): Promise<string> =>
      ok(
        await clerk.post(LISTINGS, {
          subject,
          list: 'procurement-serious',
          reason: '在政府采购活动中提供虚假材料谋取中标',
          grounds: '《中华人民共和国政府采购法》第七十七条',
          ...more,
        }),
      ).caseId,
    notice: async (caseId: string, documentNo: string): Promise<number> =>
      ok(await clerk.post(at(caseId, 'notice'), { documentNo, ...CONTACT, address: '青禾市政务大厅三楼' })).paperNo,
    serve: async (caseId: string, paperNo: number) => ok(await serve(clerk, caseId, paperNo, today())),
    noticed: async (caseId: string) => ok(await clerk.post(at(caseId, 'noticed'))),
    propose: async (caseId: string, more: object = {}) => {
      const { preview } = ok(await clerk.get(at(caseId, 'preview')));
      return ok(
        await clerk.post(at(caseId, 'proposal'), {
          digest: preview.digest,
          reason: '事实清楚，证据确凿，拟列入',
          ...more,
        }),
      );
    },
    confirm: async (caseId: string) => {
      const { preview } = ok(await reviewer.get(at(caseId, 'preview')));
      return ok(await reviewer.post(at(caseId, 'confirmation'), { digest: preview.digest }));
    },
    decide: async (caseId: string, documentNo: string) =>
      ok(
        await clerk.post(at(caseId, 'decision'), {
          documentNo,
          repairDocumentNo: documentNo.replace('列', '修告'),
          ...CONTACT,
          ...REMEDIES,
        }),
      ),
    effect: async (caseId: string) => ok(await clerk.post(at(caseId, 'effect'))),
  };
}
