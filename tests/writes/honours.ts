import { AGENCIES } from '../cast.ts';
import type { Answer } from '../journeys/case-desk.ts';
import { ok } from '../journeys/listing-steps.ts';
import { freshOrganisation, workerIn } from './casework.ts';
import type { Scene, WriteExample } from './example.ts';

const { housing } = AGENCIES;
const HONOURS = '/api/v1/honours';
/** Long after any notice. */
const LATER_MS = 20 * 86_400_000;
const CANDIDACY = { honour: '诚信示范单位', grounds: '《评定办法》第三条' };
const NOTICE = { documentNo: '青建示〔2026〕1号', phone: '0990-1234567', address: '青禾市' };

const STEPS = ['candidate', 'checked', 'shown', 'contested', 'cleared', 'proposed', 'confirmed', 'in-force'] as const;
type Until = (typeof STEPS)[number];

/** A candidate brought as far as a state, and who goes on from there. */
async function honourAt(scene: Scene, until: Until) {
  const clerk = await scene.as('clerk', housing.code);
  const reviewer = await scene.as('reviewer', housing.code);
  const [worker, second] = [workerIn(scene, clerk), workerIn(scene, reviewer)];
  const subject = await freshOrganisation(scene);
  const { caseId } = ok(await worker.post(HONOURS, { subject, ...CANDIDACY }));
  const at = (step: string) => `${HONOURS}/${caseId}/${step}`;
  const made = { caseId, clerk, reviewer, at, subject, documentNo: `青建荣〔2026〕${subject.slice(8, 17)}号` };
  const reached = (state: Until) => STEPS.indexOf(until) >= STEPS.indexOf(state);
  if (reached('checked')) ok(await worker.post(at('check')));
  if (reached('shown')) ok(await worker.post(at('notice'), NOTICE));
  if (until === 'contested') ok(await worker.post(at('objections'), { from: 'person', text: '材料不实' }));
  if (reached('cleared')) ok(await later(scene, (as) => as.post(at('notice-end'))));
  if (reached('proposed')) ok(await worker.post(at('proposal'), await proposal(scene, made)));
  if (reached('confirmed')) ok(await second.post(at('confirmation'), { digest: (await proposal(scene, made)).digest }));
  if (reached('in-force')) ok(await worker.post(at('decision'), { documentNo: made.documentNo }));
  return made;
}

/** One request of the clerk when the notice is over; the scene's other examples stay in their own day. */
async function later(scene: Scene, ask: (as: ReturnType<typeof workerIn>) => Promise<Answer>): Promise<Answer> {
  const { now } = scene.city.clock;
  scene.city.clock.now = new Date(now.getTime() + LATER_MS);
  try {
    return await ask(workerIn(scene, await scene.as('clerk', housing.code)));
  } finally {
    scene.city.clock.now = now;
  }
}

async function proposal(scene: Scene, { clerk, at }: { clerk: Record<string, string>; at: (step: string) => string }) {
  const { standing } = ok(await workerIn(scene, clerk).get(at('standing')));
  return { digest: standing.digest as string, reason: '符合条件' };
}

async function application(scene: Scene) {
  const subjectId = await freshOrganisation(scene);
  const headers = await scene.as('organisation', undefined, undefined, subjectId);
  return { headers, payload: { agency: housing.code, honour: CANDIDACY.honour, statement: '连续三年守信' } };
}

/** An example that takes one step of the agency's clerk from a state. */
const byClerk = (step: string, from: Until, payload: object = {}): WriteExample => ({
  route: `POST ${HONOURS}/:caseId/${step}`,
  request: async (scene) => {
    const { at, clerk } = await honourAt(scene, from);
    return { url: at(step), headers: clerk, payload };
  },
});

export const honourWrites: readonly WriteExample[] = [
  { route: `POST ${HONOURS}/applications`, request: application },
  {
    route: `POST ${HONOURS}`,
    request: async (scene) => ({
      headers: await scene.as('clerk', housing.code),
      payload: {
        subject: await freshOrganisation(scene),
        ...CANDIDACY,
        proposedBy: { kind: 'media', name: '青禾日报社' },
      },
    }),
  },
  {
    route: `POST ${HONOURS}/:caseId/acceptance`,
    request: async (scene) => {
      const { headers, payload } = await application(scene);
      const { caseId } = ok(await workerIn(scene, headers).post(`${HONOURS}/applications`, payload));
      const url = `${HONOURS}/${caseId}/acceptance`;
      return { url, headers: await scene.as('clerk', housing.code), payload: CANDIDACY };
    },
  },
  byClerk('check', 'candidate'),
  byClerk('notice', 'checked', NOTICE),
  byClerk('objections', 'shown', { from: 'organisation', text: '材料不实' }),
  {
    route: `POST ${HONOURS}/:caseId/objection-answers`,
    request: async (scene) => {
      const { at, clerk, caseId } = await honourAt(scene, 'contested');
      const { deeds } = ok(await workerIn(scene, clerk).get(`/api/v1/cases/${caseId}`));
      const payload = { objection: deeds.at(-1).deedNo, outcome: 'rejected', reason: '经核实不成立' };
      return { url: at('objection-answers'), headers: clerk, payload };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/notice-end`,
    request: async (scene) => {
      const { at } = await honourAt(scene, 'shown');
      scene.city.clock.now = new Date(scene.city.clock.now.getTime() + LATER_MS);
      return { url: at('notice-end'), headers: await scene.as('clerk', housing.code), payload: {} };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/proposal`,
    request: async (scene) => {
      const made = await honourAt(scene, 'cleared');
      return { url: made.at('proposal'), headers: made.clerk, payload: await proposal(scene, made) };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/return`,
    request: async (scene) => {
      const { at, reviewer } = await honourAt(scene, 'proposed');
      return { url: at('return'), headers: reviewer, payload: { reason: '补充材料' } };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/confirmation`,
    request: async (scene) => {
      const made = await honourAt(scene, 'proposed');
      const { digest } = await proposal(scene, made);
      return { url: made.at('confirmation'), headers: made.reviewer, payload: { digest } };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/decision`,
    request: async (scene) => {
      const { at, clerk, documentNo } = await honourAt(scene, 'confirmed');
      return { url: at('decision'), headers: clerk, payload: { documentNo } };
    },
  },
  {
    route: `POST ${HONOURS}/:caseId/revocation`,
    request: async (scene) => {
      const { at, reviewer } = await honourAt(scene, 'in-force');
      const payload = { reason: '以虚假材料取得', heard: '未提出意见', documentNo: '青建撤〔2026〕1号' };
      return { url: at('revocation'), headers: reviewer, payload };
    },
  },
  byClerk('decline', 'candidate', { reason: '不符合条件' }),
];
