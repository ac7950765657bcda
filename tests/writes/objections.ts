import type { InjectOptions } from 'fastify';
import { today } from '../../server/src/kernel/dates.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, entry, take } from '../journeys/bidders.ts';
import { evidence, type Worker } from '../journeys/case-desk.ts';
import { ok } from '../journeys/listing-steps.ts';
import { answer, OBJECTIONS } from '../journeys/objection-steps.ts';
import { freshOrganisation, workerIn } from './casework.ts';
import type { Scene, WriteExample } from './example.ts';
import { form } from './holder.ts';

const { tax } = AGENCIES;
const ONE = `${OBJECTIONS}/:caseId`;

/** A record of an organisation of the register that no case speaks of yet, and everybody who takes part. */
async function recordIn(scene: Scene) {
  const subjectId = await freshOrganisation(scene);
  const { pool } = scene.city.system;
  const { rows } = await pool.query<Bidder>('select code, name from subject where subject_id = $1', [subjectId]);
  const who = rows[0] ?? { code: '', name: '' };
  const documentNo = `青税失信〔2026〕${subjectId.slice(8, 17)}号`;
  await take(scene.city, tax, 'serious-dishonesty', [entry(tax, '重大税收违法失信主体', who, documentNo)]);
  const { rows: records } = await pool.query<{ id: string }>(
    'select record_id as id from record where subject_id = $1 and document_no = $2',
    [subjectId, documentNo],
  );
  const owner = await scene.as('organisation', undefined, undefined, subjectId);
  const clerk = await scene.as('clerk', tax.code);
  const reviewer = await scene.as('reviewer', tax.code);
  const filing = { recordId: records[0]?.id ?? '', about: 'facts', grounds: '期限有误' };
  const no = (kind: string) => `青税${kind}〔2026〕${subjectId.slice(8, 17)}号`;
  return { subjectId, code: who.code, owner, clerk, reviewer, filing, no };
}

type Until = 'filed' | 'accepted' | 'proposed' | 'answered' | 'stated';
const STEPS: readonly Until[] = ['filed', 'accepted', 'proposed', 'answered', 'stated'];

async function objectionAt(scene: Scene, until: Until, text = '本单位已提起诉讼。') {
  const made = await recordIn(scene);
  const as = (headers: Record<string, string>): Worker => workerIn(scene, headers);
  const { caseId } = ok(await as(made.owner).post(OBJECTIONS, made.filing));
  const at = (step: string) => `${OBJECTIONS}/${caseId}/${step}`;
  const reached = (state: Until) => STEPS.indexOf(until) >= STEPS.indexOf(state);
  const acceptance = { documentNo: made.no('异受'), contact: '法规科', phone: '0990-1' };
  const proposal = answer('stands', made.no('异复'));
  let proposed = 0;
  if (reached('accepted')) ok(await as(made.clerk).post(at('acceptance'), acceptance));
  if (reached('proposed')) proposed = ok(await as(made.clerk).post(at('proposal'), proposal)).deedNo;
  if (reached('answered')) ok(await as(made.reviewer).post(at('decision'), { proposal: proposed }));
  if (reached('stated')) ok(await as(made.owner).post(at('statement'), { text }));
  return { ...made, caseId, at, acceptance, proposal, proposed };
}

type Made = Awaited<ReturnType<typeof objectionAt>>;

const step = (
  name: string,
  from: Until,
  who: 'owner' | 'clerk' | 'reviewer',
  payload: (made: Made) => object = () => ({}),
  text?: string,
): WriteExample => ({
  route: `POST ${ONE}/${name}`,
  request: async (scene): Promise<InjectOptions> => {
    const made = await objectionAt(scene, from, text);
    return { url: made.at(name), headers: made[who], payload: payload(made) };
  },
});

const REMEDIES = {
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
};

export const objectionWrites: readonly WriteExample[] = [
  {
    route: `POST ${OBJECTIONS}`,
    request: async (scene) => {
      const { owner, filing } = await recordIn(scene);
      return { url: OBJECTIONS, headers: owner, payload: filing };
    },
  },
  {
    route: `POST ${OBJECTIONS}/own-motion`,
    request: async (scene) => {
      const { clerk, filing, code } = await recordIn(scene);
      return { url: `${OBJECTIONS}/own-motion`, headers: clerk, payload: { ...filing, subject: code } };
    },
  },
  {
    route: `POST ${ONE}/evidence`,
    request: async (scene) => {
      const { caseId, at, owner } = await objectionAt(scene, 'filed');
      const upload = evidence(caseId, `决定书，${today(scene.city.clock.now)}`);
      return { ...upload, url: at('evidence'), headers: { ...upload.headers, ...owner } };
    },
  },
  step('retraction', 'filed', 'owner'),
  step('acceptance', 'filed', 'clerk', ({ acceptance }) => acceptance),
  step('refusal', 'filed', 'reviewer', ({ no }) => ({
    ground: 'decision-itself',
    reason: '对处罚轻重不服',
    documentNo: no('异不受'),
    ...REMEDIES,
  })),
  step('extension', 'accepted', 'reviewer', ({ no }) => ({ days: 3, reason: '情况复杂', documentNo: no('延') })),
  step('proposal', 'accepted', 'clerk', ({ proposal }) => proposal),
  step('return', 'proposed', 'reviewer', () => ({ reason: '补充材料' })),
  step('decision', 'proposed', 'reviewer', ({ proposed }) => ({ proposal: proposed })),
  step('statement', 'answered', 'owner', () => ({ text: '本单位已提起诉讼。' })),
  step('statement-check', 'stated', 'reviewer', () => ({ text: '当日，康某将材料送错。' }), '当日，康健将材料送错。'),
  step('statement-end', 'stated', 'owner'),
  {
    route: 'POST /account/objections',
    request: async (scene) => {
      const { owner, filing } = await recordIn(scene);
      return form(owner, filing);
    },
  },
  {
    route: 'POST /account/objections/:caseId/statement',
    request: async (scene) => {
      const { owner, caseId } = await objectionAt(scene, 'answered');
      return { url: `/account/objections/${caseId}/statement`, ...form(owner, { text: '本单位已提起诉讼。' }) };
    },
  },
];
