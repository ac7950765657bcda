import { type Static, type TSchema, Type } from 'typebox';
import { ROLE_BARS } from '../catalogue/index.ts';
import { IDENTIFIER_KINDS } from '../subjects/index.ts';
import { CODE_CHARACTERS, NAME_CHARACTERS, SUBJECTS_A_CHECK } from './asked.ts';
import { APPROVER_CHARACTERS, OUTCOMES, OUTCOMES_A_FEEDBACK, REASON_CHARACTERS } from './give-feedback.ts';
import { AUTHORISATION_CHARACTERS, ID_NUMBER_CHARACTERS } from './persons/asked-persons.ts';
import { VERDICTS } from './verdict.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** Text or null as one type list: a union would be tried branch by branch for every value that goes out. */
const TextOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] });
/** Word lists go out as text: they are ours, and comparing each with its list again costs and proves nothing. */
const wordOf = <W extends string>(words: readonly W[]) => Type.Unsafe<W>({ type: 'string', enum: [...words] });

const Input = closed({
  code: Type.Optional(Type.String({ maxLength: CODE_CHARACTERS, description: '统一社会信用代码或主体的其他编号' })),
  name: Type.Optional(Type.String({ maxLength: NAME_CHARACTERS, description: '名称全称；核查自然人时为姓名' })),
  idKind: Type.Optional(Type.Enum(IDENTIFIER_KINDS, { description: '证件种类，默认 resident-id' })),
  idNumber: Type.Optional(
    Type.String({
      maxLength: ID_NUMBER_CHARACTERS,
      description: '自然人的证件号码，须与 name、authorisation 同时填写',
    }),
  ),
  authorisation: Type.Optional(
    Type.String({ maxLength: AUTHORISATION_CHARACTERS, description: '本人书面授权或者法定事由的文书号' }),
  ),
});

const Organisation = closed({
  subjectId: Type.String(),
  code: TextOrNull,
  name: Type.String(),
  kind: Type.String({ description: '主体类型' }),
});

const Coverage = closed({
  source: Type.String({ description: '信息类别' }),
  asOf: Type.Unsafe<string | null>({
    type: ['string', 'null'],
    description: '该来源的数据截至哪一天；从未报送为 null',
  }),
});

const MeasureInForce = closed({
  measure: Type.String(),
  name: Type.String(),
  direction: wordOf(['restriction', 'incentive']),
  effect: wordOf(['must', 'may']),
  clause: Type.String({ description: '依据：文件代码#条款' }),
  decision: closed({ recordId: Type.String(), documentNo: TextOrNull }),
  authority: Type.String({ description: '作出决定的机关' }),
  authorityName: TextOrNull,
  from: Type.String(),
  until: TextOrNull,
  role: Type.Optional(wordOf(ROLE_BARS)),
  suspended: Type.Optional(Type.Unsafe<true>({ type: 'boolean', description: '异议核实期间暂停，不得执行' })),
  relief: Type.Optional(
    closed({
      documentNo: Type.String(),
      act: Type.String({ description: '准予办理的一项行为' }),
      until: Type.String({ description: '准予到哪一天' }),
    }),
  ),
});

const Result = closed({
  input: closed({
    code: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    person: Type.Optional(Type.Unsafe<true>({ type: 'boolean', description: '所核查的是自然人，不回显其号码和姓名' })),
  }),
  subject: Type.Unsafe<Static<typeof Organisation> | null>({ ...Organisation, type: ['object', 'null'] }),
  known: wordOf(['registered', 'provisional', 'unknown']),
  status: TextOrNull,
  verdict: wordOf(VERDICTS),
  coverage: Type.Array(Coverage),
  measures: Type.Array(MeasureInForce),
  feedbackToken: Type.Optional(Type.String({ description: '反馈执行情况时使用' })),
  reason: Type.Optional(Type.String({ description: '未能识别主体的原因' })),
  candidates: Type.Optional(Type.Array(Organisation)),
});

export const CheckBody = closed({
  matter: Type.String({ maxLength: 64, description: '事项，即核查用途' }),
  requestRef: Type.Optional(Type.String({ maxLength: 256, description: '办件编号；一次核查多个主体时必填' })),
  subjects: Type.Array(Input, { minItems: 1, maxItems: SUBJECTS_A_CHECK }),
});

export const CheckAnswered = closed({
  checkId: Type.String(),
  answeredAt: Type.String(),
  results: Type.Array(Result),
});

export const FeedbackParams = closed({ checkId: Type.String({ maxLength: 64 }) });

export const FeedbackBody = closed({
  token: Type.String({ minLength: 1, maxLength: 64 }),
  outcomes: Type.Array(
    closed({
      measure: Type.String({ maxLength: 64 }),
      outcome: Type.Union(OUTCOMES.map((outcome) => Type.Literal(outcome))),
      reason: Type.Optional(Type.String({ maxLength: REASON_CHARACTERS })),
      approvedBy: Type.Optional(Type.String({ maxLength: APPROVER_CHARACTERS })),
    }),
    { minItems: 1, maxItems: OUTCOMES_A_FEEDBACK },
  ),
});

export const FeedbackAnswered = closed({
  checkId: Type.String(),
  recorded: Type.Integer({ description: '本次记下的措施数' }),
  repeated: Type.Integer({ description: '与先前反馈相同的措施数' }),
});
