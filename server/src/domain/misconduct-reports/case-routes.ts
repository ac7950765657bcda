import type { Route } from '../../platform/http/route.ts';
import { caseStep, type LawOn } from '../casework/index.ts';
import * as Shape from './schemas.ts';
import { returnReport, triage } from './triage.ts';
import { acceptReport, closeReport, concludeReport, declineReport, recordInvestigation } from './work-report.ts';

const ONE = '/api/v1/misconduct-cases/:caseId';
const work = 'misconduct.work';

/** The steps of a report that has become a case. */
export function caseRoutesUnder(lawOn: LawOn): Route[] {
  return [
    caseStep(lawOn, {
      url: `${ONE}/triage`,
      summary: '将举报转主管单位办理',
      permission: 'misconduct.triage',
      journals: ['misconduct-report.triaged', 'case.clock-entered'],
      body: Shape.TriageBody,
      response: Shape.Step,
      step: triage,
    }),
    caseStep(lawOn, {
      url: `${ONE}/return`,
      summary: '不属于本单位职责，退回转办单位',
      permission: work,
      journals: ['misconduct-report.returned', 'case.clock-entered'],
      body: Shape.ReturnBody,
      response: Shape.Step,
      step: returnReport,
    }),
    caseStep(lawOn, {
      url: `${ONE}/acceptance`,
      summary: '受理举报',
      permission: work,
      journals: ['misconduct-report.accepted', 'case.clock-entered'],
      body: Shape.AcceptanceBody,
      response: Shape.Step,
      step: acceptReport,
    }),
    caseStep(lawOn, {
      url: `${ONE}/decline`,
      summary: '不予受理举报，写明理由和给举报人的答复',
      permission: work,
      journals: ['misconduct-report.declined', 'case.clock-entered'],
      body: Shape.DeclineBody,
      response: Shape.Step,
      step: declineReport,
    }),
    caseStep(lawOn, {
      url: `${ONE}/investigation`,
      summary: '登记调查情况',
      permission: work,
      journals: ['misconduct-report.investigated'],
      body: Shape.InvestigationBody,
      response: Shape.Step,
      step: recordInvestigation,
    }),
    caseStep(lawOn, {
      url: `${ONE}/conclusion`,
      summary: '由另一人认定属实、部分属实或者查无实据',
      permission: 'misconduct.confirm',
      journals: ['misconduct-report.concluded', 'case.clock-entered'],
      body: Shape.ConclusionBody,
      response: Shape.Step,
      step: concludeReport,
    }),
    caseStep(lawOn, {
      url: `${ONE}/closure`,
      summary: '办结举报；保存期限从此起算',
      permission: work,
      journals: ['misconduct-report.closed'],
      body: Shape.ClosureBody,
      response: Shape.Step,
      step: closeReport,
    }),
  ];
}
