import assert from 'node:assert/strict';
import { today } from '../../kernel/dates.ts';
import { write, writeUnlessRefused } from '../../platform/db/write.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { acting, type LawOn } from '../casework/index.ts';
import { caseRoutesUnder } from './case-routes.ts';
import { identifySubject, refuseReport } from './identify-subject.ts';
import { listWaiting, readReport } from './read-report.ts';
import { receiveReport } from './receive-report.ts';
import { askOpening } from './reporter/ask-opening.ts';
import { openReporter } from './reporter/open-reporter.ts';
import { ASKING_ROLES, type AskingRole } from './reporter/openings.ts';
import { settleOpening } from './reporter/settle-opening.ts';
import * as Shape from './schemas.ts';
import { askState, withdrawReport } from './show-state.ts';

const REPORTS = '/api/v1/misconduct-reports';
const OPENINGS = '/api/v1/misconduct-openings';
const PURPOSE = 'misconduct-report';
/** A report without files fits several times. */
const REPORT_BYTES = 64 * 1024;

/** What anybody may do without being known: report, read where it stands, take it back. */
const byAnybody = {
  permission: 'misconduct.report',
  rateClass: 'report',
  nameless: true,
  bodyLimit: REPORT_BYTES,
} as const;

export function misconductReportRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: REPORTS,
      summary: '举报一个单位的失信行为，可以不留姓名；不收文件',
      ...byAnybody,
      journals: ['misconduct-report.came'],
      status: 201,
      schema: { body: Shape.ReportBody, response: Shape.Received },
      answer: ({ system, act, body }) =>
        writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
          const catalogue = await lawOn(system.pool, today(now));
          return receiveReport(trx, { act: act(now, PURPOSE), catalogue, secrets: system.secrets }, 'online', body);
        }),
    }),
    route({
      method: 'POST',
      url: `${REPORTS}/state`,
      summary: '凭举报编号和查询码查询办理情况和结果',
      ...byAnybody,
      journals: ['misconduct-report.state-asked'],
      schema: { body: Shape.ShownBody, response: Shape.StateAnswered },
      answer: ({ system, act, body }) =>
        writeUnlessRefused(system.pool, system.clock, (trx, now) => askState(trx, act(now, PURPOSE), body)),
    }),
    route({
      method: 'POST',
      url: `${REPORTS}/withdrawal`,
      summary: '凭举报编号和查询码撤回举报',
      ...byAnybody,
      journals: ['misconduct-report.withdrawn'],
      schema: { body: Shape.ShownBody, response: Shape.StateAnswered },
      answer: ({ system, act, body }) =>
        writeUnlessRefused(system.pool, system.clock, (trx, now) => withdrawReport(trx, act(now, PURPOSE), body)),
    }),
    route({
      method: 'POST',
      url: `${REPORTS}/entries`,
      summary: '窗口代为登记举报，或者登记其他部门移送的举报',
      permission: 'misconduct.enter',
      journals: ['misconduct-report.came'],
      status: 201,
      bodyLimit: REPORT_BYTES,
      schema: { body: Shape.ReportBody, response: Shape.Received },
      answer: ({ system, caller, act, body }) =>
        writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
          const catalogue = await lawOn(system.pool, today(now));
          const cameBy = roleOf(caller) === 'clerk' ? 'agency' : 'counter';
          return receiveReport(trx, { act: act(now, PURPOSE), catalogue, secrets: system.secrets }, cameBy, body);
        }),
    }),
    route({
      method: 'GET',
      url: REPORTS,
      summary: '待甄别的举报，先收到的在前；不含举报内容',
      permission: 'misconduct.queue',
      journals: ['misconduct-report.waiting-listed'],
      schema: { response: Shape.WaitingAnswered },
      answer: ({ system, act }) => write(system.pool, system.clock, (trx, now) => listWaiting(trx, act(now, PURPOSE))),
    }),
    route({
      method: 'GET',
      url: `${REPORTS}/:reportId`,
      summary: '查阅一件举报的内容；不含举报人的身份',
      permission: 'misconduct.read',
      journals: ['misconduct-report.read'],
      schema: { params: Shape.ReportParams, response: Shape.ReadAnswered },
      answer: ({ system, act, reach, params }) =>
        write(system.pool, system.clock, (trx, now) =>
          readReport(trx, act(now, PURPOSE), { reach, secrets: system.secrets }, params.reportId),
        ),
    }),
    route({
      method: 'POST',
      url: `${REPORTS}/:reportId/identification`,
      summary: '认定被举报的单位并立案',
      permission: 'misconduct.triage',
      journals: ['misconduct-report.received'],
      status: 201,
      schema: { params: Shape.ReportParams, body: Shape.IdentificationBody, response: Shape.Opened },
      answer: (call) => acting(lawOn, call, (trx, who) => identifySubject(trx, who, call.params.reportId, call.body)),
    }),
    route({
      method: 'POST',
      url: `${REPORTS}/:reportId/refusal`,
      summary: '不予受理一件尚未立案的举报',
      permission: 'misconduct.triage',
      journals: ['misconduct-report.refused'],
      schema: { params: Shape.ReportParams, body: Shape.RefusalBody, response: Shape.RefusalAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => refuseReport(trx, who, call.params.reportId, call.body)),
    }),
    ...caseRoutesUnder(lawOn),
    ...reporterRoutesUnder(lawOn),
  ];
}

/** Who reported: asked for by one role, granted by another, seen once by the first. */
function reporterRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: `${REPORTS}/:reportId/openings`,
      summary: '申请查看举报人身份，写明理由',
      permission: 'misconduct.ask',
      journals: ['misconduct-report.reporter-asked'],
      status: 201,
      schema: { params: Shape.ReportParams, body: Shape.AskBody, response: Shape.Asked },
      answer: (call) => {
        const role = roleOf(call.caller);
        assert(isAskingRole(role), 'the policy gives the right to these roles alone');
        return acting(lawOn, call, (trx, who) => askOpening(trx, who, role, call.params.reportId, call.body));
      },
    }),
    route({
      method: 'POST',
      url: `${OPENINGS}/:openingId/settlement`,
      summary: '由另一人审批查看举报人身份的申请',
      permission: 'misconduct.grant',
      journals: ['misconduct-report.reporter-granted', 'misconduct-report.reporter-denied'],
      schema: { params: Shape.OpeningParams, body: Shape.SettleBody, response: Shape.Settled },
      answer: (call) => acting(lawOn, call, (trx, who) => settleOpening(trx, who, call.params.openingId, call.body)),
    }),
    route({
      method: 'POST',
      url: `${OPENINGS}/:openingId/look`,
      summary: '申请人凭获准的申请查看举报人身份，一次，二十四小时内',
      permission: 'misconduct.ask',
      journals: ['misconduct-report.reporter-opened'],
      schema: { params: Shape.OpeningParams, body: Shape.Nothing, response: Shape.ReporterAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => openReporter(trx, who, call.params.openingId)),
    }),
  ];
}

const roleOf = (caller: Caller): string => (caller.kind === 'user' ? caller.role : '');
const isAskingRole = (role: string): role is AskingRole => ASKING_ROLES.some((one) => one === role);
