import { type TSchema, Type } from 'typebox';
import { REASON_CHARACTERS } from '../casework/index.ts';
import { INTERVIEW_KINDS, OUTCOMES } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const DocumentNo = text(60, '文书号');
const Reason = text(REASON_CHARACTERS, '理由');
const Contact = { contact: text(40, '联系人'), phone: text(40, '联系电话') };
const Day = (description: string) => Type.String({ format: 'date', description });
const EvidenceNo = Type.Integer({ minimum: 1, maximum: 1_000, description: '案件中证据的编号' });

export const OpenBody = closed({
  subject: text(40, '统一社会信用代码'),
  facts: text(2000, '存在的问题'),
  grounds: text(1000, '整改依据：文件和条款'),
});
export const Opened = closed({ caseId: Type.String(), state: Type.String() });
export const Nothing = closed({});
export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });
export const PaperAnswered = closed({
  paperNo: Type.Integer(),
  paper: Type.String(),
  documentNo: Type.String(),
  issuedOn: Type.String(),
  state: Type.String(),
});

export const OrderBody = closed({
  documentNo: DocumentNo,
  demands: Type.Array(text(300, '整改要求'), { minItems: 1, maxItems: 30 }),
  dueOn: Day('整改期限：最后一日'),
  consequence: text(500, '逾期未整改的后果'),
  ...Contact,
});
export const ExtensionBody = closed({
  days: Type.Integer({ minimum: 1, maximum: 730, description: '延长的天数' }),
  reason: Reason,
  documentNo: DocumentNo,
});
export const ExtensionAnswered = closed({ deedNo: Type.Integer(), state: Type.String(), dueOn: TextOrNull });
export const ReportBody = closed({
  text: text(REASON_CHARACTERS, '整改情况'),
  documentNo: Type.Optional(DocumentNo),
});
export const ConclusionBody = closed({
  outcome: Type.Enum(OUTCOMES, { description: 'done 已整改，partly 部分整改，not-done 未整改' }),
  reason: Reason,
  evidenceNo: EvidenceNo,
});
export const StopBody = closed({ reason: Reason, documentNo: Type.Optional(DocumentNo) });

export const InterviewBody = closed({
  subject: text(40, '统一社会信用代码'),
  kind: Type.Enum(INTERVIEW_KINDS),
  reason: text(1000, '约谈事由'),
  grounds: text(1000, '约谈依据：文件和条款'),
});
export const InterviewNoticeBody = closed({
  documentNo: DocumentNo,
  role: text(60, '参加人的职务，不写姓名'),
  heldOn: Day('约谈日期'),
  heldAt: text(40, '约谈时间'),
  place: text(120, '约谈地点'),
  materials: Type.Optional(Type.Array(text(200, '需要准备的材料'), { maxItems: 30 })),
  ...Contact,
});
export const InterviewHeldBody = closed({
  documentNo: text(60, '约谈记录的编号'),
  heldOn: Day('实际约谈的日期'),
  content: text(4000, '约谈内容和要求，不写个人姓名'),
  evidenceNo: EvidenceNo,
});
export const InterviewRecorded = closed({ deedNo: Type.Integer(), state: Type.String(), recordId: Type.String() });
export const InterviewStopBody = closed({ reason: Reason });
