import { today } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Route, route } from '../../platform/http/route.ts';
import {
  acting,
  CaseParams,
  caseStep,
  EvidenceAnswered,
  EvidenceForm,
  type LawOn,
  PaperParams,
  PaperQuery,
  takeEvidence,
} from '../casework/index.ts';
import { acceptObjection } from './accept.ts';
import { decideObjection } from './decide.ts';
import { extendAnswer } from './extend.ts';
import { fileObjection } from './file-objection.ts';
import { listObjections } from './list-objections.ts';
import { beginOwnMotion } from './own-motion.ts';
import { readOwnPaper } from './own-paper.ts';
import { proposeAnswer, returnAnswer } from './propose.ts';
import { proveObjection } from './prove.ts';
import { refuseObjection } from './refuse-objection.ts';
import { retractObjection } from './retract.ts';
import * as Shape from './schemas.ts';
import { checkStatement, endOwnStatement, stateBeside } from './state.ts';

const OBJECTIONS = '/api/v1/objections';
const ONE = `${OBJECTIONS}/:caseId`;

export function objectionRoutesUnder(lawOn: LawOn): Route[] {
  const work = { permission: 'objection.work' };
  const confirm = { permission: 'objection.confirm' };
  const own = { permission: 'objection.file' };
  return [
    route({
      method: 'GET',
      url: OBJECTIONS,
      summary: '查阅本主体（或者本人）提出的异议：阶段、期限和结果',
      permission: 'objection.read',
      journals: ['objection.listed'],
      schema: { response: Shape.ObjectionsAnswered },
      answer: ({ system, act, reach }) =>
        write(system.pool, system.clock, async (trx, now) =>
          listObjections(trx, {
            act: act(now, 'own-data'),
            reach,
            catalogue: await lawOn(system.pool, today(now)),
          }),
        ),
    }),
    route({
      method: 'GET',
      url: `${ONE}/papers/:paperNo`,
      summary: '异议人下载一份送给本主体（或者本人）的文书（DOCX 或者 PDF）',
      permission: 'objection.read',
      journals: ['case.paper-read'],
      schema: { params: PaperParams, querystring: PaperQuery },
      answer: ({ system, act, reach, params, query }) =>
        write(system.pool, system.clock, (trx, now) =>
          readOwnPaper(
            trx,
            { act: act(now, 'own-data'), reach, secrets: system.secrets },
            { ...params, format: query.format ?? 'docx' },
          ),
        ),
    }),
    route({
      method: 'POST',
      url: OBJECTIONS,
      summary: '提出异议：主体自行提出，服务大厅窗口代为登记，或者责任人员本人提出',
      ...own,
      journals: ['objection.filed', 'objection.joined', 'record.suspended', 'person.suspended', 'case.clock-entered'],
      status: 201,
      schema: { body: Shape.FileBody, response: Shape.Filed },
      answer: (call) => acting(lawOn, call, (trx, who) => fileObjection(trx, who, call.body)),
    }),
    route({
      method: 'POST',
      url: `${OBJECTIONS}/own-motion`,
      summary: '部门自行发现有误，依职权核实',
      ...work,
      journals: ['objection.found', 'record.suspended', 'case.clock-entered'],
      status: 201,
      schema: { body: Shape.OwnMotionBody, response: Shape.OwnMotionAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => beginOwnMotion(trx, who, call.body)),
    }),
    route({
      method: 'POST',
      url: `${ONE}/evidence`,
      summary: '异议人上传一件证据',
      ...own,
      journals: ['case.evidence-added'],
      rateClass: 'upload',
      status: 201,
      schema: { params: CaseParams, form: EvidenceForm, response: EvidenceAnswered },
      answer: async (call) => {
        const uploaded = await takeEvidence(call.request);
        if (isRefusal(uploaded)) return uploaded;
        return acting(lawOn, call, (trx, who) => proveObjection(trx, who, call.params.caseId, uploaded));
      },
    }),
    caseStep(lawOn, {
      url: `${ONE}/retraction`,
      summary: '异议人撤回异议',
      ...own,
      journals: ['objection.retracted', 'record.resumed', 'person.resumed', 'case.clock-entered'],
      body: Shape.RetractionBody,
      response: Shape.Step,
      step: retractObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/acceptance`,
      summary: '受理异议，制作受理通知书；重复的异议有新证据的，予以暂停',
      ...work,
      journals: [
        'objection.accepted',
        'case.paper-issued',
        'case.clock-entered',
        'record.suspended',
        'person.suspended',
      ],
      body: Shape.AcceptanceBody,
      response: Shape.AcceptanceAnswered,
      step: acceptObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/refusal`,
      summary: '不予受理，写明理由和救济途径',
      ...confirm,
      journals: ['objection.refused', 'case.paper-issued', 'case.clock-entered', 'record.resumed', 'person.resumed'],
      body: Shape.RefusalBody,
      response: Shape.RefusalAnswered,
      step: refuseObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/extension`,
      summary: '延长答复期限，限一次',
      ...confirm,
      journals: ['objection.extended', 'case.clock-entered'],
      body: Shape.ExtensionBody,
      response: Shape.ExtensionAnswered,
      step: extendAnswer,
    }),
    caseStep(lawOn, {
      url: `${ONE}/proposal`,
      summary: '提请审定：维持、更正、改正归属或者撤回记录',
      ...work,
      journals: ['objection.proposed'],
      body: Shape.ProposalBody,
      response: Shape.Step,
      step: proposeAnswer,
    }),
    caseStep(lawOn, {
      url: `${ONE}/return`,
      summary: '退回补正',
      ...confirm,
      journals: ['objection.returned'],
      body: Shape.ReturnBody,
      response: Shape.Step,
      step: returnAnswer,
    }),
    caseStep(lawOn, {
      url: `${ONE}/decision`,
      summary: '由另一人审定：制作结果告知书，同时处理记录、恢复使用、通知各方',
      ...confirm,
      journals: [
        'objection.stands',
        'objection.corrected',
        'objection.reattributed',
        'objection.withdrawn',
        'case.paper-issued',
        'case.clock-entered',
        'record.corrected',
        'record.moved',
        'record.withdrawn',
        'record.resumed',
        'person.resumed',
        'person.released',
        'person.erased',
        'listing.ended',
      ],
      body: Shape.DecisionBody,
      response: Shape.DecisionAnswered,
      step: decideObjection,
    }),
    caseStep(lawOn, {
      url: `${ONE}/statement`,
      summary: '在维持的记录旁附主体的说明',
      ...own,
      journals: ['objection.stated', 'record.stated'],
      body: Shape.StatementBody,
      response: Shape.StatementAnswered,
      step: stateBeside,
    }),
    caseStep(lawOn, {
      url: `${ONE}/statement-check`,
      summary: '核定说明的公示文本：只遮盖个人信息，不增改',
      ...confirm,
      journals: ['objection.statement-checked', 'record.stated'],
      body: Shape.StatementBody,
      response: Shape.StatementAnswered,
      step: checkStatement,
    }),
    caseStep(lawOn, {
      url: `${ONE}/statement-end`,
      summary: '主体撤下说明',
      ...own,
      journals: ['objection.statement-ended', 'record.statement-ended'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: endOwnStatement,
    }),
  ];
}
