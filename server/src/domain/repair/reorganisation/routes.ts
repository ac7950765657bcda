import { type Route, route } from '../../../platform/http/route.ts';
import { acting, caseStep, type LawOn } from '../../casework/index.ts';
import * as Shape from '../schemas.ts';
import { confirmEnd, dropEnd, proposeEnd } from './end-reorganisation.ts';
import { confirmRuling, recordRuling, stopReorganisation } from './record-ruling.ts';

const REORGANISATIONS = '/api/v1/reorganisations';
const ONE = `${REORGANISATIONS}/:caseId`;

export function reorganisationRoutes(lawOn: LawOn): Route[] {
  const work = { permission: 'reorganisation.work' };
  const confirm = { permission: 'reorganisation.confirm' };
  return [
    route({
      method: 'POST',
      url: REORGANISATIONS,
      summary: '登记法院批准重整计划、认可和解协议的裁定',
      ...work,
      journals: ['reorganisation.recorded'],
      status: 201,
      schema: { body: Shape.RulingBody, response: Shape.CaseOpened },
      answer: (call) => acting(lawOn, call, (trx, who) => recordRuling(trx, who, call.body)),
    }),
    caseStep(lawOn, {
      url: `${ONE}/confirmation`,
      summary: '确认裁定：裁定前的失信信息屏蔽，措施暂停',
      ...confirm,
      journals: ['reorganisation.shielded', 'record.suspended'],
      body: Shape.RulingConfirmation,
      response: Shape.Shielded,
      step: confirmRuling,
    }),
    caseStep(lawOn, {
      url: `${ONE}/stop`,
      summary: '撤销登记',
      ...work,
      journals: ['reorganisation.stopped'],
      body: Shape.ReasonBody,
      response: Shape.Step,
      step: stopReorganisation,
    }),
    caseStep(lawOn, {
      url: `${ONE}/end-proposal`,
      summary: '提请终结：计划执行完毕，或者未能执行',
      ...work,
      journals: ['reorganisation.end-proposed'],
      body: Shape.EndBody,
      response: Shape.Step,
      step: proposeEnd,
    }),
    caseStep(lawOn, {
      url: `${ONE}/end-return`,
      summary: '退回终结',
      ...confirm,
      journals: ['reorganisation.end-dropped'],
      body: Shape.ReasonBody,
      response: Shape.Step,
      step: dropEnd,
    }),
    caseStep(lawOn, {
      url: `${ONE}/end`,
      summary: '确认终结：执行完毕的修复，未能执行的恢复',
      ...confirm,
      journals: [
        'reorganisation.executed',
        'reorganisation.failed',
        'record.closed',
        'listing.plan-executed',
        'person.released',
        'person.erased',
        'record.suspended',
        'record.resumed',
      ],
      body: Shape.Nothing,
      response: Shape.PlanEnded,
      step: confirmEnd,
    }),
  ];
}
