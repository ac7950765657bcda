import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES } from '../cast.ts';
import { ok } from '../journeys/listing-steps.ts';
import { freshOrganisation, workerIn } from './casework.ts';
import type { Scene, WriteExample } from './example.ts';
import { form } from './holder.ts';

const { credit, housing } = AGENCIES;
const REPORTS = '/api/v1/misconduct-reports';
const CASES = '/api/v1/misconduct-cases';
const OPENINGS = '/api/v1/misconduct-openings';
const REPORT = {
  organisation: { name: '石榴恒泰弘毅建筑工程有限责任公司' },
  what: '工地夜间未按批准的方案施工',
  reporter: { name: '芒种', contact: '0990-7654321' },
};
const WORDS = { reason: '不属于职责范围', reply: '感谢反映' };
const STATES = ['received', 'triaged', 'accepted', 'investigated', 'concluded'] as const;

const reported = async (scene: Scene): Promise<{ number: string; lookUpCode: string }> =>
  (await scene.server.inject({ method: 'POST', url: REPORTS, payload: REPORT })).json();

/** A report brought as far as a state, and the officials who go on from there. */
async function caseAt(scene: Scene, until: (typeof STATES)[number]) {
  const { number } = await reported(scene);
  const office = await scene.as('case-officer', credit.code);
  const clerk = await scene.as('clerk', housing.code);
  const reviewer = await scene.as('reviewer', housing.code);
  const subject = await freshOrganisation(scene);
  const [send, work, confirm] = [workerIn(scene, office), workerIn(scene, clerk), workerIn(scene, reviewer)];
  const { caseId } = ok(await send.post(`${REPORTS}/${number}/identification`, { subject, basis: '名称与登记一致' }));
  const one = `${CASES}/${caseId}`;
  const steps = [
    () => send.post(`${one}/triage`, { agency: housing.code, reason: '属建设主管部门' }),
    () => work.post(`${one}/acceptance`),
    () => work.post(`${one}/investigation`, { findings: '现场核查属实' }),
    () => confirm.post(`${one}/conclusion`, { outcome: 'not-found', ...WORDS }),
  ];
  for (const step of steps.slice(0, STATES.indexOf(until))) ok(await step());
  return { number, one, office, clerk, reviewer };
}

type Hand = 'office' | 'clerk' | 'reviewer';
const step = (name: string, from: (typeof STATES)[number], by: Hand, payload: object): WriteExample => ({
  route: `POST ${CASES}/:caseId/${name}`,
  request: async (scene) => {
    const made = await caseAt(scene, from);
    return { url: `${made.one}/${name}`, headers: made[by], payload };
  },
});

/** Somebody has asked to see who reported; with `granted` somebody else has settled it. */
async function asked(scene: Scene, granted?: boolean) {
  const { number } = await reported(scene);
  const officer = await scene.as('case-officer', credit.code);
  const decider = await scene.as('decider', credit.code);
  const { openingId } = ok(
    await workerIn(scene, officer).post(`${REPORTS}/${number}/openings`, { reason: '须当面核实' }),
  );
  if (granted !== undefined)
    ok(await workerIn(scene, decider).post(`${OPENINGS}/${openingId}/settlement`, { granted }));
  return { openingId, officer, decider };
}

export const misconductReportWrites: readonly WriteExample[] = [
  { route: `POST ${REPORTS}`, request: async () => ({ payload: REPORT }) },
  { route: 'POST /report', request: async () => form({}, { name: REPORT.organisation.name, what: REPORT.what }) },
  { route: 'POST /report/state', request: async (scene) => form({}, shown(await reported(scene))) },
  { route: `POST ${REPORTS}/state`, request: async (scene) => ({ payload: shown(await reported(scene)) }) },
  { route: `POST ${REPORTS}/withdrawal`, request: async (scene) => ({ payload: shown(await reported(scene)) }) },
  {
    route: `POST ${REPORTS}/entries`,
    request: async (scene) => ({ headers: await scene.as('counter', credit.code), payload: REPORT }),
  },
  {
    route: `POST ${REPORTS}/:reportId/identification`,
    request: async (scene) => ({
      url: `${REPORTS}/${(await reported(scene)).number}/identification`,
      headers: await scene.as('case-officer', credit.code),
      payload: { subject: await freshOrganisation(scene), basis: `${today(scene.city.clock.now)} 核对登记信息` },
    }),
  },
  {
    route: `POST ${REPORTS}/:reportId/refusal`,
    request: async (scene) => ({
      url: `${REPORTS}/${(await reported(scene)).number}/refusal`,
      headers: await scene.as('case-officer', credit.code),
      payload: { refusedFor: 'too-vague' },
    }),
  },
  step('triage', 'received', 'office', { agency: housing.code, reason: '属建设主管部门' }),
  step('return', 'triaged', 'clerk', { reason: '不属于本单位职责' }),
  step('acceptance', 'triaged', 'clerk', {}),
  step('decline', 'triaged', 'clerk', WORDS),
  step('investigation', 'accepted', 'clerk', { findings: '现场核查属实' }),
  step('conclusion', 'investigated', 'reviewer', { outcome: 'partly', ...WORDS, documentNo: '青建罚〔2026〕9号' }),
  step('closure', 'concluded', 'clerk', {}),
  {
    route: `POST ${REPORTS}/:reportId/openings`,
    request: async (scene) => ({
      url: `${REPORTS}/${(await reported(scene)).number}/openings`,
      headers: await scene.as('case-officer', credit.code),
      payload: { reason: '须当面核实' },
    }),
  },
  {
    route: `POST ${OPENINGS}/:openingId/settlement`,
    request: async (scene) => {
      const { openingId, decider } = await asked(scene);
      return { url: `${OPENINGS}/${openingId}/settlement`, headers: decider, payload: { granted: false } };
    },
  },
  {
    route: `POST ${OPENINGS}/:openingId/look`,
    request: async (scene) => {
      const { openingId, officer } = await asked(scene, true);
      return { url: `${OPENINGS}/${openingId}/look`, headers: officer, payload: {} };
    },
  },
];

function shown({ number, lookUpCode }: { number: string; lookUpCode: string }) {
  return { number, lookUpCode };
}
