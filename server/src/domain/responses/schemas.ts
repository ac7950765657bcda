import { type TSchema, Type } from 'typebox';
import { NOTE_CHARACTERS, RESPONSES } from './entries/answer-entry.ts';
import { ENTRIES_PAGE_AT_MOST } from './entries/list-entries.ts';
import { HITS_PAGE_AT_MOST } from './hits/list-hits.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const Day = Type.String({ format: 'date' });
const Moment = Type.Unsafe<Date>({ type: 'string', format: 'date-time' });
const Count = Type.Integer();
const Subject = closed({ subjectId: Type.String(), code: TextOrNull, name: Type.String() });
const Due = { dueOn: Day, provisional: Type.Boolean(), overdue: Type.Boolean() };

export const NoticePaperBody = closed({
  documentNo: text(60, '告知书文号'),
  desk: text(60, '办理窗口'),
  objectTo: text(60, '异议受理单位'),
  contact: text(40, '联系人'),
  telephone: text(40, '联系电话'),
});
export const NoticeIssued = closed({
  caseId: Type.String(),
  paperNo: Type.Integer(),
  paper: Type.String(),
  documentNo: Type.String(),
  issuedOn: Day,
});
export const NoticeClosed = closed({ caseId: Type.String(), state: Type.String(), servedOn: Day });
export const NoticeDrop = closed({ reason: text(2_000, '撤销的理由，如：措施实际未执行，所依据的决定已撤回') });
export const NoticeDropped = closed({ caseId: Type.String(), state: Type.String() });

const paged = (most: number) =>
  closed({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
    after: Type.Optional(text(400, '上一页的 next')),
  });

export const EntriesQuery = paged(ENTRIES_PAGE_AT_MOST);
export const EntriesAnswered = closed({
  entries: Type.Array(
    closed({
      agency: Type.String({ description: '须响应的单位' }),
      subject: Subject,
      recordId: Type.String(),
      category: Type.String(),
      documentNo: TextOrNull,
      authority: Type.String(),
      authorityName: TextOrNull,
      triggers: Type.Array(Type.String()),
      matters: Type.Array(Type.String(), { description: '本单位受限制的事项' }),
      owedSince: Moment,
      ...Due,
    }),
  ),
  next: Type.Optional(Type.String()),
});

export const EntryBody = closed({
  subjectId: text(64, '主体编号'),
  recordId: text(64, '记录编号'),
  response: Type.Enum(RESPONSES, { description: 'arranged 已在本单位系统中落实，not-concerned 与本单位无关' }),
  note: text(NOTE_CHARACTERS, '在哪个系统、由谁落实；或者无关的理由'),
});
export const EntryAnswered = closed({ recordId: Type.String(), response: Type.String(), dueOn: Day });

export const HitsQuery = paged(HITS_PAGE_AT_MOST);
export const HitsAnswered = closed({
  hits: Type.Array(
    closed({
      checkId: Type.String(),
      position: Type.Integer({ description: '在该次核查中的顺序，自 0 起' }),
      agency: Type.String(),
      matter: Type.String(),
      requestRef: TextOrNull,
      subject: Subject,
      answeredAt: Moment,
      open: Type.Array(Type.String(), { description: '尚未反馈的措施' }),
      ended: Type.Array(Type.String(), { description: '所依据的记录中此后失效或更正的，不得再据以采取措施' }),
      ageWorkingDays: Type.Integer({ description: '自答复之日起已过的工作日' }),
      ...Due,
    }),
  ),
  next: Type.Optional(Type.String()),
});

export const AccountQuery = closed({ from: Day, until: Day });
export const AccountAnswered = closed({
  from: Day,
  until: Day,
  agencies: Type.Array(
    closed({
      agency: Type.String(),
      agencyName: Type.String(),
      checks: Count,
      subjects: Count,
      subjectsHit: Count,
      measuresOwed: Count,
      closedInTime: Count,
      closedLate: Count,
      open: Count,
      overdue: Count,
      applied: Count,
      notApplicable: Count,
      overridden: Count,
      overriddenPercent: Type.Unsafe<number | null>({
        type: ['number', 'null'],
        description: '已反馈的措施中经批准不执行的百分比，一位小数；没有反馈的为 null',
      }),
      notices: closed({ servedInTime: Count, servedLate: Count, open: Count, overdue: Count, dropped: Count }),
      entries: closed({ givenInTime: Count, givenLate: Count, open: Count, overdue: Count }),
    }),
  ),
});
