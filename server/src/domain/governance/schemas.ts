import { type TSchema, Type } from 'typebox';
import { NOTE_CHARACTERS } from './answer-query.ts';
import { QUESTION_CHARACTERS } from './ask-query.ts';
import { QUERIES_PAGE_AT_MOST } from './look-at-queries.ts';
import { MISSED_CHECKS_PAGE_AT_MOST } from './missed-checks.ts';
import { UNUSABLE } from './number-series.ts';
import { ANSWERS, type AnswerWord, QUERY_KINDS, QUERY_STATES } from './queries.ts';
import { CHECK_OUTCOMES } from './unchecked-grants.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const wordOf = <W extends string>(words: readonly W[], description?: string) =>
  Type.Unsafe<W>({ type: 'string', enum: [...words], ...(description === undefined ? {} : { description }) });
const orNull = (description?: string) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...(description === undefined ? {} : { description }) });
const NumberOrNull = Type.Unsafe<number | null>({ type: ['integer', 'null'] });
const Count = Type.Integer({ minimum: 0 });

const Agency = Type.String({ minLength: 18, maxLength: 18, description: '部门的统一社会信用代码' });
const Day = Type.String({ format: 'date' });
const After = Type.String({ minLength: 1, maxLength: 400, description: '上一页的 next' });
const Category = Type.String({ minLength: 1, maxLength: 64, description: '信息类别代码' });
const Year = Type.Integer({ minimum: 1900, maximum: 2099, description: '文书号中的年份' });
const Numeral = Type.Integer({ minimum: 1, maximum: 999_999_999 });
const Series = Type.String({ minLength: 1, maxLength: 128, description: '文号序列,年份处写〔〕,如“青住建许字〔〕”' });

const OUTCOMES = wordOf(
  CHECK_OUTCOMES,
  'no-check 未核查;checked-no-feedback 已核查、未反馈;checked-overridden 已核查、经批准不执行;checked-not-applied 已核查、反馈不适用',
);
const ANSWER_WORDS: readonly AnswerWord[] = [...ANSWERS['missed-check'], ...ANSWERS['number-gap']];
const ANSWER_SAID =
  '应查未查:checked-elsewhere 已在其他系统核查、not-required 不属须核查的事项、omitted 确属漏查、reported-wrongly 报送有误;断号:void 作废、not-public 依法不公开、natural-person 涉及自然人、will-report 将补报';

export const MissedChecksQuery = closed({
  agency: Type.Optional(Agency),
  from: Type.Optional(Day),
  until: Type.Optional(Day),
  outcome: Type.Optional(OUTCOMES),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MISSED_CHECKS_PAGE_AT_MOST })),
  after: Type.Optional(After),
});

export const QueryAnswered = closed({
  queryId: Type.String(),
  kind: wordOf(QUERY_KINDS),
  state: wordOf(QUERY_STATES, 'open 待答复、overdue 逾期未答复、answered 已答复'),
  agency: Type.String(),
  agencyName: Type.String(),
  category: Type.String(),
  recordId: orNull(),
  subjectId: orNull(),
  series: orNull(),
  year: NumberOrNull,
  from: NumberOrNull,
  to: NumberOrNull,
  question: orNull(),
  askedAt: Type.String(),
  dueOn: Type.String({ description: '答复期限的最后一日' }),
  answer: Type.Unsafe<AnswerWord | null>({ type: ['string', 'null'], description: ANSWER_SAID }),
  note: orNull(),
  reportBy: orNull('答复“将补报”的,补报期限的最后一日'),
  answeredAt: orNull(),
});
const QueryOrNull = Type.Union([QueryAnswered, Type.Null()]);

const Told = closed({
  measure: Type.String(),
  outcome: orNull('部门反馈的执行情况;为空的未反馈'),
  reason: orNull(),
  approvedBy: orNull(),
});

export const MissedChecksAnswered = closed({
  from: Type.String(),
  until: Type.String(),
  agencies: Type.Optional(
    Type.Array(
      closed({
        agency: Type.String(),
        agencyName: orNull(),
        counts: Type.Record(Type.String(), Count, { description: '各种情形的决定数' }),
      }),
      { description: '各部门的数量,只在第一页' },
    ),
  ),
  missedChecks: Type.Array(
    closed({
      agency: Type.String({ description: '作出决定的机关' }),
      agencyName: orNull(),
      category: Type.String(),
      recordId: Type.String(),
      documentNo: orNull(),
      decidedOn: Type.String(),
      subjectId: Type.String(),
      subjectCode: orNull(),
      subjectName: Type.String(),
      measures: Type.Array(
        closed({
          measure: Type.String(),
          name: Type.String(),
          effect: wordOf(['must', 'may']),
          clause: Type.String({ description: '依据:文件代码#条款' }),
          decision: closed({ recordId: Type.String(), documentNo: orNull() }),
          authority: Type.String(),
          authorityName: orNull(),
          from: Type.String(),
          until: orNull(),
          knownOn: Type.String({ description: '平台知悉该限制的日期,不晚于决定日期' }),
        }),
        { description: '决定之日有效的限制措施' },
      ),
      outcome: OUTCOMES,
      check: Type.Union([
        closed({ checkId: Type.String(), matter: Type.String(), checkedOn: Type.String(), told: Type.Array(Told) }),
        Type.Null(),
      ]),
      query: QueryOrNull,
    }),
  ),
  next: Type.Optional(Type.String()),
});

export const NumberGapsQuery = closed({
  agency: Type.Optional(Agency),
  year: Type.Optional(Year),
  category: Type.Optional(Category),
  after: Type.Optional(After),
});

export const NumberGapsAnswered = closed({
  year: Type.Integer(),
  agencies: Type.Array(
    closed({
      agency: Type.String(),
      agencyName: Type.String(),
      numbers: Type.Integer({ description: '读出的本年文书号' }),
      unread: Type.Integer({ description: '读不出年份和序号的文书号' }),
      tooMany: Type.Optional(Type.Literal(true, { description: '文书号过多,未作判断,请按信息类别查询' })),
      series: Type.Array(
        closed({
          category: Type.String(),
          series: Type.String(),
          held: Count,
          lowest: Count,
          highest: Count,
          missing: Type.Integer({ description: '断号的个数' }),
          unusable: Type.Optional(
            wordOf(UNUSABLE, '不作断号判断的原因:too-sparse 占比过低、too-wide 跨度过大、too-many-gaps 断号过多'),
          ),
          gaps: Type.Array(closed({ from: Type.Integer(), to: Type.Integer(), query: QueryOrNull })),
        }),
      ),
      seriesLeftOut: Type.Optional(Type.Integer({ description: '未列出的序列数' })),
    }),
  ),
  next: Type.Optional(Type.String()),
});

export const QueryBody = Type.Union([
  closed({
    kind: Type.Literal('missed-check'),
    recordId: Type.String({ pattern: '^r[0-9a-f]{1,64}$' }),
    question: Type.Optional(Type.String({ maxLength: QUESTION_CHARACTERS })),
  }),
  closed({
    kind: Type.Literal('number-gap'),
    agency: Agency,
    category: Category,
    series: Series,
    year: Year,
    from: Numeral,
    to: Numeral,
    question: Type.Optional(Type.String({ maxLength: QUESTION_CHARACTERS })),
  }),
]);

export const QueriesQuery = closed({
  agency: Type.Optional(Agency),
  state: Type.Optional(wordOf(QUERY_STATES)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: QUERIES_PAGE_AT_MOST })),
  after: Type.Optional(After),
});
export const QueriesAnswered = closed({
  queries: Type.Array(QueryAnswered),
  next: Type.Optional(Type.String()),
});

export const AnswerParams = closed({ queryId: Type.String({ pattern: '^g[0-9a-f]{16}$' }) });
export const AnswerBody = closed({
  answer: wordOf(ANSWER_WORDS, ANSWER_SAID),
  note: Type.Optional(
    Type.String({ maxLength: NOTE_CHARACTERS, description: '说明;不要写出任何个人的姓名和证件号码' }),
  ),
});
