import { type Route, route } from '../../platform/http/route.ts';
import { acting, CaseParams, caseStep, type LawOn } from '../casework/index.ts';
import { closeAnswer, noticeServed, recordHearing, takeStatement } from './answer.ts';
import { confirmListing, lookAtPreview, proposeListing } from './confirm.ts';
import { decideListing } from './decide-listing.ts';
import { draftListing } from './draft-listing.ts';
import { endListing, reconfirmListing, stopListing } from './end-listing.ts';
import { issueNotice } from './issue-notice.ts';
import { personInRoleRoutesUnder } from './persons/routes.ts';
import { returnListing } from './return-listing.ts';
import * as Shape from './schemas.ts';
import { takeEffect } from './take-effect.ts';

const LISTINGS = '/api/v1/listings';
const ONE = `${LISTINGS}/:caseId`;

export function listRoutesUnder(lawOn: LawOn): Route[] {
  const work = { permission: 'listing.work' };
  const confirm = { permission: 'listing.confirm' };
  return [
    route({
      method: 'POST',
      url: LISTINGS,
      summary: '拟列入名单：立案',
      ...work,
      journals: ['listing.drafted'],
      status: 201,
      schema: { body: Shape.DraftBody, response: Shape.Drafted },
      answer: (call) => acting(lawOn, call, (trx, who) => draftListing(trx, who, call.body)),
    }),
    route({
      method: 'GET',
      url: `${ONE}/preview`,
      summary: '列入的影响预览：哪些措施、哪些事项、到何时、哪些在办核查会变',
      permission: 'listing.preview',
      journals: ['listing.previewed'],
      schema: { params: CaseParams, response: Shape.PreviewAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => lookAtPreview(trx, who, call.params.caseId)),
    }),
    caseStep(lawOn, {
      url: `${ONE}/notice`,
      summary: '制作列入告知书',
      ...work,
      journals: ['listing.notice-issued', 'case.paper-issued'],
      body: Shape.NoticeBody,
      response: Shape.NoticeAnswered,
      step: issueNotice,
    }),
    caseStep(lawOn, {
      url: `${ONE}/noticed`,
      summary: '以已登记的送达为凭，起算陈述申辩期限',
      ...work,
      journals: ['listing.noticed', 'case.clock-entered'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: noticeServed,
    }),
    caseStep(lawOn, {
      url: `${ONE}/statements`,
      summary: '收取陈述申辩（经办登记，或者当事人自行提交）',
      permission: 'listing.state',
      journals: ['listing.stated', 'listing.person-stated'],
      body: Shape.StatementBody,
      response: Shape.Step,
      step: takeStatement,
    }),
    caseStep(lawOn, {
      url: `${ONE}/hearing`,
      summary: '登记听证：申请、举行或者撤回',
      ...work,
      journals: [
        'listing.hearing-requested',
        'listing.hearing-held',
        'listing.hearing-withdrawn',
        'case.clock-entered',
      ],
      body: Shape.HearingBody,
      response: Shape.Step,
      step: recordHearing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/answered`,
      summary: '登记陈述申辩期限届满或者书面放弃',
      ...work,
      journals: ['listing.term-passed', 'listing.waived', 'case.clock-entered'],
      body: Shape.AnswerBody,
      response: Shape.Step,
      step: closeAnswer,
    }),
    caseStep(lawOn, {
      url: `${ONE}/proposal`,
      summary: '提请审定：写明理由、采纳情况和所看的预览',
      ...work,
      journals: ['listing.proposed'],
      body: Shape.ProposalBody,
      response: Shape.Step,
      step: proposeListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/return`,
      summary: '退回补正',
      ...confirm,
      journals: ['listing.returned'],
      body: Shape.ReturnBody,
      response: Shape.Step,
      step: returnListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/confirmation`,
      summary: '由第二人审定列入',
      ...confirm,
      journals: ['listing.confirmed'],
      body: Shape.ConfirmationBody,
      response: Shape.Step,
      step: confirmListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/decision`,
      summary: '作出列入决定，一并制作信用修复告知书（两书同达）',
      ...work,
      journals: ['listing.decided', 'case.paper-issued'],
      body: Shape.DecisionBody,
      response: Shape.DecisionAnswered,
      step: decideListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/effect`,
      summary: '两书送达后生效：记入档案、公示、触发措施',
      ...work,
      journals: ['listing.repair-noticed', 'listing.took-effect', 'person.held'],
      body: Shape.Nothing,
      response: Shape.InForceAnswered,
      step: takeEffect,
    }),
    caseStep(lawOn, {
      url: `${ONE}/reconfirmation`,
      summary: '再确认一项按条件移出的列入',
      ...confirm,
      journals: ['listing.reconfirmed'],
      body: Shape.ReconfirmationBody,
      response: Shape.Step,
      step: reconfirmListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/end`,
      summary: '移出名单：符合条件、撤销或者法院裁判',
      ...confirm,
      journals: [
        'listing.ended',
        'case.paper-issued',
        'record.closed',
        'record.withdrawn',
        'person.released',
        'person.erased',
      ],
      body: Shape.EndBody,
      response: Shape.EndAnswered,
      step: endListing,
    }),
    caseStep(lawOn, {
      url: `${ONE}/stop`,
      summary: '终止列入程序',
      ...work,
      journals: ['listing.stopped', 'case.paper-issued', 'case.clock-entered'],
      body: Shape.StopBody,
      response: Shape.EndAnswered,
      step: stopListing,
    }),
    ...personInRoleRoutesUnder(lawOn),
  ];
}
