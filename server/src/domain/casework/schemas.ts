import { type TSchema, Type } from 'typebox';
import { CASES_PAGE_AT_MOST } from './cases/list-cases.ts';
import { CAUSE_CHARACTERS, EVIDENCE_CHARACTERS } from './clocks/move-clock.ts';
import { PAPER_FORMATS } from './paper-acts/read-paper.ts';
import { RECEIVER_CHARACTERS, SERVICE_METHODS } from './services/record-service.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const IntegerOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Day = Type.String({ format: 'date' });
const Ordinal = Type.Integer({ minimum: 1, maximum: 1_000 });

export const CaseId = Type.String({ pattern: '^c[0-9a-f]{20}$', description: '案件编号' });
export const CaseParams = closed({ caseId: CaseId });
export const EvidenceParams = closed({ caseId: CaseId, evidenceNo: Ordinal });
export const PaperParams = closed({ caseId: CaseId, paperNo: Ordinal });
export const PaperQuery = closed({
  format: Type.Optional(Type.Enum(PAPER_FORMATS, { description: '默认 docx，可编辑' })),
});
export const ClockParams = closed({ caseId: CaseId, clock: text(40, '期限代码') });

const CaseSubject = closed({ subjectId: Type.String(), code: TextOrNull, name: Type.String() });
const Clock = closed({
  clock: Type.String(),
  state: Type.String(),
  startedOn: Day,
  dueOn: TextOrNull,
  provisional: Type.Boolean({ description: '所跨年份的放假安排尚未公布，届满日为暂定' }),
  amount: Type.Integer(),
  unit: Type.String(),
  used: Type.Integer(),
  left: Type.Integer(),
  overdue: Type.Boolean(),
  missed: TextOrNull,
  suspendedBy: Type.Optional(Type.String()),
});

export const CasesQuery = closed({
  procedure: Type.Optional(text(40, '程序代码')),
  state: Type.Optional(text(40, '阶段代码')),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: CASES_PAGE_AT_MOST })),
  after: Type.Optional(text(400, '上一页的 next')),
});

export const CasesAnswered = closed({
  cases: Type.Array(
    closed({
      caseId: Type.String(),
      procedure: Type.String(),
      procedureName: Type.String(),
      subject: CaseSubject,
      agency: Type.String(),
      state: Type.String(),
      stateName: Type.String(),
      final: Type.Boolean(),
      openedAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
      clocks: Type.Array(Clock),
    }),
  ),
  next: Type.Optional(Type.String()),
});

const Deed = closed({
  deedNo: Type.Integer(),
  deed: Type.String(),
  name: Type.String(),
  state: Type.String(),
  onDay: Day,
  documentNo: TextOrNull,
  clause: TextOrNull,
  actor: Type.Optional(Type.String()),
  agency: Type.Optional(TextOrNull),
  reason: Type.Optional(TextOrNull),
  content: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })),
});

export const CaseAnswered = closed({
  caseId: Type.String(),
  procedure: Type.String(),
  procedureName: Type.String(),
  subject: CaseSubject,
  agency: Type.String(),
  agencyName: Type.String(),
  state: Type.String(),
  stateName: Type.String(),
  final: Type.Boolean(),
  possible: Type.Array(closed({ deed: Type.String(), name: Type.String(), clause: TextOrNull })),
  deeds: Type.Array(Deed),
  clocks: Type.Array(Clock),
  papers: Type.Array(
    closed({
      paperNo: Type.Integer(),
      paper: Type.String(),
      title: Type.String(),
      documentNo: Type.String(),
      issuedOn: Day,
      sha256: Type.String(),
      personNo: IntegerOrNull,
    }),
  ),
  services: Type.Array(
    closed({
      serviceNo: Type.Integer(),
      paperNo: Type.Integer(),
      paper: Type.String(),
      method: Type.String(),
      sentOn: Day,
      servedOn: Day,
      receiver: TextOrNull,
      evidenceNo: Type.Integer(),
      onOrganisation: Type.Boolean(),
      personNo: IntegerOrNull,
    }),
  ),
  persons: Type.Array(
    closed({
      personNo: Type.Integer(),
      duty: Type.String(),
      conduct: Type.String(),
      named: Type.Boolean({ description: '现在是否列为责任人员' }),
      identityHeld: Type.Boolean({ description: '案件内是否封存着身份信息' }),
      bound: Type.Boolean({ description: '决定生效后是否另行留存' }),
      droppedReason: TextOrNull,
    }),
    { description: '责任人员，只有编号，没有身份信息' },
  ),
  evidence: Type.Array(
    closed({
      evidenceNo: Type.Integer(),
      name: Type.String(),
      about: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      sha256: Type.String(),
      addedAt: Type.Unsafe<Date>({ type: 'string', format: 'date-time' }),
    }),
  ),
});

export const EvidenceForm = closed({ file: Type.String({ format: 'binary' }), about: text(500, '证明什么') });
export const EvidenceAnswered = closed({
  caseId: Type.String(),
  evidenceNo: Type.Integer(),
  sha256: Type.String(),
  mediaType: Type.String(),
});

export const ServiceBody = closed({
  paperNo: Ordinal,
  method: Type.Enum(SERVICE_METHODS, { description: 'hand 直接送达，post 邮寄送达，public-notice 公告送达' }),
  sentOn: Day,
  servedOn: Type.Optional(Type.String({ format: 'date', description: '回证上的日期；公告送达由公告之日推定' })),
  receiver: Type.Optional(text(RECEIVER_CHARACTERS, '签收人或者见证人；向责任人员送达的不记')),
  personNo: Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description: '向责任人员送达的，写其编号' })),
  evidenceNo: Ordinal,
});
export const ServiceAnswered = closed({ serviceNo: Type.Integer(), paper: Type.String(), servedOn: Day });

export const ClockBody = closed({
  kind: Type.Enum(['suspended', 'resumed'], { description: '中止、恢复' }),
  cause: text(CAUSE_CHARACTERS, '事由，如：等待法院文书'),
  evidence: text(EVIDENCE_CHARACTERS, '依据的文书号或者证据编号'),
});
export const ClockAnswered = closed({ clock: Clock });

export const TasksAnswered = closed({
  tasks: Type.Array(
    closed({
      kind: Type.String(),
      title: Type.String(),
      agency: Type.String(),
      subject: Type.Unsafe<{ subjectId: string; code: string | null; name: string } | null>({
        ...CaseSubject,
        type: ['object', 'null'],
      }),
      target: Type.String(),
      dueOn: TextOrNull,
      provisional: Type.Boolean(),
      overdue: Type.Boolean(),
      suspendedBy: Type.Optional(Type.String()),
    }),
  ),
  more: Type.Boolean({ description: '还有未列出的' }),
});
