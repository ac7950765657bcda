import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { write, writeUnlessRefused } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { send } from '../../platform/http/sent.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { HeldCase } from './cases/case.ts';
import { listCases } from './cases/list-cases.ts';
import { findReachableCase, readCase } from './cases/read-case.ts';
import { noSuchCase, takeCase } from './cases/take-case.ts';
import { type Chart, mayRead } from './charts/chart.ts';
import { moveClock } from './clocks/move-clock.ts';
import { addEvidence } from './evidence/add-evidence.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import { takeEvidence } from './evidence/take-evidence.ts';
import { readPaper } from './paper-acts/read-paper.ts';
import * as Shape from './schemas.ts';
import { recordService } from './services/record-service.ts';
import { caseTasksUnder } from './tasks/case-tasks.ts';
import { listTasks } from './tasks/list-tasks.ts';
import type { TaskSource } from './tasks/task.ts';

/** What casework asks of slices that come after it: their charts, and what else somebody owes. */
export type Procedures = { charts: readonly Chart[]; tasks: readonly TaskSource[] };

type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

export function caseworkRoutesUnder(lawOn: LawOn, { charts, tasks }: Procedures): Route[] {
  const chartsFor = (caller: Caller) => charts.filter((chart) => mayRead(chart, caller));
  /** The case, unless its procedure is one whose cases do not exist for this caller. */
  const shownTo = (caller: Caller, held: HeldCase | Refusal): HeldCase | Refusal => {
    if (isRefusal(held)) return held;
    return chartsFor(caller).some(({ procedure }) => procedure === held.procedure) ? held : noSuchCase();
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/cases',
      summary: '查阅案件清单',
      permission: 'case.list',
      journals: ['case.listed'],
      schema: { querystring: Shape.CasesQuery, response: Shape.CasesAnswered },
      answer: ({ system, caller, act, reach, query }) =>
        write(system.pool, system.clock, async (trx, now) =>
          listCases(
            trx,
            act(now, 'casework'),
            { reach, charts: chartsFor(caller), catalogue: await lawOn(system.pool, today(now)) },
            query,
          ),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/v1/cases/:caseId',
      summary: '查阅一个案件：经过、期限、文书、送达和证据',
      permission: 'case.read',
      journals: ['case.read'],
      schema: { params: Shape.CaseParams, response: Shape.CaseAnswered },
      answer: ({ system, caller, act, reach, params }) =>
        write(system.pool, system.clock, async (trx, now) =>
          readCase(
            trx,
            act(now, 'casework'),
            { reach, charts: chartsFor(caller), catalogue: await lawOn(system.pool, today(now)) },
            params.caseId,
          ),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/v1/cases/:caseId/evidence',
      summary: '上传一件证据',
      permission: 'case.work',
      journals: ['case.evidence-added'],
      rateClass: 'upload',
      status: 201,
      schema: { params: Shape.CaseParams, form: Shape.EvidenceForm, response: Shape.EvidenceAnswered },
      answer: async ({ system, caller, act, reach, params, request }) => {
        const uploaded = await takeEvidence(request);
        if (isRefusal(uploaded)) return uploaded;
        return writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
          const held = shownTo(caller, await takeCase(trx, { reach, now }, undefined, params.caseId));
          return isRefusal(held) ? held : addEvidence(trx, system.secrets, act(now, 'casework'), held, uploaded);
        });
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/cases/:caseId/evidence/:evidenceNo',
      summary: '下载一件证据',
      permission: 'case.list',
      journals: ['case.evidence-read'],
      schema: { params: Shape.EvidenceParams },
      answer: ({ system, caller, act, reach, params }) =>
        write(system.pool, system.clock, async (trx, now) => {
          const held = shownTo(caller, await findReachableCase(trx, reach, act(now, 'casework'), params.caseId));
          if (isRefusal(held)) return held;
          const file = await readEvidence(trx, system.secrets, act(now, 'casework'), held, params.evidenceNo);
          return isRefusal(file) ? file : send(file.mediaType, file.bytes, { fileName: file.name });
        }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/cases/:caseId/papers/:paperNo',
      summary: '下载一份文书（DOCX 可编辑，或者 PDF）',
      permission: 'case.list',
      journals: ['case.paper-read', 'person.shown'],
      schema: { params: Shape.PaperParams, querystring: Shape.PaperQuery },
      answer: ({ system, caller, act, reach, params, query }) =>
        write(system.pool, system.clock, async (trx, now) => {
          const held = shownTo(caller, await findReachableCase(trx, reach, act(now, 'casework'), params.caseId));
          if (isRefusal(held)) return held;
          return readPaper(trx, system.secrets, act(now, 'casework'), held, {
            paperNo: params.paperNo,
            format: query.format ?? 'docx',
          });
        }),
    }),
    route({
      method: 'POST',
      url: '/api/v1/cases/:caseId/services',
      summary: '登记一次送达及其凭证',
      permission: 'case.work',
      journals: ['case.served'],
      status: 201,
      schema: { params: Shape.CaseParams, body: Shape.ServiceBody, response: Shape.ServiceAnswered },
      answer: ({ system, caller, act, reach, params, body }) =>
        writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
          const held = shownTo(caller, await takeCase(trx, { reach, now }, undefined, params.caseId));
          if (isRefusal(held)) return held;
          const { policy } = await lawOn(system.pool, today(now));
          return recordService(trx, system.secrets, act(now, 'casework'), held, body, policy.publicNoticeDays);
        }),
    }),
    route({
      method: 'POST',
      url: '/api/v1/cases/:caseId/clocks/:clock',
      summary: '中止或者恢复一项期限',
      permission: 'case.work',
      journals: ['case.clock-entered'],
      schema: { params: Shape.ClockParams, body: Shape.ClockBody, response: Shape.ClockAnswered },
      answer: ({ system, caller, act, reach, params, body }) =>
        writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
          const held = shownTo(caller, await takeCase(trx, { reach, now }, undefined, params.caseId));
          if (isRefusal(held)) return held;
          const catalogue = await lawOn(system.pool, today(now));
          const { secrets } = system;
          return moveClock(trx, { act: act(now, 'casework'), catalogue, secrets }, held, params.clock, body);
        }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/tasks',
      summary: '本单位应办的事项，按期限排列，逾期在前',
      permission: 'task.read',
      journals: ['task.listed'],
      schema: { response: Shape.TasksAnswered },
      answer: ({ system, caller, act, reach }) =>
        write(system.pool, system.clock, async (trx, now) =>
          listTasks(trx, act(now, 'casework'), {
            reach,
            sources: [caseTasksUnder(chartsFor(caller)), ...tasks],
            catalogue: await lawOn(system.pool, today(now)),
          }),
        ),
    }),
  ];
}
