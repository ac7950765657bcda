import assert from 'node:assert/strict';
import type { InjectOptions } from 'fastify';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES } from '../cast.ts';
import { type Answer, evidence, type Worker } from '../journeys/case-desk.ts';
import { sendFixture } from '../journeys/city.ts';
import { listing, ok } from '../journeys/listing-steps.ts';
import type { Scene, WriteExample } from './example.ts';

const { drug, finance, market } = AGENCIES;

/** The register, once a scene. */
const registered = new WeakMap<Scene, Promise<unknown>>();

/** An organisation of the register that no case speaks of yet. */
export async function freshOrganisation(scene: Scene): Promise<string> {
  const registering =
    registered.get(scene) ??
    sendFixture(scene.city, 'registration.csv', { category: 'registration', agency: market.code });
  registered.set(scene, registering);
  await registering;
  const { rows } = await scene.city.system.pool.query<{ subject: string }>(
    `select subject_id as subject from subject s where kind = 'enterprise' and standing = 'registered'
        and not exists (select from case_file f where f.subject_id = s.subject_id) order by subject_id limit 1`,
  );
  const subject = rows[0]?.subject;
  assert(subject !== undefined, 'the register holds more organisations than examples need');
  return subject;
}

/** Somebody at work in the scene. */
export function workerIn(scene: Scene, headers: Record<string, string>): Worker {
  const ask = async (request: InjectOptions): Promise<Answer> => {
    const response = await scene.server.inject({ ...request, headers: { ...request.headers, ...headers } });
    return { status: response.statusCode, body: response.json() };
  };
  return {
    accountId: '',
    get: (url) => ask({ url }),
    post: (url, body = {}) => ask({ method: 'POST', url, payload: body }),
    ask,
    prove: (caseId, about = '送达回证', bytes) => ask(evidence(caseId, about, bytes)),
  };
}

/** A listing brought as far as a step, and who goes on from there. */
async function listingAt(
  scene: Scene,
  until: 'draft' | 'noticed' | 'hearing' | 'answered' | 'proposed' | 'confirmed' | 'decided' | 'served' | 'in-force',
  { agency, list } = { agency: finance.code, list: 'procurement-serious' },
) {
  const clerk = await scene.as('clerk', agency);
  const reviewer = await scene.as('reviewer', agency);
  const steps = listing(workerIn(scene, clerk), workerIn(scene, reviewer), () => today(scene.city.clock.now));
  const subject = await freshOrganisation(scene);
  const no = (kind: string) => `青财采${kind}〔2026〕${subject.slice(8, 17)}号`;
  const caseId = await steps.draft(subject, { list });
  const made = { caseId, clerk, reviewer, steps, subject, paperNo: 0, no };
  if (until === 'draft') return made;
  made.paperNo = await steps.notice(caseId, no('告'));
  await steps.serve(caseId, made.paperNo);
  await steps.noticed(caseId);
  if (until === 'noticed') return made;
  const worker = workerIn(scene, clerk);
  if (until === 'hearing') {
    ok(await worker.post(steps.at(caseId, 'hearing'), { step: 'requested', text: '要求听证' }));
    return made;
  }
  ok(await worker.post(steps.at(caseId, 'answered'), { kind: 'waived', documentNo: '放弃书1' }));
  if (until === 'answered') return made;
  await steps.propose(caseId);
  if (until === 'proposed') return made;
  await steps.confirm(caseId);
  if (until === 'confirmed') return made;
  const { decisionPaperNo, repairPaperNo } = await steps.decide(caseId, no('列'));
  if (until === 'decided') return made;
  await steps.serve(caseId, decisionPaperNo);
  await steps.serve(caseId, repairPaperNo);
  if (until === 'served') return made;
  await steps.effect(caseId);
  return made;
}

const digestOf = async (scene: Scene, headers: Record<string, string>, caseId: string): Promise<string> =>
  ok(await workerIn(scene, headers).get(`/api/v1/listings/${caseId}/preview`)).preview.digest;

const DRUG_LIST = { agency: drug.code, list: 'drug-safety-serious' };
/** Invented; region 990100 exists nowhere. */
const PERSON = {
  idNumber: '990100199003078213',
  name: '司马无名氏',
  duty: '质量负责人',
  conduct: '批准放行不合格药品',
};
const CONTACT = { contact: '采购监管科', phone: '0990-1234567' };

export const caseworkWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/cases/:caseId/evidence',
    request: async (scene) => {
      const { caseId, clerk } = await listingAt(scene, 'draft');
      const upload = evidence(caseId, '招标文件');
      return { ...upload, headers: { ...upload.headers, ...clerk } };
    },
  },
  {
    route: 'POST /api/v1/cases/:caseId/services',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'draft');
      const paperNo = await steps.notice(caseId, no('告'));
      const { evidenceNo } = ok(await workerIn(scene, clerk).prove(caseId));
      const day = today(scene.city.clock.now);
      const payload = { paperNo, method: 'hand', sentOn: day, servedOn: day, evidenceNo };
      return { url: `/api/v1/cases/${caseId}/services`, headers: clerk, payload };
    },
  },
  {
    route: 'POST /api/v1/cases/:caseId/clocks/:clock',
    request: async (scene) => {
      const { caseId, clerk } = await listingAt(scene, 'noticed');
      const payload = { kind: 'suspended', cause: '等待法院文书', evidence: '青法函〔2026〕1号' };
      return { url: `/api/v1/cases/${caseId}/clocks/answer`, headers: clerk, payload };
    },
  },
  {
    route: 'POST /api/v1/listings',
    request: async (scene) => ({
      headers: await scene.as('clerk', finance.code),
      payload: {
        subject: await freshOrganisation(scene),
        list: 'procurement-serious',
        reason: '提供虚假材料谋取中标',
        grounds: '《中华人民共和国政府采购法》第七十七条',
      },
    }),
  },
  {
    route: 'POST /api/v1/listings/:caseId/notice',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'draft');
      return {
        url: steps.at(caseId, 'notice'),
        headers: clerk,
        payload: { documentNo: no('告'), ...CONTACT, address: '三楼' },
      };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/noticed',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'draft');
      await steps.serve(caseId, await steps.notice(caseId, no('告')));
      return { url: steps.at(caseId, 'noticed'), headers: clerk, payload: {} };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/statements',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'noticed');
      return { url: steps.at(caseId, 'statements'), headers: clerk, payload: { text: '请求不予列入' } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/persons',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'draft', DRUG_LIST);
      return { url: steps.at(caseId, 'persons'), headers: clerk, payload: PERSON };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/persons/:no/notice',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'draft', DRUG_LIST);
      ok(await workerIn(scene, clerk).post(steps.at(caseId, 'persons'), PERSON));
      const payload = { documentNo: no('责告'), ...CONTACT, address: '三楼' };
      return { url: steps.at(caseId, 'persons/1/notice'), headers: clerk, payload };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/persons/:no/drop',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'noticed', DRUG_LIST);
      ok(await workerIn(scene, clerk).post(steps.at(caseId, 'persons'), PERSON));
      return { url: steps.at(caseId, 'persons/1/drop'), headers: clerk, payload: { reason: '当时尚未任职' } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/hearing',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'hearing');
      const payload = { step: 'held', text: '听取了意见', documentNo: '青财听〔2026〕1号' };
      return { url: steps.at(caseId, 'hearing'), headers: clerk, payload };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/answered',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'noticed');
      return { url: steps.at(caseId, 'answered'), headers: clerk, payload: { kind: 'waived', documentNo: '放弃书2' } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/proposal',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'answered');
      const digest = await digestOf(scene, clerk, caseId);
      return { url: steps.at(caseId, 'proposal'), headers: clerk, payload: { digest, reason: '事实清楚' } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/return',
    request: async (scene) => {
      const { caseId, reviewer, steps } = await listingAt(scene, 'proposed');
      return { url: steps.at(caseId, 'return'), headers: reviewer, payload: { reason: '补充证据' } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/confirmation',
    request: async (scene) => {
      const { caseId, reviewer, steps } = await listingAt(scene, 'proposed');
      const digest = await digestOf(scene, reviewer, caseId);
      return { url: steps.at(caseId, 'confirmation'), headers: reviewer, payload: { digest } };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/decision',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'confirmed');
      const remedies = {
        reconsiderationBody: '市政府',
        reconsiderationPeriod: '六十日',
        court: '市法院',
        suitPeriod: '六个月',
      };
      const payload = { documentNo: no('列'), repairDocumentNo: no('修告'), ...CONTACT, ...remedies };
      return { url: steps.at(caseId, 'decision'), headers: clerk, payload };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/effect',
    request: async (scene) => {
      const { caseId, clerk, steps } = await listingAt(scene, 'served');
      return { url: steps.at(caseId, 'effect'), headers: clerk, payload: {} };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/reconfirmation',
    request: async (scene) => {
      const abnormal = { agency: market.code, list: 'business-abnormal' };
      const { caseId, reviewer, steps, no } = await listingAt(scene, 'in-force', abnormal);
      const payload = { reason: '经核查仍未取得联系', documentNo: no('再确') };
      return { url: steps.at(caseId, 'reconfirmation'), headers: reviewer, payload };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/end',
    request: async (scene) => {
      const { caseId, reviewer, steps, no } = await listingAt(scene, 'in-force');
      const payload = { kind: 'revoked', reason: '决定被撤销', grounds: '行政复议决定', documentNo: no('移') };
      return { url: steps.at(caseId, 'end'), headers: reviewer, payload };
    },
  },
  {
    route: 'POST /api/v1/listings/:caseId/stop',
    request: async (scene) => {
      const { caseId, clerk, steps, no } = await listingAt(scene, 'noticed');
      return { url: steps.at(caseId, 'stop'), headers: clerk, payload: { reason: '事实不成立', documentNo: no('终') } };
    },
  },
];
