import type { Page } from '../../../../web/src/portal/model.ts';
import * as paths from '../../../../web/src/portal/paths.ts';
import { REPORT_FIELDS, type ReportField } from '../../../../web/src/portal/report-model.ts';
import { today } from '../../kernel/dates.ts';
import { writeUnlessRefused } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { Route } from '../../platform/http/route.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import { askState, type NewReport, type ReportState, receiveReport } from '../misconduct-reports/index.ts';
import { type FormCall, formRoute, statusOf } from './account/form-route.ts';
import { pageRoute } from './page-route.ts';

const PURPOSE = 'misconduct-report';
const FIELDS = Object.keys(REPORT_FIELDS) as ReportField[];
const OUTCOMES: Readonly<Record<string, string>> = {
  'found-true': '属实',
  partly: '部分属实',
  'not-found': '查无实据',
};

/** Reporting what an organisation did, and asking what became of it, on pages and without being known. */
export const reportPages: readonly Route[] = [
  pageRoute('/guides/report', '失信举报：指引和表单', [], () => ({ page: { page: 'report', given: {} } })),
  formRoute({
    method: 'POST',
    url: '/report',
    summary: '以表单举报一个单位的失信行为，可以不留姓名',
    permission: 'misconduct.report',
    nameless: true,
    journals: ['misconduct-report.came'],
    back: paths.reportGuide,
    answer: async (call) => {
      const given = Object.fromEntries(FIELDS.map((name) => [name, call.field(name)])) as Record<ReportField, string>;
      const tooLong = FIELDS.find((name) => [...given[name]].length > REPORT_FIELDS[name]);
      if (tooLong !== undefined) {
        return { page: { page: 'report', given, problem: '有一项填写过长，请压缩后重新提交。' }, status: 400 };
      }
      const { system, act } = call;
      const received = await writeUnlessRefused(system.pool, system.clock, async (trx, now) => {
        const catalogue = await catalogueInForce(system.pool, today(now));
        const who = { act: act(now, PURPOSE), catalogue, secrets: system.secrets };
        return receiveReport(trx, who, 'online', reportOf(given));
      });
      if (isRefusal(received)) {
        return { page: { page: 'report', given, problem: received.detail }, status: statusOf(received) };
      }
      return { page: { page: 'report-received', ...received } };
    },
  }),
  pageRoute('/report/state', '查询举报的办理情况：表单', [], () => ({ page: { page: 'report-state' }, noindex: true })),
  formRoute({
    method: 'POST',
    url: '/report/state',
    summary: '凭举报编号和查询码查询办理情况和结果',
    permission: 'misconduct.report',
    nameless: true,
    journals: ['misconduct-report.state-asked'],
    back: paths.reportState,
    answer: async (call) => {
      const asked = await stateAsked(call);
      if (isRefusal(asked)) return { page: { page: 'report-state', problem: asked.detail }, status: statusOf(asked) };
      return { page: statePage(asked) };
    },
  }),
];

function stateAsked({ system, act, field }: FormCall) {
  const shown = { number: field('number').trim(), lookUpCode: field('lookUpCode') };
  return writeUnlessRefused(system.pool, system.clock, (trx, now) => askState(trx, act(now, PURPOSE), shown));
}

function reportOf({
  name,
  code,
  what,
  when,
  where,
  proof,
  reporterName,
  contact,
}: Record<ReportField, string>): NewReport {
  const known = reporterName.trim() !== '' || contact.trim() !== '';
  return {
    organisation: { name, code },
    ...{ what, when, where, proof },
    ...(known ? { reporter: { name: reporterName, contact } } : {}),
  };
}

function statePage({ number, receivedOn, stateName, agencyName, outcome, reply }: ReportState): Page {
  const rows: [name: string, value: string | null][] = [
    ['举报编号', number],
    ['收到日期', receivedOn],
    ['办理情况', stateName],
    ['承办单位', agencyName],
    ['认定', outcome === null ? null : (OUTCOMES[outcome] ?? outcome)],
    ['答复', reply],
  ];
  return { page: 'report-state', shown: rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }])) };
}
