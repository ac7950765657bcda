import { type TSchema, Type } from 'typebox';
import { CaseId, DUTY_CHARACTERS, REASON_CHARACTERS } from '../casework/index.ts';
import { IDENTIFIER_KINDS } from '../subjects/index.ts';
import { PERSON_NAME_CHARACTERS } from './persons/name-person.ts';
import { ENDINGS } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const DocumentNo = text(60, '文书号');
const Reason = text(REASON_CHARACTERS, '理由');
const Contact = { contact: text(40, '联系人'), phone: text(40, '联系电话') };

export const DraftBody = closed({
  subject: text(40, '统一社会信用代码'),
  list: text(64, '名单代码'),
  reason: text(4000, '列入事由'),
  grounds: text(2000, '列入依据：文件和条款'),
  term: Type.Optional(
    closed({
      years: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
      months: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
      days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
    }),
  ),
  exitCondition: Type.Optional(text(300, '移出条件；不写的，按目录')),
  details: Type.Optional(
    Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 4000 }), {
      maxProperties: 20,
      description: '信息类别要求的其他字段，以字段标识为键',
    }),
  ),
});
export const Drafted = closed({ caseId: Type.String(), state: Type.String() });

export const NoticeBody = closed({ documentNo: DocumentNo, ...Contact, address: text(120, '联系地址') });
export const NoticeAnswered = closed({
  paperNo: Type.Integer(),
  paper: Type.String(),
  documentNo: Type.String(),
  issuedOn: Type.String(),
  state: Type.String(),
});

export const Nothing = closed({});
export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });
export const StatementBody = closed({
  text: text(REASON_CHARACTERS, '陈述申辩的内容'),
  documentNo: Type.Optional(DocumentNo),
  personNo: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: '责任人员陈述申辩的，写其编号' })),
});
export const HearingBody = closed({
  step: Type.Enum(['requested', 'held', 'withdrawn']),
  text: text(1000, '申请理由、听证情况或者撤回理由'),
  documentNo: Type.Optional(DocumentNo),
});
export const AnswerBody = closed({
  kind: Type.Enum(['term-passed', 'waived'], { description: '期限届满，或者书面放弃' }),
  documentNo: Type.Optional(DocumentNo),
});
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: '所看预览的摘要' });
export const ProposalBody = closed({
  digest: Digest,
  reason: Reason,
  onStatements: Type.Optional(text(2000, '对陈述申辩、听证意见的复核和采纳情况')),
});
export const ReturnBody = closed({ reason: Reason });
export const ConfirmationBody = closed({ digest: Digest });
export const DecisionBody = closed({
  documentNo: DocumentNo,
  repairDocumentNo: DocumentNo,
  ...Contact,
  reconsiderationBody: text(60, '行政复议机关'),
  reconsiderationPeriod: text(20, '申请行政复议的期限'),
  court: text(60, '管辖法院'),
  suitPeriod: text(20, '提起行政诉讼的期限'),
});
export const DecisionAnswered = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  decisionPaperNo: Type.Integer(),
  repairPaperNo: Type.Integer(),
});
export const InForceAnswered = closed({ caseId: Type.String(), state: Type.String(), recordId: Type.String() });
export const ReconfirmationBody = closed({ reason: Reason, documentNo: DocumentNo });
export const EndBody = closed({
  kind: Type.Enum(
    ENDINGS.filter((kind) => kind !== 'repair'),
    { description: '移出原因；信用修复由当事人申请，在信用修复中审查和审定' },
  ),
  reason: text(500, '移出的事实和理由'),
  grounds: text(1000, '移出的依据'),
  documentNo: DocumentNo,
});
export const EndAnswered = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  paperNo: Type.Optional(Type.Integer()),
});
export const StopBody = closed({ reason: Reason, documentNo: Type.Optional(DocumentNo) });

const PersonNo = Type.Integer({ minimum: 1, maximum: 10, description: '责任人员的编号' });
export const PersonParams = closed({ caseId: CaseId, no: PersonNo });
export const PersonBody = closed({
  idKind: Type.Optional(Type.Enum(IDENTIFIER_KINDS, { description: '证件种类，默认 resident-id' })),
  idNumber: text(40, '证件号码，加密封存，不再显示'),
  name: text(PERSON_NAME_CHARACTERS, '姓名，加密封存'),
  duty: text(DUTY_CHARACTERS, '职务'),
  conduct: text(1_000, '任职期间的本人行为'),
});
export const PersonAnswered = closed({
  personNo: Type.Integer(),
  duty: Type.String(),
  identityHeld: Type.Literal(true),
  state: Type.String(),
});
export const DropBody = closed({ reason: Reason });
export const PersonNoticeAnswered = closed({
  paperNo: Type.Integer(),
  paper: Type.String(),
  documentNo: Type.String(),
  issuedOn: Type.String(),
  personNo: Type.Integer(),
  state: Type.String(),
});

const Foreseen = closed({
  measure: Type.String(),
  name: Type.String(),
  direction: Type.Unsafe<'restriction' | 'incentive'>({ type: 'string' }),
  effect: Type.Unsafe<'must' | 'may'>({ type: 'string' }),
  clause: Type.String(),
  executedBy: Type.String(),
  matters: Type.Array(closed({ matter: Type.String(), name: Type.String() })),
  from: Type.String(),
  until: TextOrNull,
});

export const PreviewAnswered = closed({
  preview: closed({
    list: Type.String(),
    listName: Type.String(),
    from: Type.String(),
    until: TextOrNull,
    publicFrom: TextOrNull,
    publicUntil: TextOrNull,
    measures: Type.Array(Foreseen),
    notForKind: Type.Array(Type.String(), { description: '不适用于该类主体的措施' }),
    persons: Type.Array(closed({ personNo: Type.Integer(), duty: Type.String() }), {
      description: '列为责任人员的，只有编号',
    }),
    forPersons: Type.Array(Foreseen, { description: '对每名责任人员的措施，只限其职务或者从业' }),
    openChecks: Type.Array(
      closed({
        checkId: Type.String(),
        agency: TextOrNull,
        agencyName: TextOrNull,
        matter: Type.String(),
        requestRef: TextOrNull,
        answeredAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
        verdict: Type.String(),
      }),
    ),
    openChecksInAll: Type.Integer(),
    digest: Type.String(),
  }),
  changed: Type.Array(Type.String(), { description: '与提请审定时所看到的不同之处' }),
});
