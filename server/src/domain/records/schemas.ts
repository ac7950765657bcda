import { type TSchema, Type } from 'typebox';
import { RECORDS_PAGE_AT_MOST } from './archive.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const text = (maxLength: number, description: string) => Type.String({ minLength: 1, maxLength, description });
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
const NumberOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });

export const SubjectParams = closed({ code: text(40, '统一社会信用代码') });

const Moments = {
  category: Type.Optional(text(64, '信息类别代码')),
  asOf: Type.Optional(
    Type.String({ format: 'date', description: '只看该日仍在窗口内的记录；不会显示今天不可见的记录' }),
  ),
  knownAt: Type.Optional(text(40, '只看该时点已知悉的版本：ISO 8601，含时区；须早于正在进行的写入')),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: RECORDS_PAGE_AT_MOST })),
  after: Type.Optional(text(400, '上一页的 next')),
};
export const RecordsQuery = closed(Moments);

const Record = closed({
  recordId: Type.String(),
  category: Type.String(),
  version: Type.Integer(),
  subject: Type.String(),
  decidedBy: TextOrNull,
  decidedByName: TextOrNull,
  documentNo: TextOrNull,
  decidedOn: TextOrNull,
  validFrom: TextOrNull,
  validUntil: TextOrNull,
  fields: Type.Unsafe<{ [fieldId: string]: string | string[] | null }>({
    type: 'object',
    additionalProperties: true,
    description: '按目录的字段标识；金额为以元计的十进制文本',
  }),
  waitingForReview: Type.Optional(
    Type.Array(Type.String(), { description: '文本须经人工核对个人信息后公示的字段标识' }),
  ),
  lineage: closed({
    batchId: TextOrNull,
    caseId: Type.Optional(Type.String()),
    file: TextOrNull,
    sheet: TextOrNull,
    row: NumberOrNull,
  }),
  publicUntil: TextOrNull,
  underObjection: Type.Optional(Type.Literal(true, { description: '异议处理中：据此的措施暂停适用' })),
  statement: Type.Optional(Type.String({ description: '主体对该记录的说明' })),
  usableUntil: Type.Optional(TextOrNull),
  withheld: Type.Optional(Type.Literal(true, { description: '留存待核对：不公示、不使用；只告知报送部门' })),
});

const Page = { records: Type.Array(Record), next: Type.Optional(Type.String()) };
export const RecordsAnswered = closed(Page);

export const ArchiveAnswered = closed({
  subject: closed({
    subjectId: Type.String(),
    code: TextOrNull,
    name: Type.String(),
    kind: Type.String(),
    region: TextOrNull,
    status: TextOrNull,
    standing: Type.Unsafe<'registered' | 'provisional' | 'retired'>({ type: 'string' }),
    foundedOn: TextOrNull,
  }),
  names: Type.Array(
    closed({ name: Type.String(), standing: Type.Unsafe<'current' | 'former' | 'provisional'>({ type: 'string' }) }),
  ),
  counts: Type.Array(closed({ category: Type.String(), name: Type.String(), records: Type.Integer() })),
  ...Page,
});

export const WithdrawalBody = closed({
  category: text(64, '信息类别代码'),
  record: Type.Union([
    text(64, '记录编号 recordId'),
    closed({ documentNo: text(200, '文书号'), subject: text(40, '相对人统一社会信用代码') }),
  ]),
  reason: text(500, '撤回理由'),
  document: text(200, '依据的文书号'),
  replacedBy: Type.Optional(text(200, '替代该决定的文书号')),
  decidedOn: Type.Optional(
    Type.String({ format: 'date', description: '变更、撤销原决定的决定日期；撤下的用时自该日起算' }),
  ),
});

export const WithdrawalAnswered = closed({
  subjectId: Type.String(),
  recordId: Type.String(),
  withdrawnAt: Type.String({ format: 'date-time' }),
});

export const TextReviewsQuery = closed({ after: Type.Optional(text(64, '上一页的 next')) });

export const TextReviewsAnswered = closed({
  texts: Type.Array(
    closed({
      subjectId: Type.String(),
      recordId: Type.String(),
      category: Type.String(),
      version: Type.Integer(),
      field: Type.String(),
      fieldName: Type.String(),
      text: Type.String({ description: '原文；身份证件号码已遮蔽' }),
      proposal: Type.String({ description: '平台建议的公示文本，须人工核对' }),
      because: Type.String({ description: '须人工核对的原因' }),
    }),
  ),
  next: Type.Optional(Type.String({ description: '还有未查看的记录；一页可能为空而仍有下一页' })),
});

export const TextReviewBody = closed({
  category: text(64, '信息类别代码'),
  recordId: text(64, '记录编号 recordId'),
  version: Type.Integer({ minimum: 1, description: '所核对的版本' }),
  field: text(64, '字段标识'),
  text: text(8000, '核定的公示文本：只可将个人信息改为“某”或 ****'),
});

export const TextReviewAnswered = closed({
  recordId: Type.String(),
  version: Type.Integer(),
  field: Type.String(),
  reviewedAt: Type.String({ format: 'date-time' }),
});
