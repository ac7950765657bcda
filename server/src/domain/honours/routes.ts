import { today } from '../../kernel/dates.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { acting, CaseParams, caseStep, type LawOn } from '../casework/index.ts';
import { checkCandidate, lookAtStanding } from './check-candidate.ts';
import { closeNotice } from './close-notice.ts';
import { confirmHonour, proposeHonour, returnHonour } from './confirm.ts';
import { declineHonour, revokeHonour } from './end-honour.ts';
import { grantHonour } from './grant-honour.ts';
import { noticesOn } from './notices.ts';
import { answerObjection, recordObjection } from './objections.ts';
import { acceptApplication, applyForHonour, nominate } from './open-candidacy.ts';
import * as Shape from './schemas.ts';
import { showCandidate } from './show-candidate.ts';

const HONOURS = '/api/v1/honours';
const ONE = `${HONOURS}/:caseId`;

export function honourRoutesUnder(lawOn: LawOn): Route[] {
  const work = { permission: 'honour.work' };
  const confirm = { permission: 'honour.confirm' };
  return [
    route({
      method: 'POST',
      url: `${HONOURS}/applications`,
      summary: '主体申请荣誉',
      permission: 'honour.apply',
      journals: ['honour.applied'],
      status: 201,
      schema: { body: Shape.ApplicationBody, response: Shape.Opened },
      answer: (call) => acting(lawOn, call, (trx, who) => applyForHonour(trx, who, call.body)),
    }),
    route({
      method: 'POST',
      url: HONOURS,
      summary: '依职权提名，或者受理其他机关、协会、媒体的推荐',
      ...work,
      journals: ['honour.nominated', 'honour.recommended'],
      status: 201,
      schema: { body: Shape.NominationBody, response: Shape.Opened },
      answer: (call) => acting(lawOn, call, (trx, who) => nominate(trx, who, call.body)),
    }),
    route({
      method: 'GET',
      url: `${HONOURS}/notices`,
      summary: '正在公示的拟授予荣誉的单位',
      permission: 'published.read',
      schema: { response: Shape.NoticesAnswered },
      answer: async ({ system }) => {
        const day = today(system.clock());
        return noticesOn(system.pool, await lawOn(system.pool, day), day);
      },
    }),
    caseStep(lawOn, {
      url: `${ONE}/acceptance`,
      summary: '受理主体的申请',
      ...work,
      journals: ['honour.accepted'],
      body: Shape.AcceptanceBody,
      response: Shape.Step,
      step: acceptApplication,
    }),
    caseStep(lawOn, {
      url: `${ONE}/check`,
      summary: '核查当日的不良信息、名单和正在办理的列入，结果记入案件',
      ...work,
      journals: ['honour.checked', 'honour.blocked'],
      body: Shape.Nothing,
      response: Shape.Checked,
      step: checkCandidate,
    }),
    route({
      method: 'GET',
      url: `${ONE}/standing`,
      summary: '查看当日的核查结果，供提请和审定',
      permission: 'honour.look',
      journals: ['honour.looked-at'],
      schema: { params: CaseParams, response: Shape.StandingAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => lookAtStanding(trx, who, call.params.caseId)),
    }),
    caseStep(lawOn, {
      url: `${ONE}/notice`,
      summary: '公示拟授予的单位，起算公示期限',
      ...work,
      journals: ['honour.shown', 'case.paper-issued', 'case.clock-entered'],
      body: Shape.NoticeBody,
      response: Shape.NoticeAnswered,
      step: showCandidate,
    }),
    caseStep(lawOn, {
      url: `${ONE}/objections`,
      summary: '登记收到的异议',
      ...work,
      journals: ['honour.objected'],
      body: Shape.ObjectionBody,
      response: Shape.Step,
      step: recordObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/objection-answers`,
      summary: '登记一件异议的核实和处理情况',
      ...work,
      journals: ['honour.objection-answered', 'honour.objections-settled'],
      body: Shape.ObjectionAnswerBody,
      response: Shape.Step,
      step: answerObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/notice-end`,
      summary: '登记公示期满',
      ...work,
      journals: ['honour.term-passed', 'case.clock-entered'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: closeNotice,
    }),
    caseStep(lawOn, {
      url: `${ONE}/proposal`,
      summary: '提请审定：写明理由和所看的核查结果',
      ...work,
      journals: ['honour.proposed'],
      body: Shape.ProposalBody,
      response: Shape.Step,
      step: proposeHonour,
    }),
    caseStep(lawOn, {
      url: `${ONE}/return`,
      summary: '退回补正',
      ...confirm,
      journals: ['honour.returned'],
      body: Shape.ReturnBody,
      response: Shape.Step,
      step: returnHonour,
    }),
    caseStep(lawOn, {
      url: `${ONE}/confirmation`,
      summary: '由第二人审定授予',
      ...confirm,
      journals: ['honour.confirmed'],
      body: Shape.ConfirmationBody,
      response: Shape.Step,
      step: confirmHonour,
    }),
    caseStep(lawOn, {
      url: `${ONE}/decision`,
      summary: '作出授予决定：记入档案、公示、给予激励',
      ...work,
      journals: ['honour.granted', 'case.paper-issued'],
      body: Shape.DecisionBody,
      response: Shape.DecisionAnswered,
      step: grantHonour,
    }),
    caseStep(lawOn, {
      url: `${ONE}/revocation`,
      summary: '撤销荣誉',
      ...confirm,
      journals: ['honour.revoked', 'record.withdrawn'],
      body: Shape.RevocationBody,
      response: Shape.Step,
      step: revokeHonour,
    }),
    caseStep(lawOn, {
      url: `${ONE}/decline`,
      summary: '不予授予，终止程序',
      ...work,
      journals: ['honour.declined'],
      body: Shape.DeclineBody,
      response: Shape.Step,
      step: declineHonour,
    }),
  ];
}
