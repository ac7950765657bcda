import { type TSchema, Type } from 'typebox';
import { REASON_CHARACTERS } from '../casework/index.ts';
import { OBJECTION_OUTCOMES, PROPOSERS } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const DocumentNo = text(60, '文书号');
const Reason = text(REASON_CHARACTERS, '理由');
const HonourName = text(80, '荣誉名称');
/** As long as the public notice takes. */
const Grounds = text(500, '评选的依据和事迹');
const Term = closed({
  years: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  months: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
  days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
});

export const ApplicationBody = closed({
  agency: text(40, '授予荣誉的机关的统一社会信用代码'),
  honour: HonourName,
  statement: text(REASON_CHARACTERS, '申请的事实和理由'),
});
export const NominationBody = closed({
  subject: text(40, '统一社会信用代码'),
  honour: HonourName,
  grounds: Grounds,
  term: Type.Optional(Term),
  proposedBy: Type.Optional(
    closed({
      kind: Type.Enum(PROPOSERS, { description: 'agency 其他机关，association 协会商会，media 新闻媒体' }),
      name: text(100, '推荐单位名称'),
    }),
  ),
});
export const Opened = closed({ caseId: Type.String(), state: Type.String() });
export const AcceptanceBody = closed({ honour: HonourName, grounds: Grounds, term: Type.Optional(Term) });

export const Nothing = closed({});
export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });

const Standing = closed({
  on: Type.String(),
  lookBackFrom: Type.String({ description: '自此日起的不良信息在回溯期内' }),
  blocked: Type.Boolean({ description: '不得授予' }),
  findings: Type.Array(
    closed({
      recordId: Type.String(),
      category: Type.String(),
      categoryName: Type.String(),
      list: TextOrNull,
      documentNo: TextOrNull,
      decidedOn: TextOrNull,
      authority: Type.String(),
      blocks: Type.Unsafe<'serious-list' | 'look-back' | null>({
        type: ['string', 'null'],
        description: 'serious-list 在严重失信主体名单，look-back 回溯期内的不良信息；空：供审定时考虑',
      }),
    }),
  ),
  more: Type.Boolean({ description: '还有未列出的' }),
  openListings: Type.Array(closed({ list: Type.String(), agency: Type.String() }), {
    description: '正在办理的列入程序',
  }),
  digest: Type.String(),
});
export const Checked = closed({ deedNo: Type.Integer(), state: Type.String(), standing: Standing });
export const StandingAnswered = closed({ standing: Standing });

export const NoticeBody = closed({
  documentNo: DocumentNo,
  phone: text(40, '联系电话'),
  address: text(120, '联系地址'),
});
export const NoticeAnswered = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  paperNo: Type.Integer(),
  shownUntil: Type.String({ description: '公示截止日期' }),
});
export const NoticesAnswered = closed({
  notices: Type.Array(
    closed({
      documentNo: Type.String(),
      honour: Type.String(),
      grounds: Type.String(),
      name: Type.String(),
      code: TextOrNull,
      agency: Type.String(),
      agencyName: Type.String(),
      shownFrom: Type.String(),
      shownUntil: TextOrNull,
      telephone: Type.String(),
      address: Type.String(),
    }),
  ),
  more: Type.Boolean({ description: '还有未列出的' }),
});

export const ObjectionBody = closed({
  from: Type.Enum(['organisation', 'person'], { description: '异议人是单位还是个人；姓名名称不登记' }),
  text: text(REASON_CHARACTERS, '异议的事实和理由'),
  documentNo: Type.Optional(DocumentNo),
});
export const ObjectionAnswerBody = closed({
  objection: Type.Integer({ minimum: 1, maximum: 1_000, description: '登记异议时的序号 deedNo' }),
  outcome: Type.Enum(OBJECTION_OUTCOMES, { description: 'upheld 成立，rejected 不成立' }),
  reason: Reason,
  documentNo: Type.Optional(DocumentNo),
});

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$', description: '所看核查结果的摘要' });
export const ProposalBody = closed({
  digest: Digest,
  reason: Reason,
  onFindings: Type.Optional(text(2000, '有核查发现的，仍拟授予的理由')),
});
export const ConfirmationBody = closed({ digest: Digest });
export const ReturnBody = closed({ reason: Reason });
export const DecisionBody = closed({ documentNo: DocumentNo });
export const DecisionAnswered = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  paperNo: Type.Integer(),
  recordId: Type.String(),
  validUntil: Type.String(),
});
export const RevocationBody = closed({
  reason: text(500, '撤销的事实和理由'),
  heard: text(1000, '听取陈述、申辩的情况'),
  documentNo: DocumentNo,
});
export const DeclineBody = closed({ reason: Reason, documentNo: Type.Optional(DocumentNo) });
