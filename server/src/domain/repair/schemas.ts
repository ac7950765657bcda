import { type TSchema, Type } from 'typebox';
import { CaseId, REASON_CHARACTERS } from '../casework/index.ts';
import { REPAIR_PROOFS } from '../catalogue/index.ts';
import { RECORDS_AN_APPLICATION } from './application/file-application.ts';
import { PLAN_ENDS } from './reorganisation/end-reorganisation.ts';
import { ORIGINS } from './rules.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Day = (description: string) => Type.String({ format: 'date', description });
const DocumentNo = text(60, '文书号');
const Reason = text(REASON_CHARACTERS, '理由');
const EvidenceNo = Type.Integer({ minimum: 1, maximum: 1_000, description: '案件中证据的编号' });
const RecordId = text(64, '记录编号 recordId');
const Code = text(40, '统一社会信用代码');
const Subject = closed({ subjectId: Type.String(), code: TextOrNull, name: Type.String() });
const Remedies = {
  reconsiderationBody: text(60, '行政复议机关'),
  reconsiderationPeriod: text(20, '申请行政复议的期限'),
  court: text(60, '管辖法院'),
  suitPeriod: text(20, '提起行政诉讼的期限'),
};

export const EligibilityQuery = closed({ subject: Type.Optional(Code) });
const Missing = closed({
  code: Type.Unsafe<'min-period' | 'performance' | 'commitment' | 'condition'>({ type: 'string' }),
  says: Type.String(),
  condition: Type.Optional(Type.String()),
  clause: Type.Optional(Type.String()),
});
export const EligibilityAnswered = closed({
  subject: Subject,
  asOf: Type.String(),
  records: Type.Array(
    closed({
      recordId: Type.String(),
      category: Type.String(),
      categoryName: Type.String(),
      documentNo: TextOrNull,
      decidedOn: TextOrNull,
      publicUntil: TextOrNull,
      agency: Type.String({ description: '办理修复的单位：谁认定、谁修复' }),
      agencyName: Type.String(),
      repairable: Type.Boolean({ description: '今天可以申请' }),
      firstDay: TextOrNull,
      missing: Type.Array(Missing),
      notRepairable: Type.Optional(
        closed({
          code: Type.Unsafe<
            | 'not-adverse'
            | 'nothing-follows'
            | 'forbidden'
            | 'expired'
            | 'repaired'
            | 'withdrawn'
            | 'ended'
            | 'withheld'
            | 'hidden'
            | 'revoked'
          >({ type: 'string' }),
          says: Type.String(),
          clause: Type.Optional(Type.String()),
        }),
      ),
      held: Type.Array(
        closed({
          what: Type.Unsafe<'performance' | 'commitment'>({ type: 'string' }),
          source: Type.Unsafe<'record' | 'row' | 'rectification'>({ type: 'string' }),
          says: Type.String(),
        }),
        { description: '本平台已有、无须提交的材料' },
      ),
    }),
  ),
  more: Type.Boolean(),
  materials: Type.Array(closed({ code: Type.String(), says: Type.String() }), { description: '可以要求的全部材料' }),
});

export const ApplicationBody = closed({
  subject: Type.Optional(Code),
  records: Type.Array(RecordId, { minItems: 1, maxItems: RECORDS_AN_APPLICATION }),
  affirms: Type.Boolean({ description: '已确认信用修复承诺书' }),
  origin: Type.Optional(Type.Enum(ORIGINS, { description: '由工作人员登记的，写明来源' })),
  externalNo: Type.Optional(text(64, '在信用中国或者省级平台的受理编号')),
  receivedOn: Type.Optional(Day('外部平台收到申请的日期')),
});
export const ApplicationParams = closed({
  applicationId: Type.String({ pattern: '^x[0-9a-f]{20}$', description: '申请编号' }),
});
const Application = {
  subjectId: Type.String(),
  applicationId: Type.String(),
  origin: Type.Unsafe<(typeof ORIGINS)[number]>({ type: 'string' }),
  externalNo: TextOrNull,
  receivedOn: Type.String(),
  subject: Subject,
  state: Type.Unsafe<'open' | 'done'>({ type: 'string', description: 'open 办理中，done 各单位均已办结' }),
  decidedParts: Type.Integer(),
  parts: Type.Array(
    closed({
      caseId: Type.String(),
      agency: Type.String(),
      agencyName: Type.String(),
      state: Type.String(),
      stateName: Type.String(),
      decided: Type.Boolean(),
      dueOn: TextOrNull,
      overdue: Type.Boolean(),
      completion: Type.Unsafe<{
        missing: ('performance' | 'commitment')[];
        reason: string;
        dueOn: string | null;
      } | null>({
        type: ['object', 'null'],
        description: '须补正的材料、说明和最后一天',
        properties: {
          missing: { type: 'array', items: { type: 'string' } },
          reason: { type: 'string' },
          dueOn: { type: ['string', 'null'] },
        },
      }),
      reason: TextOrNull,
      documentNo: TextOrNull,
      records: Type.Array(
        closed({
          recordId: Type.String(),
          category: Type.String(),
          documentNo: TextOrNull,
          decidedOn: TextOrNull,
          outcome: Type.Unsafe<'granted' | 'refused' | 'declined' | 'revoked' | 'withdrawn' | null>({
            type: ['string', 'null'],
          }),
        }),
      ),
    }),
  ),
};
export const ApplicationAnswered = closed(Application);
export const Filed = closed({ ...Application, repeated: Type.Boolean({ description: '该受理编号此前已登记' }) });

export const Nothing = closed({});
export const Step = closed({ deedNo: Type.Integer(), state: Type.String() });
export const PaperStep = closed({ deedNo: Type.Integer(), state: Type.String(), paperNo: Type.Integer() });
export const ReasonBody = closed({ reason: Reason });
export const DecliningBody = closed({ documentNo: DocumentNo, reason: Reason, ...Remedies });
export const CompletionBody = closed({
  missing: Type.Array(Type.Enum(REPAIR_PROOFS), {
    minItems: 1,
    maxItems: REPAIR_PROOFS.length,
    uniqueItems: true,
    description: '只限履行义务的证明、信用修复承诺书两项',
  }),
  reason: Reason,
});
export const CompletedBody = closed({ note: text(500, '补正了什么') });
export const ExtensionBody = closed({
  days: Type.Integer({ minimum: 1, maximum: 60, description: '延长的工作日数' }),
  reason: Reason,
});
export const Extended = closed({ deedNo: Type.Integer(), state: Type.String(), dueOn: TextOrNull });
export const ProposalBody = closed({
  reason: text(500, '审查情况和理由'),
  refuse: Type.Optional(
    Type.Array(closed({ recordId: RecordId, reason: text(500, '不予修复的理由') }), {
      maxItems: RECORDS_AN_APPLICATION,
      description: '不予修复的信息；未列的准予修复',
    }),
  ),
  met: Type.Optional(Type.Array(text(64, '经核查符合的条件代码'), { maxItems: 20 })),
});
export const DecisionBody = closed({
  documentNo: DocumentNo,
  grounds: text(1000, '依据：文件和条款'),
  removals: Type.Optional(
    Type.Array(closed({ recordId: RecordId, documentNo: DocumentNo }), {
      maxItems: RECORDS_AN_APPLICATION,
      description: '本平台认定的名单，各写移出决定书的文号',
    }),
  ),
  ...Remedies,
});
export const WithdrawalBody = closed({ reason: Reason, documentNo: Type.Optional(DocumentNo) });
export const RevocationProposalBody = closed({ reason: text(500, '虚假的事实和证据'), evidenceNo: EvidenceNo });
export const RevocationBody = closed({ documentNo: DocumentNo, ...Remedies });
export const Revoked = closed({
  deedNo: Type.Integer(),
  state: Type.String(),
  paperNo: Type.Integer(),
  restored: Type.Integer(),
});

const About = Type.Enum(['declined', 'incomplete', 'granted', 'refused', 'withdrawn', 'revoked']);
const ReturnState = Type.Unsafe<'to-send' | 'sent' | 'received'>({ type: 'string' });
export const ReturnsAnswered = closed({
  returns: Type.Array(
    closed({
      caseId: Type.String(),
      about: About,
      origin: Type.String(),
      externalNo: TextOrNull,
      state: ReturnState,
      number: TextOrNull,
      onDay: Type.String(),
    }),
  ),
  more: Type.Boolean(),
});
export const ReturnBody = closed({
  about: About,
  state: Type.Enum(['sent', 'received'], { description: 'sent 已发送，received 已回执' }),
  number: text(128, '发送编号或者回执编号'),
});
export const ReturnNoted = closed({ caseId: Type.String(), about: About, state: ReturnState });

export const UpcomingQuery = closed({
  day: Type.Optional(Day('该日所在的一周；不写的，本周')),
  after: Type.Optional(text(64, '上一页的 next')),
});
export const UpcomingAnswered = closed({
  week: Type.String({ description: '周一' }),
  organisations: Type.Array(
    closed({
      subject: Subject,
      records: Type.Array(closed({ recordId: Type.String(), agency: Type.String(), firstDay: Type.String() })),
      text: Type.String({ description: '发给该单位的提醒' }),
    }),
  ),
  soleTraders: Type.Integer({ description: '已提醒的个体工商户数，不列名单' }),
  next: Type.Optional(Type.String()),
});

const DaysOrNull = Type.Unsafe<number | null>({ type: ['number', 'null'] });
export const AccountQuery = closed({ from: Day('收到申请的起始日期'), until: Day('截止日期，含当日') });
export const AccountAnswered = closed({
  from: Type.String(),
  until: Type.String(),
  agencies: Type.Array(
    closed({
      agency: Type.String(),
      agencyName: Type.String(),
      parts: Type.Integer(),
      granted: Type.Integer(),
      refused: Type.Integer(),
      declined: Type.Integer(),
      withdrawn: Type.Integer(),
      open: Type.Integer(),
      daysToAccept: DaysOrNull,
      daysToResult: DaysOrNull,
    }),
  ),
});

export const RulingBody = closed({
  subject: Code,
  document: text(60, '裁定书案号'),
  court: text(60, '作出裁定的法院'),
  ruledOn: Day('裁定批准重整计划、认可和解协议的日期'),
});
export const CaseOpened = closed({ caseId: CaseId, state: Type.String() });
export const RulingConfirmation = closed({ evidenceNo: EvidenceNo });
export const Shielded = closed({ deedNo: Type.Integer(), state: Type.String(), shielded: Type.Integer() });
export const EndBody = closed({
  end: Type.Enum(PLAN_ENDS, { description: 'executed 执行完毕，failed 未能执行' }),
  reason: text(500, '执行情况'),
  documentNo: DocumentNo,
  evidenceNo: EvidenceNo,
});
export const PlanEnded = closed({ deedNo: Type.Integer(), state: Type.String(), records: Type.Integer() });
