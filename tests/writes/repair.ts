import { boxOf } from '../../web/src/portal/repairs-model.ts';
import { AGENCIES } from '../cast.ts';
import { evidence, type Worker } from '../journeys/case-desk.ts';
import { ok } from '../journeys/listing-steps.ts';
import { part, partOf, penalise, REMEDIES, REPAIRS } from '../journeys/repair-steps.ts';
import { freshOrganisation, workerIn } from './casework.ts';
import type { Scene, WriteExample } from './example.ts';
import { form, OWN_PAGE } from './holder.ts';

const { eco, credit } = AGENCIES;
const PART = `${REPAIRS}/parts/:caseId`;
const REORGANISATIONS = '/api/v1/reorganisations';
const DECLINING = { documentNo: '青环不受〔2026〕1号', reason: '凭证与决定无关', ...REMEDIES };

let filed = 0;
/** A warning of an organisation that no case speaks of, so that it may be repaired at once. */
async function warned(scene: Scene): Promise<{ subject: string; recordId: string }> {
  const subject = await freshOrganisation(scene);
  filed += 1;
  const recordId = await penalise(scene.city, eco, subject, {
    no: `青环警〔2026〕${filed}号`,
    on: '2026-11-18',
    warning: true,
  });
  return { subject, recordId };
}

type Made = Awaited<ReturnType<typeof partAt>>;
async function partAt(
  scene: Scene,
  until: 'filed' | 'completing' | 'accepted' | 'proposed' | 'granted' | 'revoking',
  origin: 'counter' | 'credit-china' = 'counter',
) {
  const { subject, recordId } = await warned(scene);
  const headers = {
    clerk: await scene.as('clerk', eco.code),
    reviewer: await scene.as('reviewer', eco.code),
    counter: await scene.as('counter', credit.code),
  };
  const [clerk, reviewer, counter] = [headers.clerk, headers.reviewer, headers.counter].map((one) =>
    workerIn(scene, one),
  ) as [Worker, Worker, Worker];
  const steps = part(clerk, reviewer);
  const external = origin === 'counter' ? {} : { externalNo: `XYZG-${filed}` };
  const asked = { subject, records: [recordId], affirms: true, origin, ...external };
  const { caseId } = partOf(ok(await counter.post(REPAIRS, asked)), eco);
  const made = { ...headers, caseId, worker: clerk, steps, at: (step: string) => steps.at(caseId, step), subject };
  if (until === 'filed') return made;
  if (until === 'completing') {
    ok(await clerk.post(made.at('completion-request'), { missing: ['performance'], reason: '未附凭证' }));
    return made;
  }
  ok(await clerk.post(made.at('acceptance')));
  if (until === 'accepted') return made;
  ok(await steps.prove(clerk, caseId));
  await steps.propose(caseId);
  if (until === 'proposed') return made;
  ok(await steps.decide(caseId, `青环修〔2026〕${filed}号`));
  if (until === 'granted') return made;
  const { evidenceNo } = ok(await clerk.prove(caseId));
  ok(await clerk.post(made.at('revocation-proposal'), { reason: '凭证系伪造', evidenceNo }));
  return made;
}

async function ownAt(scene: Scene, until: 'filed' | 'completing') {
  const { caseId, subject } = await partAt(scene, until);
  return { caseId, owner: await scene.as('organisation', undefined, undefined, subject) };
}

const step = (
  name: string,
  from: Parameters<typeof partAt>[1],
  payloadOf: (made: Made) => object | Promise<object> = () => ({}),
  by: 'clerk' | 'reviewer' = 'clerk',
): WriteExample => ({
  route: `POST ${PART}/${name}`,
  request: async (scene) => {
    const made = await partAt(scene, from, name === 'returns' ? 'credit-china' : 'counter');
    return { url: made.at(name), headers: made[by], payload: await payloadOf(made) };
  },
});

/** A court's plan brought as far as a step. */
async function planAt(scene: Scene, until: 'recorded' | 'shielded' | 'ending') {
  const officer = await scene.as('case-officer', credit.code);
  const decider = await scene.as('decider', credit.code);
  const worker = workerIn(scene, officer);
  const ruling = {
    subject: await freshOrganisation(scene),
    document: '（2026）青01破9号',
    court: '青禾市中级人民法院',
    ruledOn: '2026-11-10',
  };
  const { caseId } = ok(await worker.post(REORGANISATIONS, ruling));
  const { evidenceNo } = ok(await worker.prove(caseId, '裁定书'));
  const made = { officer, decider, evidenceNo, at: (name: string) => `${REORGANISATIONS}/${caseId}/${name}` };
  if (until === 'recorded') return made;
  ok(await workerIn(scene, decider).post(made.at('confirmation'), { evidenceNo }));
  if (until === 'shielded') return made;
  const proposal = { end: 'executed', reason: '管理人报告', documentNo: '（2026）青01破9号之二', evidenceNo };
  ok(await worker.post(made.at('end-proposal'), proposal));
  return made;
}

const plan = (
  name: string,
  from: Parameters<typeof planAt>[1],
  by: 'officer' | 'decider',
  payloadOf: (made: { evidenceNo: number }) => object = () => ({}),
): WriteExample => ({
  route: `POST ${REORGANISATIONS}/:caseId/${name}`,
  request: async (scene) => {
    const made = await planAt(scene, from);
    return { url: made.at(name), headers: made[by], payload: payloadOf(made) };
  },
});

export const repairWrites: readonly WriteExample[] = [
  {
    route: `POST ${REPAIRS}`,
    request: async (scene) => {
      const { subject, recordId } = await warned(scene);
      const payload = { subject, records: [recordId], affirms: true, origin: 'counter' };
      return { url: REPAIRS, headers: await scene.as('counter', credit.code), payload };
    },
  },
  {
    route: `POST ${PART}/proofs`,
    request: async (scene) => {
      const { at, clerk, caseId } = await partAt(scene, 'filed');
      const upload = evidence(caseId, '缴款凭证');
      return { ...upload, url: at('proofs'), headers: { ...upload.headers, ...clerk } };
    },
  },
  {
    route: 'POST /account/repairs',
    request: async (scene) => {
      const { subject, recordId } = await warned(scene);
      const owner = await scene.as('organisation', undefined, undefined, subject);
      return form(owner, { [boxOf(recordId)]: 'chosen', affirms: 'yes' });
    },
  },
  {
    route: 'POST /account/repairs/:caseId/proofs',
    request: async (scene) => {
      const { owner, caseId } = await ownAt(scene, 'filed');
      const upload = evidence(caseId, '缴款凭证');
      const headers = { ...upload.headers, ...owner, ...OWN_PAGE };
      return { ...upload, url: `/account/repairs/${caseId}/proofs`, headers };
    },
  },
  {
    route: 'POST /account/repairs/:caseId/completion',
    request: async (scene) => {
      const { owner, caseId } = await ownAt(scene, 'completing');
      return { url: `/account/repairs/${caseId}/completion`, ...form(owner, { text: '补交缴款凭证' }) };
    },
  },
  {
    route: 'POST /account/repairs/:caseId/withdrawal',
    request: async (scene) => {
      const { owner, caseId } = await ownAt(scene, 'filed');
      return { url: `/account/repairs/${caseId}/withdrawal`, ...form(owner, { text: '暂不申请' }) };
    },
  },
  step('completion-request', 'filed', () => ({ missing: ['performance'], reason: '未附凭证' })),
  step('completion', 'completing', () => ({ note: '补交缴款凭证' })),
  step('acceptance', 'filed'),
  step('declining', 'filed', () => DECLINING),
  step('extension', 'accepted', () => ({ days: 5, reason: '须实地核查' })),
  step('proposal', 'accepted', async ({ steps, worker, caseId }) => {
    ok(await steps.prove(worker, caseId));
    return { reason: '义务已履行' };
  }),
  step('return', 'proposed', () => ({ reason: '再核凭证' }), 'reviewer'),
  step(
    'decision',
    'proposed',
    ({ caseId }) => ({ documentNo: `青环修${caseId.slice(0, 6)}`, grounds: '《信用修复管理办法》', ...REMEDIES }),
    'reviewer',
  ),
  step('withdrawal', 'filed', () => ({ reason: '暂不申请', documentNo: '撤回函1' })),
  step('revocation-proposal', 'granted', async ({ worker, caseId }) => ({
    reason: '凭证系伪造',
    evidenceNo: ok(await worker.prove(caseId)).evidenceNo,
  })),
  step('revocation-return', 'revoking', () => ({ reason: '凭证属实' }), 'reviewer'),
  step('revocation', 'revoking', () => ({ documentNo: '青环撤修〔2026〕1号', ...REMEDIES }), 'reviewer'),
  step('returns', 'granted', () => ({ about: 'granted', state: 'sent', number: '发1' })),
  {
    route: `POST ${REORGANISATIONS}`,
    request: async (scene) => ({
      url: REORGANISATIONS,
      headers: await scene.as('case-officer', credit.code),
      payload: {
        subject: await freshOrganisation(scene),
        document: '（2026）青01破8号',
        court: '青禾市中级人民法院',
        ruledOn: '2026-11-10',
      },
    }),
  },
  plan('confirmation', 'recorded', 'decider', ({ evidenceNo }) => ({ evidenceNo })),
  plan('stop', 'recorded', 'officer', () => ({ reason: '登记有误' })),
  plan('end-proposal', 'shielded', 'officer', ({ evidenceNo }) => ({
    end: 'failed',
    reason: '计划未能执行',
    documentNo: '（2026）青01破9号之三',
    evidenceNo,
  })),
  plan('end-return', 'ending', 'decider', () => ({ reason: '尚有一期未付' })),
  plan('end', 'ending', 'decider'),
];
