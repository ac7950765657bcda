import assert from 'node:assert/strict';
import { addAgency } from '../../server/src/domain/access/index.ts';
import { codesForAgencies } from '../../server/src/domain/catalogue/index.ts';
import { OPEN_NOTICE } from '../../server/src/domain/checks/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES } from '../cast.ts';
import { type Bidder, bidder, listByTax, take, workJobs } from '../journeys/bidders.ts';
import { registration } from '../journeys/tables.ts';
import { type Scene, upload, type WriteExample } from './example.ts';

const { finance, market, tax } = AGENCIES;
const PAPER = { desk: '政府采购窗口', objectTo: '青禾市信用办', contact: '采购科', telephone: '0990-1234567' };
let numbers = 900;

/** An organisation of its own that the tax office has listed, and the record by which. */
async function listed({ city }: Scene): Promise<Bidder & { recordId: string }> {
  numbers += 1;
  const party = bidder(numbers);
  await take(city, market, 'registration', [registration(party.code, party.name)]);
  await listByTax(city, [party]);
  const { rows } = await city.system.pool.query<{ recordId: string }>(
    `select record_id as "recordId" from record where subject_id = $1 and category = 'serious-dishonesty'`,
    [party.code],
  );
  const [record] = rows;
  assert(record !== undefined);
  return { ...party, ...record };
}

async function asked(scene: Scene, method: 'POST', url: string, headers: Record<string, string>, payload: object) {
  const answer = await scene.server.inject({ method, url: `/api/v1${url}`, headers, payload });
  assert.ok(answer.statusCode < 300, answer.payload);
  return answer.json();
}

/** A notice to be written: a desk has applied a measure, and the job has run. */
async function openedNotice(scene: Scene): Promise<string> {
  const { code } = await listed(scene);
  const desk = await scene.as('desk', finance.code);
  const { checkId, results } = await asked(scene, 'POST', '/checks', desk, {
    matter: 'fiscal-funds',
    subjects: [{ code }],
  });
  await asked(scene, 'POST', `/checks/${checkId}/feedback`, desk, {
    token: results[0].feedbackToken,
    outcomes: [{ measure: results[0].measures[0].measure, outcome: 'applied', reason: '情节严重' }],
  });
  assert.ok((await workJobs(scene.city.system, OPEN_NOTICE)) > 0);
  const { rows } = await scene.city.system.pool.query<{ caseId: string }>(
    'select case_id as "caseId" from applied_notice where subject_id = $1',
    [code],
  );
  return rows[0]?.caseId ?? '';
}

const issued = async (scene: Scene, caseId: string, headers: Record<string, string>) =>
  asked(scene, 'POST', `/applied-notices/${caseId}/paper`, headers, {
    ...PAPER,
    documentNo: `青财信告〔2026〕${numbers}号`,
  });

const reliefOf = ({ code, recordId }: { code: string; recordId: string }) => ({
  subject: code,
  recordId,
  matter: 'fiscal-funds',
  act: '申报节能改造补助一项',
  from: '2026-11-20',
  until: '2026-12-31',
  documentNo: '青税准〔2026〕1号',
  clause: 'gf-2016-33#三、（十）',
  authority: tax.name,
});

/** A relief that a clerk of the tax office has proposed. */
async function proposedRelief(scene: Scene): Promise<string> {
  const record = await listed(scene);
  const { reliefId } = await asked(scene, 'POST', '/reliefs', await scene.as('clerk', tax.code), reliefOf(record));
  return reliefId;
}

export const responseWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/reliefs',
    request: async (scene) => ({
      payload: reliefOf(await listed(scene)),
      headers: await scene.as('clerk', tax.code),
    }),
  },
  {
    route: 'POST /api/v1/reliefs/:reliefId/confirmation',
    request: async (scene) => ({
      url: `/api/v1/reliefs/${await proposedRelief(scene)}/confirmation`,
      headers: await scene.as('reviewer', tax.code),
    }),
  },
  {
    route: 'POST /api/v1/reliefs/:reliefId/end',
    request: async (scene) => ({
      url: `/api/v1/reliefs/${await proposedRelief(scene)}/end`,
      headers: await scene.as('clerk', tax.code),
      payload: { reason: '申请人撤回' },
    }),
  },
  {
    route: 'POST /api/v1/applied-notices/:caseId/paper',
    request: async (scene) => ({
      url: `/api/v1/applied-notices/${await openedNotice(scene)}/paper`,
      headers: await scene.as('desk', finance.code),
      payload: { ...PAPER, documentNo: '青财信告〔2026〕1号' },
    }),
  },
  {
    route: 'POST /api/v1/applied-notices/:caseId/served',
    request: async (scene) => {
      const headers = await scene.as('desk', finance.code);
      const caseId = await openedNotice(scene);
      const { paperNo } = await issued(scene, caseId, headers);
      const proof = upload({ about: '送达回证' }, { name: 'proof.pdf', content: '%PDF-1.4\n%%EOF\n' });
      const kept = await scene.server.inject({
        method: 'POST',
        url: `/api/v1/cases/${caseId}/evidence`,
        headers: { ...headers, ...proof.headers },
        payload: proof.payload,
      });
      assert.equal(kept.statusCode, 201, kept.payload);
      const day = '2026-11-20';
      const { evidenceNo } = kept.json();
      const service = { paperNo, method: 'hand', sentOn: day, servedOn: day, receiver: '门卫', evidenceNo };
      await asked(scene, 'POST', `/cases/${caseId}/services`, headers, service);
      return { url: `/api/v1/applied-notices/${caseId}/served`, headers };
    },
  },
  {
    route: 'POST /api/v1/applied-notices/:caseId/dropped',
    request: async (scene) => ({
      url: `/api/v1/applied-notices/${await openedNotice(scene)}/dropped`,
      headers: await scene.as('desk', finance.code),
      payload: { reason: '申请人当日撤回，措施未执行' },
    }),
  },
  {
    route: 'POST /api/v1/responses/entries',
    request: async (scene) => {
      const { system } = scene.city;
      const codes = await codesForAgencies(system.pool, system.clock());
      const agency = { uscc: finance.code, name: finance.name, categories: [], matters: ['fiscal-funds'] };
      const added = await write(system.pool, system.clock, (trx, now) =>
        addAgency(trx, { actor: '立夏', purpose: 'test', now }, agency, codes),
      );
      assert(!isRefusal(added));
      const { code, recordId } = await listed(scene);
      return {
        headers: await scene.as('clerk', finance.code),
        payload: { subjectId: code, recordId, response: 'arranged', note: '专项资金系统，处暑' },
      };
    },
  },
];
