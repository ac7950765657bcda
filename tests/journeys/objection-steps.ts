import assert from 'node:assert/strict';
import { fallDue } from '../../server/src/domain/objections/index.ts';
import { AGENCIES, type CastAgency } from '../cast.ts';
import { type Bidder, entry, take } from './bidders.ts';
import { type Answer, evidence, type openCaseCity, type Worker } from './case-desk.ts';
import { ok } from './listing-steps.ts';

export const OBJECTIONS = '/api/v1/objections';
export type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;

const TAX_LIST = '重大税收违法失信主体';

export const answer = (outcome: string, documentNo: string, more: object = {}) => ({
  outcome,
  findings: '调取原卷宗核对',
  reason: '经核实，与决定书载明的内容不一致',
  documentNo,
  contact: '法规科',
  phone: '0990-1234567',
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
  ...more,
});

/** The city's objections at the desks of whoever takes part. */
export function objections(city: CaseCity) {
  const at = (caseId: string, step: string) => `${OBJECTIONS}/${caseId}/${step}`;
  const goTo = (day: string, hour = '10') => {
    city.clock.now = new Date(`${day}T${hour}:00:00+08:00`);
  };
  return {
    at,
    goTo,
    /** An entry of the tax list under a number, and the id of its record. */
    enter: async (
      who: Bidder,
      documentNo: string,
      agency: CastAgency = AGENCIES.tax,
      list = TAX_LIST,
    ): Promise<string> => {
      const category = agency === AGENCIES.court ? 'judgment-default' : 'serious-dishonesty';
      const more = category === 'judgment-default' ? { 执行法院: agency.name, 案号: documentNo } : {};
      await take(city, agency, category, [{ ...entry(agency, list, who, documentNo), ...more }]);
      const { rows } = await city.system.pool.query<{ id: string }>(
        'select record_id as id from record where document_no = $1 and superseded_at is null',
        [documentNo],
      );
      assert.equal(rows.length, 1, documentNo);
      return rows[0]?.id ?? '';
    },
    file: (worker: Worker, recordId: string, more: object = {}): Promise<Answer> =>
      worker.post(OBJECTIONS, { recordId, about: 'facts', grounds: '决定书载明的期限是一年，不是三年', ...more }),
    accept: async (clerk: Worker, caseId: string, documentNo: string, more: object = {}) =>
      ok(await clerk.post(at(caseId, 'acceptance'), { documentNo, contact: '法规科', phone: '0990-1', ...more })),
    propose: (clerk: Worker, caseId: string, said: object) => clerk.post(at(caseId, 'proposal'), said),
    /** Confirms what was proposed last. */
    confirm: async (reviewer: Worker, caseId: string): Promise<Answer> => {
      const { deeds } = ok(await reviewer.get(`/api/v1/cases/${caseId}`));
      const { deedNo } = deeds.findLast(({ deed }: { deed: string }) => deed === 'proposed');
      return reviewer.post(at(caseId, 'decision'), { proposal: deedNo });
    },
    mine: async (worker: Worker, caseId: string) => {
      const { objections: all } = ok(await worker.get(OBJECTIONS));
      return all.find((one: { caseId: string }) => one.caseId === caseId);
    },
    fallDue: () => fallDue(city.system),
    /** The public's view of one record; undefined where it is not shown. */
    shown: async ({ code }: Bidder, recordId: string) => {
      const { body, statusCode } = await city.server.inject({ url: `/api/v1/subjects/${code}/records?limit=200` });
      assert.equal(statusCode, 200);
      return JSON.parse(body).records.find((one: { recordId: string }) => one.recordId === recordId);
    },
    checked: async (desk: Worker, { code }: Bidder, recordId: string, matter = 'bidding') => {
      const asked = { matter, requestRef: '青招2026-1', subjects: [{ code }] };
      const [{ verdict, measures }] = ok(await desk.post('/api/v1/checks', asked)).results;
      const of = measures.filter(({ decision }: { decision: { recordId: string } }) => decision.recordId === recordId);
      return { verdict, measures: of as { suspended?: true; until: string | null }[] };
    },
    /** The objector's own evidence, by another route than an official's. */
    prove: async (headers: Record<string, string>, caseId: string, bytes: Buffer): Promise<Answer> => {
      const upload = evidence(caseId, '决定书扫描件', bytes);
      const response = await city.server.inject({
        ...upload,
        url: at(caseId, 'evidence'),
        headers: { ...upload.headers, ...headers },
      });
      return { status: response.statusCode, body: response.json() };
    },
    messages: async (to: { agency: string } | { subjectId: string }, caseId: string): Promise<string[]> => {
      const { rows } = await city.system.pool.query<{ template: string }>(
        `select template from message where (agency = $1 or subject_id = $2) and (about_case = $3 or said_key like '%' || $3 || '%')
          order by sent_at, template`,
        ['agency' in to ? to.agency : null, 'subjectId' in to ? to.subjectId : null, caseId],
      );
      return rows.map(({ template }) => template);
    },
  };
}
