import { type Route, route } from '../../platform/http/route.ts';
import { acting, caseStep, type LawOn } from '../casework/index.ts';
import { conclude, expireTerm, stopRectification } from './conclude.ts';
import { extendTerm } from './extend.ts';
import { interviewCalled, issueInterviewNotice, openInterview, recordInterview, stopInterview } from './interview.ts';
import { openRectification } from './open-rectification.ts';
import { issueOrder, orderServed } from './order.ts';
import { takeReport } from './report.ts';
import * as Shape from './schemas.ts';

const RECTIFICATIONS = '/api/v1/rectifications';
const ONE = `${RECTIFICATIONS}/:caseId`;
const INTERVIEWS = '/api/v1/interviews';
const TALK = `${INTERVIEWS}/:caseId`;

export function rectificationRoutesUnder(lawOn: LawOn): Route[] {
  const work = { permission: 'rectification.work' };
  return [
    route({
      method: 'POST',
      url: RECTIFICATIONS,
      summary: '限期整改：立案',
      ...work,
      journals: ['rectification.opened'],
      status: 201,
      schema: { body: Shape.OpenBody, response: Shape.Opened },
      answer: (call) => acting(lawOn, call, (trx, who) => openRectification(trx, who, call.body)),
    }),
    caseStep(lawOn, {
      url: `${ONE}/order`,
      summary: '制作责令限期整改通知书',
      ...work,
      journals: ['rectification.ordered', 'case.paper-issued'],
      body: Shape.OrderBody,
      response: Shape.PaperAnswered,
      step: issueOrder,
    }),
    caseStep(lawOn, {
      url: `${ONE}/served`,
      summary: '以已登记的送达为凭，起算整改期限',
      ...work,
      journals: ['rectification.served', 'case.clock-entered'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: orderServed,
    }),
    caseStep(lawOn, {
      url: `${ONE}/extension`,
      summary: '准予延期整改，限一次',
      ...work,
      journals: ['rectification.extended', 'case.clock-entered'],
      body: Shape.ExtensionBody,
      response: Shape.ExtensionAnswered,
      step: extendTerm,
    }),
    caseStep(lawOn, {
      url: `${ONE}/reports`,
      summary: '收取整改报告（经办登记，或者当事人自行提交）',
      permission: 'rectification.report',
      journals: ['rectification.reported'],
      body: Shape.ReportBody,
      response: Shape.Step,
      step: takeReport,
    }),
    caseStep(lawOn, {
      url: `${ONE}/expiry`,
      summary: '登记期满未报告',
      ...work,
      journals: ['rectification.expired'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: expireTerm,
    }),
    caseStep(lawOn, {
      url: `${ONE}/conclusion`,
      summary: '核查结案：已整改、部分整改或者未整改，附证据',
      ...work,
      journals: ['rectification.concluded', 'case.clock-entered'],
      body: Shape.ConclusionBody,
      response: Shape.Step,
      step: conclude,
    }),
    caseStep(lawOn, {
      url: `${ONE}/stop`,
      summary: '撤销整改',
      ...work,
      journals: ['rectification.stopped'],
      body: Shape.StopBody,
      response: Shape.Step,
      step: stopRectification,
    }),
    route({
      method: 'POST',
      url: INTERVIEWS,
      summary: '拟约谈：提示约谈或者警示约谈',
      ...work,
      journals: ['interview.opened'],
      status: 201,
      schema: { body: Shape.InterviewBody, response: Shape.Opened },
      answer: (call) => acting(lawOn, call, (trx, who) => openInterview(trx, who, call.body)),
    }),
    caseStep(lawOn, {
      url: `${TALK}/notice`,
      summary: '制作约谈通知书',
      ...work,
      journals: ['interview.notice-issued', 'case.paper-issued'],
      body: Shape.InterviewNoticeBody,
      response: Shape.PaperAnswered,
      step: issueInterviewNotice,
    }),
    caseStep(lawOn, {
      url: `${TALK}/called`,
      summary: '以已登记的送达为凭，登记已通知',
      ...work,
      journals: ['interview.called'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: interviewCalled,
    }),
    caseStep(lawOn, {
      url: `${TALK}/record`,
      summary: '登记约谈情况及记录：只供政务共享，不公开，不引发措施',
      ...work,
      journals: ['interview.recorded'],
      body: Shape.InterviewHeldBody,
      response: Shape.InterviewRecorded,
      step: recordInterview,
    }),
    caseStep(lawOn, {
      url: `${TALK}/stop`,
      summary: '取消约谈',
      ...work,
      journals: ['interview.stopped'],
      body: Shape.InterviewStopBody,
      response: Shape.Step,
      step: stopInterview,
    }),
  ];
}
