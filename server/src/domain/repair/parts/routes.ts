import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { type Route, route } from '../../../platform/http/route.ts';
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
} from '../../casework/index.ts';
import { noteReturn } from '../returns/returns.ts';
import * as Shape from '../schemas.ts';
import { acceptPart, declinePart } from './accept.ts';
import { addProof } from './add-proof.ts';
import { askCompletion, completePart } from './complete.ts';
import { decidePart } from './decide.ts';
import { extendPart } from './extend.ts';
import { readOwnRepairPaper } from './own-paper.ts';
import { proposeResult, sendBack } from './propose.ts';
import { dropRevocation, proposeRevocation, revokeRepair } from './revoke.ts';
import { withdrawPart } from './withdraw.ts';

const PART = '/api/v1/repairs/parts/:caseId';

export function partRoutes(lawOn: LawOn): Route[] {
  const work = { permission: 'repair.work' };
  const confirm = { permission: 'repair.confirm' };
  const party = { permission: 'repair.state' };
  return [
    route({
      method: 'POST',
      url: `${PART}/proofs`,
      summary: '提交履行义务的证明',
      ...party,
      journals: ['case.evidence-added'],
      rateClass: 'upload',
      status: 201,
      schema: { params: CaseParams, form: EvidenceForm, response: EvidenceAnswered },
      answer: async (call) => {
        const uploaded = await takeEvidence(call.request);
        if (isRefusal(uploaded)) return uploaded;
        return acting(lawOn, call, (trx, who) => addProof(trx, who, call.params.caseId, uploaded));
      },
    }),
    route({
      method: 'GET',
      url: `${PART}/papers/:paperNo`,
      summary: '下载本单位信用修复申请的文书：承诺书、结果告知书',
      permission: 'repair.own',
      journals: ['case.paper-read'],
      schema: { params: PaperParams, querystring: PaperQuery },
      answer: ({ system, act, reach, params, query }) =>
        write(system.pool, system.clock, (trx, now) =>
          readOwnRepairPaper(
            trx,
            { act: act(now, 'own-data'), reach, secrets: system.secrets },
            { ...params, format: query.format ?? 'docx' },
          ),
        ),
    }),
    caseStep(lawOn, {
      url: `${PART}/completion-request`,
      summary: '一次告知须补正的材料',
      ...work,
      journals: ['repair.completion-asked', 'case.clock-entered'],
      body: Shape.CompletionBody,
      response: Shape.Step,
      step: askCompletion,
    }),
    caseStep(lawOn, {
      url: `${PART}/completion`,
      summary: '收取补正（经办登记，或者申请人自行提交）',
      ...party,
      journals: ['repair.completed', 'case.clock-entered'],
      body: Shape.CompletedBody,
      response: Shape.Step,
      step: completePart,
    }),
    caseStep(lawOn, {
      url: `${PART}/acceptance`,
      summary: '受理信用修复申请',
      ...work,
      journals: ['repair.accepted', 'case.clock-entered'],
      body: Shape.Nothing,
      response: Shape.Step,
      step: acceptPart,
    }),
    caseStep(lawOn, {
      url: `${PART}/declining`,
      summary: '不予受理，书面说明理由',
      ...work,
      journals: ['repair.declined', 'repair.incomplete', 'case.paper-issued', 'case.clock-entered'],
      body: Shape.DecliningBody,
      response: Shape.PaperStep,
      step: declinePart,
    }),
    caseStep(lawOn, {
      url: `${PART}/extension`,
      summary: '延长办理期限，限一次',
      ...work,
      journals: ['repair.extended', 'case.clock-entered'],
      body: Shape.ExtensionBody,
      response: Shape.Extended,
      step: extendPart,
    }),
    caseStep(lawOn, {
      url: `${PART}/proposal`,
      summary: '提请审定：哪些准予修复，哪些不予修复',
      ...work,
      journals: ['repair.proposed'],
      body: Shape.ProposalBody,
      response: Shape.Step,
      step: proposeResult,
    }),
    caseStep(lawOn, {
      url: `${PART}/return`,
      summary: '退回重新审查',
      ...confirm,
      journals: ['repair.sent-back'],
      body: Shape.ReasonBody,
      response: Shape.Step,
      step: sendBack,
    }),
    caseStep(lawOn, {
      url: `${PART}/decision`,
      summary: '审定：停止公示、停止共享使用、解除措施，一次完成',
      ...confirm,
      journals: [
        'repair.granted',
        'repair.refused',
        'record.closed',
        'listing.repaired',
        'person.released',
        'person.erased',
        'case.paper-issued',
        'case.clock-entered',
      ],
      body: Shape.DecisionBody,
      response: Shape.PaperStep,
      step: decidePart,
    }),
    caseStep(lawOn, {
      url: `${PART}/withdrawal`,
      summary: '撤回申请（申请人自行撤回，或者经办登记）',
      ...party,
      journals: ['repair.withdrawn', 'case.clock-entered'],
      body: Shape.WithdrawalBody,
      response: Shape.Step,
      step: withdrawPart,
    }),
    caseStep(lawOn, {
      url: `${PART}/revocation-proposal`,
      summary: '提请撤销以虚假承诺或者材料取得的修复',
      ...work,
      journals: ['repair.revocation-proposed'],
      body: Shape.RevocationProposalBody,
      response: Shape.Step,
      step: proposeRevocation,
    }),
    caseStep(lawOn, {
      url: `${PART}/revocation-return`,
      summary: '不撤销修复',
      ...confirm,
      journals: ['repair.revocation-dropped'],
      body: Shape.ReasonBody,
      response: Shape.Step,
      step: dropRevocation,
    }),
    caseStep(lawOn, {
      url: `${PART}/revocation`,
      summary: '撤销修复：恢复公示至最长公示期',
      ...confirm,
      journals: ['repair.revoked', 'record.reopened', 'listing.reinstated', 'record.suspended', 'case.paper-issued'],
      body: Shape.RevocationBody,
      response: Shape.Revoked,
      step: revokeRepair,
    }),
    caseStep(lawOn, {
      url: `${PART}/returns`,
      summary: '登记结果已告知外部平台，或者已收到回执',
      permission: 'repair.return',
      journals: ['repair.return-noted'],
      body: Shape.ReturnBody,
      response: Shape.ReturnNoted,
      step: noteReturn,
    }),
  ];
}
