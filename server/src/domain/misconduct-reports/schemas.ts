import { type TSchema, Type } from 'typebox';
import { DOCUMENT_CHARACTERS, REASON_CHARACTERS } from '../casework/index.ts';
import { LOOK_UP_CODE_CHARACTERS } from './look-up-code.ts';
import { WAYS_IN } from './queries.ts';
import {
  CONTACT_CHARACTERS,
  LINE_CHARACTERS,
  NAME_CHARACTERS,
  REPORTER_NAME_CHARACTERS,
  WHAT_CHARACTERS,
} from './report.ts';
import { ASK_REASON_CHARACTERS } from './reporter/openings.ts';
import { OUTCOMES, REFUSALS_OF_REPORTS } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Day = Type.String({ format: 'date' });
const Reason = text(REASON_CHARACTERS, '理由，只留在案件内');
const Reply = text(REASON_CHARACTERS, '给举报人的答复，不写任何个人的情况');
const ReportId = Type.String({ pattern: '^m[0-9a-f]{16}$', description: '举报编号' });

export const ReportParams = closed({ reportId: ReportId });
export const OpeningParams = closed({ openingId: Type.String({ pattern: '^o[0-9a-f]{16}$' }) });

export const ReportBody = closed({
  organisation: closed({
    name: text(NAME_CHARACTERS, '被举报单位的名称，只能是单位'),
    code: Type.Optional(text(40, '统一社会信用代码，不知道的不填')),
  }),
  what: text(WHAT_CHARACTERS, '该单位做了什么；不写个人的行为'),
  when: Type.Optional(text(LINE_CHARACTERS, '何时')),
  where: Type.Optional(text(LINE_CHARACTERS, '何地')),
  proof: Type.Optional(text(LINE_CHARACTERS, '有哪些证据、在何处；文件请交承办人员')),
  reporter: Type.Optional(
    closed({
      name: text(REPORTER_NAME_CHARACTERS, '举报人姓名，可以不留'),
      contact: text(CONTACT_CHARACTERS, '联系方式'),
    }),
  ),
});
export const Received = closed({
  number: ReportId,
  lookUpCode: Type.String({ description: '查询码，只显示这一次，遗失不补' }),
  receivedOn: Day,
});

export const ShownBody = closed({
  number: text(40, '举报编号'),
  lookUpCode: text(LOOK_UP_CODE_CHARACTERS, '查询码'),
});
export const StateAnswered = closed({
  number: Type.String(),
  receivedOn: Day,
  state: Type.String(),
  stateName: Type.String(),
  agencyName: TextOrNull,
  outcome: Type.Unsafe<(typeof OUTCOMES)[number] | null>({ type: ['string', 'null'] }),
  reply: TextOrNull,
});

const Head = { reportId: Type.String(), cameBy: Type.Enum(WAYS_IN), receivedOn: Day, triageDue: Day };
export const WaitingAnswered = closed({
  reports: Type.Array(closed(Head)),
  more: Type.Boolean({ description: '还有未列出的' }),
});
export const ReadAnswered = closed({
  ...Head,
  caseId: TextOrNull,
  organisation: closed({ name: Type.String(), code: Type.Optional(Type.String()) }),
  what: Type.String(),
  when: Type.Optional(Type.String()),
  where: Type.Optional(Type.String()),
  proof: Type.Optional(Type.String()),
  reporterHeld: Type.Boolean({ description: '是否封存着举报人的身份信息' }),
  candidates: Type.Array(closed({ code: TextOrNull, name: Type.String() }), {
    description: '可能被举报的单位，由人员认定，不自动归属',
  }),
});

export const IdentificationBody = closed({
  subject: text(40, '统一社会信用代码'),
  basis: text(REASON_CHARACTERS, '认定的依据'),
});
export const Opened = closed({ caseId: Type.String(), state: Type.String() });
export const RefusalBody = closed({
  refusedFor: Type.Enum(REFUSALS_OF_REPORTS, {
    description: '不予受理的原因：举报个人、单位不明、不属失信、没有可查的事实、重复',
  }),
});
export const RefusalAnswered = closed({ reportId: Type.String(), refusedFor: Type.Enum(REFUSALS_OF_REPORTS) });

export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });
export const TriageBody = closed({ agency: text(40, '主管单位的统一社会信用代码'), reason: Reason });
export const ReturnBody = closed({ reason: Reason });
export const AcceptanceBody = closed({ reason: Type.Optional(Reason) });
export const DeclineBody = closed({ reason: Reason, reply: Reply });
export const InvestigationBody = closed({
  findings: text(REASON_CHARACTERS, '查明的事实和拟作的认定'),
  evidenceNo: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, description: '案件中证据的编号' })),
});
export const ConclusionBody = closed({
  outcome: Type.Enum(OUTCOMES, { description: 'found-true 属实，partly 部分属实，not-found 查无实据' }),
  reason: Reason,
  reply: Reply,
  documentNo: Type.Optional(text(DOCUMENT_CHARACTERS, '属实或者部分属实的，据以认定的决定文书号')),
});
export const ClosureBody = closed({ reason: Type.Optional(Reason) });

export const AskBody = closed({ reason: text(ASK_REASON_CHARACTERS, '为什么必须知道举报人是谁') });
export const Asked = closed({ openingId: Type.String() });
export const SettleBody = closed({ granted: Type.Boolean({ description: '是否准予查看一次' }) });
export const Settled = closed({ openingId: Type.String(), granted: Type.Boolean() });
export const Nothing = closed({});
export const ReporterAnswered = closed({ name: Type.String(), contact: Type.String() });
