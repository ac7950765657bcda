import { type TSchema, Type } from 'typebox';
import { REASON_CHARACTERS } from '../casework/index.ts';
import { STATEMENT_CHARACTERS } from '../records/index.ts';
import { ABOUT, GROUNDS_CHARACTERS, ORIGINS, OUTCOMES, PROOF_CHARACTERS, REFUSAL_GROUNDS } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const DocumentNo = text(60, '文书号');
const Reason = text(REASON_CHARACTERS, '理由');
const RecordId = Type.String({ pattern: '^r[0-9a-f]{31}$', description: '记录编号，见档案' });
const Code = text(40, '统一社会信用代码');
const Contact = { contact: text(40, '联系人'), phone: text(40, '联系电话') };
const Remedies = {
  reconsiderationBody: text(60, '行政复议机关'),
  reconsiderationPeriod: text(20, '申请行政复议的期限，如：六十日'),
  court: text(60, '管辖法院'),
  suitPeriod: text(20, '提起行政诉讼的期限，如：六个月'),
};
const EvidenceNo = Type.Integer({ minimum: 1, maximum: 1_000, description: '案件中证据的编号' });
const About = Type.Enum(ABOUT, {
  description: 'facts 内容，attribution 归属，term 期限，identity 名称代码；naming 列为责任人员，只由本人提出',
});
const Paper = {
  paperNo: Type.Integer(),
  paper: Type.String(),
  documentNo: Type.String(),
  issuedOn: Type.String(),
};

export const Nothing = closed({});
export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });

export const FileBody = closed({
  subject: Type.Optional(Code),
  recordId: RecordId,
  about: About,
  grounds: text(GROUNDS_CHARACTERS, '哪一项有误、理由是什么'),
  proof: Type.Optional(text(PROOF_CHARACTERS, '窗口登记：来人和所验材料，不写证件号码')),
});
export const Filed = closed({
  caseId: Type.String(),
  state: Type.String(),
  agency: Type.String({ description: '应当答复的单位' }),
  agencyName: Type.String(),
  suspended: Type.Boolean({ description: '是否已暂停适用据此采取的措施' }),
  why: Type.Optional(Type.String({ description: '不暂停的原因' })),
  dueOn: TextOrNull,
});
export const OwnMotionBody = closed({
  subject: Code,
  recordId: RecordId,
  about: About,
  grounds: text(GROUNDS_CHARACTERS, '发现的错误'),
});
export const OwnMotionAnswered = closed({ caseId: Type.String(), state: Type.String(), dueOn: TextOrNull });
export const RetractionBody = closed({ reason: Type.Optional(Reason) });
export const AcceptanceBody = closed({
  documentNo: DocumentNo,
  ...Contact,
  newEvidenceNo: Type.Optional(EvidenceNo),
});
export const AcceptanceAnswered = closed({
  ...Paper,
  state: Type.String(),
  dueOn: TextOrNull,
  suspended: Type.Boolean(),
});
export const RefusalBody = closed({
  ground: Type.Enum(REFUSAL_GROUNDS, {
    description:
      'decision-itself 对决定本身不服，not-concerned 不是信息主体，answered-before 已答复且无新证据，unclear 未写明事项和理由',
  }),
  reason: text(1_000, '理由'),
  documentNo: DocumentNo,
  ...Remedies,
});
export const RefusalAnswered = closed({ ...Paper, state: Type.String() });
export const ExtensionBody = closed({
  days: Type.Integer({ minimum: 1, maximum: 60, description: '延长的工作日数' }),
  reason: Reason,
  documentNo: DocumentNo,
});
export const ExtensionAnswered = closed({ deedNo: Type.Integer(), state: Type.String(), dueOn: TextOrNull });
export const ProposalBody = closed({
  outcome: Type.Enum(OUTCOMES, {
    description: 'stands 维持，corrected 更正，reattributed 改正归属，withdrawn 撤回记录',
  }),
  findings: text(2_000, '核实的情况'),
  reason: text(1_000, '处理的理由'),
  documentNo: DocumentNo,
  ...Contact,
  ...Remedies,
  fields: Type.Optional(
    Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' }), Type.String({ maxLength: 10_000 }), {
      maxProperties: 80,
      description: '更正的内容，按字段；金额以元计',
    }),
  ),
  rightSubject: Type.Optional(text(40, '正确的主体的统一社会信用代码')),
  removalDocumentNo: Type.Optional(text(60, '撤回由列入案件认定的信息时，移出决定书的文号')),
});
export const ReturnBody = closed({ reason: Reason });
export const DecisionBody = closed({
  proposal: Type.Integer({ minimum: 1, maximum: 200, description: '所看到的提请在案件经过中的序号 deedNo' }),
});
export const DecisionAnswered = closed({
  ...Paper,
  deedNo: Type.Integer(),
  state: Type.String(),
  outcome: Type.Enum(OUTCOMES),
});
export const StatementBody = closed({ text: text(STATEMENT_CHARACTERS, '附在记录旁的说明') });
export const StatementAnswered = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  shown: Type.Boolean({ description: '公众是否已可看到；否则待受理单位核对其中的个人信息' }),
});

export const ObjectionsAnswered = closed({
  objections: Type.Array(
    closed({
      caseId: Type.String(),
      recordId: Type.String(),
      about: Type.Enum(ABOUT),
      origin: Type.Enum(ORIGINS),
      filedAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
      agency: Type.String(),
      agencyName: Type.String(),
      state: Type.String(),
      stateName: Type.String(),
      suspends: Type.Boolean(),
      why: Type.Optional(Type.String()),
      dueOn: TextOrNull,
      overdue: Type.Boolean(),
      outcome: Type.Optional(Type.Enum(OUTCOMES)),
      outcomeName: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
      documentNo: Type.Optional(Type.String()),
      decidedOn: Type.Optional(Type.String()),
      papers: Type.Array(
        closed({
          paperNo: Type.Integer({ description: '下载时的文书编号' }),
          title: Type.String(),
          documentNo: Type.String(),
          issuedOn: Type.String(),
        }),
      ),
    }),
  ),
  more: Type.Boolean({ description: '还有更早的未列出' }),
});
