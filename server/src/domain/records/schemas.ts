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
  lineage: closed({ batchId: Type.String(), file: TextOrNull, sheet: TextOrNull, row: NumberOrNull }),
  publicUntil: TextOrNull,
  usableUntil: Type.Optional(TextOrNull),
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
});

export const WithdrawalAnswered = closed({
  subjectId: Type.String(),
  recordId: Type.String(),
  withdrawnAt: Type.String({ format: 'date-time' }),
});
