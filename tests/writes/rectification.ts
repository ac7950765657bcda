import { addDays, today } from '../../server/src/kernel/dates.ts';
import { AGENCIES } from '../cast.ts';
import { serve } from '../journeys/case-desk.ts';
import { ok } from '../journeys/listing-steps.ts';
import { freshOrganisation, workerIn } from './casework.ts';
import type { Scene, WriteExample } from './example.ts';

const { housing } = AGENCIES;
const RECTIFICATIONS = '/api/v1/rectifications';
const INTERVIEWS = '/api/v1/interviews';
/** Longer than the term of the orders here. */
const LATER_MS = 30 * 86_400_000;
const CONTACT = { contact: '白露', phone: '0990-1234567' };

const order = (day: string) => ({
  documentNo: '青建改〔2026〕1号',
  demands: ['完成覆盖'],
  dueOn: addDays(day, 10),
  consequence: '依法处理。',
  ...CONTACT,
});
const notice = (heldOn: string) => ({
  documentNo: '青建约〔2026〕1号',
  role: '主要负责人',
  heldOn,
  heldAt: '上午九时',
  place: '政务大厅',
  ...CONTACT,
});

const found = async (scene: Scene) => ({
  subject: await freshOrganisation(scene),
  facts: '未按方案处置扬尘',
  grounds: '《扬尘管理办法》第五条',
});
const talk = async (scene: Scene) => ({
  subject: await freshOrganisation(scene),
  kind: '提示约谈',
  reason: '多次逾期报送',
  grounds: '国办发〔2019〕35号',
});

/** A case brought as far as the paper or its service, and who goes on from there. */
async function caseAt(scene: Scene, kind: 'order' | 'interview', until: 'opened' | 'issued' | 'served' | 'running') {
  const clerk = await scene.as('clerk', housing.code);
  const worker = workerIn(scene, clerk);
  const day = today(scene.city.clock.now);
  const isOrder = kind === 'order';
  const base = isOrder ? RECTIFICATIONS : INTERVIEWS;
  const { caseId } = ok(await worker.post(base, await (isOrder ? found : talk)(scene)));
  const at = (step: string) => `${base}/${caseId}/${step}`;
  const made = { caseId, clerk, worker, at, day };
  if (until === 'opened') return made;
  const { paperNo } = ok(await worker.post(at(isOrder ? 'order' : 'notice'), isOrder ? order(day) : notice(day)));
  if (until === 'issued') return made;
  ok(await serve(worker, caseId, paperNo, day));
  if (until === 'running') ok(await worker.post(at(isOrder ? 'served' : 'called')));
  return made;
}

type Made = Awaited<ReturnType<typeof caseAt>>;

const step = (
  kind: 'order' | 'interview',
  name: string,
  from: Parameters<typeof caseAt>[2],
  payloadOf: (made: Made) => object | Promise<object> = () => ({}),
): WriteExample => ({
  route: `POST ${kind === 'order' ? RECTIFICATIONS : INTERVIEWS}/:caseId/${name}`,
  request: async (scene) => {
    const made = await caseAt(scene, kind, from);
    return { url: made.at(name), headers: made.clerk, payload: await payloadOf(made) };
  },
});

const evidenceOf = async ({ worker, caseId }: Made): Promise<number> => ok(await worker.prove(caseId)).evidenceNo;

export const rectificationWrites: readonly WriteExample[] = [
  {
    route: `POST ${RECTIFICATIONS}`,
    request: async (scene) => ({ headers: await scene.as('clerk', housing.code), payload: await found(scene) }),
  },
  step('order', 'order', 'opened', ({ day }) => order(day)),
  step('order', 'served', 'served'),
  step('order', 'extension', 'running', () => ({ days: 5, reason: '连续降雨', documentNo: '青建延〔2026〕1号' })),
  step('order', 'reports', 'running', () => ({ text: '已完成整改' })),
  {
    route: `POST ${RECTIFICATIONS}/:caseId/expiry`,
    request: async (scene) => {
      const { at } = await caseAt(scene, 'order', 'running');
      scene.city.clock.now = new Date(scene.city.clock.now.getTime() + LATER_MS);
      return { url: at('expiry'), headers: await scene.as('clerk', housing.code), payload: {} };
    },
  },
  step('order', 'conclusion', 'running', async (made) => {
    ok(await made.worker.post(made.at('reports'), { text: '已完成整改' }));
    return { outcome: 'done', reason: '复查合格', evidenceNo: await evidenceOf(made) };
  }),
  step('order', 'stop', 'opened', () => ({ reason: '立案有误' })),
  {
    route: `POST ${INTERVIEWS}`,
    request: async (scene) => ({ headers: await scene.as('clerk', housing.code), payload: await talk(scene) }),
  },
  step('interview', 'notice', 'opened', ({ day }) => notice(day)),
  step('interview', 'called', 'served'),
  step('interview', 'record', 'running', async (made) => ({
    documentNo: `青建谈〔2026〕${made.caseId}号`,
    heldOn: made.day,
    content: '要求按期报送',
    evidenceNo: await evidenceOf(made),
  })),
  step('interview', 'stop', 'opened', () => ({ reason: '已自行纠正' })),
];
