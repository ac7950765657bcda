import { type Static, Type } from 'typebox';

/**
 * The shapes of the catalogue: what a lawyer writes in `catalogue/`, one thing a file. Every shape refuses properties it
 * does not know, so a misspelt key is a finding of the lint and never a rule silently lost.
 */

const shape = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** A code of the catalogue: lower-case words joined by hyphens; the file's name without its ending. */
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });

/** Where a rule comes from: `instrument#article`, and whether an operator has checked it against the text. */
export const Citation = shape({
  clause: Type.String({ pattern: '^[a-z0-9-]+#.+$', maxLength: 120 }),
  verified: Type.Boolean(),
});
export type Citation = Static<typeof Citation>;
const Basis = Type.Array(Citation, { minItems: 1, maxItems: 12 });

/** A length of time in whole units; exactly one unit is meant to be given. */
export const Term = shape({
  years: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 1200 })),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36500 })),
});
export type Term = Static<typeof Term>;

/** Legal ranks from highest to lowest; the lint compares them by their order here. */
export const RANKS = [
  'law',
  'administrative-regulation',
  'central-document',
  'local-regulation',
  'judicial-interpretation',
  'department-rule',
  'normative-document',
  'standard',
] as const;

export const Instrument = shape({
  code: Code,
  title: Type.String({ maxLength: 120 }),
  number: Type.Optional(Type.String({ maxLength: 80 })),
  issuer: Type.String({ maxLength: 80 }),
  rank: Type.Enum(RANKS),
  level: Type.Enum(['national', 'province', 'city']),
  issuedOn: Type.Optional(Type.String({ format: 'date' })),
  inForceFrom: Type.String({ format: 'date' }),
  inForceTo: Type.Optional(Type.String({ format: 'date' })),
  repealedBy: Type.Optional(Code),
  publishedAt: Type.Optional(Type.String({ maxLength: 200 })),
  note: Type.Optional(Type.String({ maxLength: 400 })),
  verified: Type.Boolean(),
});
export type Instrument = Static<typeof Instrument>;

/**
 * Kinds of subject. A natural person is deliberately not among them: `boundary` limits 1 to 3 are kept by the absence of
 * the word, so a catalogue item that asks for one cannot load.
 */
export const SUBJECT_KINDS = [
  'enterprise', //                企业法人
  'unincorporated-enterprise', // 非法人企业: partnerships, sole proprietorships, branches
  'individual-business', //       个体工商户
  'cooperative', //               农民专业合作社
  'organ', //                     机关
  'institution', //               事业单位
  'social-organisation', //       社会团体、民办非企业单位、基金会
  'village-collective', //        农村集体经济组织
  'other-organisation',
] as const;
export const SubjectKind = Type.Enum(SUBJECT_KINDS);
export type SubjectKind = Static<typeof SubjectKind>;

/** Openness 公开属性: who may see a field or a category at most. */
export const OPENNESS = ['public', 'government', 'authorised'] as const;
export const Openness = Type.Enum(OPENNESS);
export type Openness = Static<typeof Openness>;

/**
 * How we know a column: nothing here was read in the official annexes, so the tag tells an operator how much to check.
 * - `seen`: in published material or in code that implements the standard
 * - `remembered`: from memory of the standard
 * - `local-document`: asked for by a local government's plan
 * - `own`: this platform's design, where no standard names the column
 */
export const SOURCE_TAGS = ['seen', 'remembered', 'local-document', 'own'] as const;
export type SourceTag = (typeof SOURCE_TAGS)[number];

/**
 * One column of a category.
 *
 * `codes` are the field codes of the exchange standard, new and old; `A+B` joins two old columns. `requiredIf` and every
 * other condition is CEL over the field ids of the row (absent values are null, absent enum sets empty lists, amounts
 * doubles in yuan, dates texts `YYYY-MM-DD`; a comparison with null is false). `type`:
 * - `text`; `date`; `year` (four digits; where a window or a trigger starts from a year, it starts on its 31 December)
 * - `term-end`: a date, or 长期, 2099/12/31, a dash or nothing for "without end": `required` then asks for the column
 *   only, and `requiredIf: 'true'` for an end in every row
 * - `amount`: `unit` is the unit of the column where its heading names none; held in yuan
 * - `enum`, `enum-set`: terms of `of`; with `other: true` also 其他 joined to a text
 * - `agency-code`: 统一社会信用代码 of an authority; `subject-code`: of the party
 * - `dropped`: recognised so that it is not called unknown, and never held (identity numbers of representatives)
 */
export const Field = shape({
  id: Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 40 }),
  name: Type.String({ maxLength: 60 }),
  aliases: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 })),
  codes: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z0-9_]+(\\+[A-Z0-9_]+)*$' }), { maxItems: 8 })),
  type: Type.Enum([
    'text',
    'date',
    'year',
    'term-end',
    'amount',
    'enum',
    'enum-set',
    'agency-code',
    'subject-code',
    'dropped',
  ]),
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  unit: Type.Optional(Type.Enum(['元', '万元'])),
  of: Type.Optional(Type.String({ maxLength: 40 })),
  other: Type.Optional(Type.Boolean()),
  required: Type.Optional(Type.Boolean()),
  requiredIf: Type.Optional(Type.String({ maxLength: 400 })),
  /** The error code of an empty cell under `requiredIf`; `required` unless said. */
  requiredCode: Type.Optional(Type.String({ maxLength: 40 })),
  forbiddenIf: Type.Optional(Type.String({ maxLength: 400 })),
  notAfterToday: Type.Optional(Type.Boolean()),
  notBefore: Type.Optional(Type.String({ maxLength: 40 })),
  /** The text field in which this amount must be named; a factor of 10,000 apart is `amount-unit`. */
  agreesWith: Type.Optional(Type.String({ maxLength: 40 })),
  /** false: identifies the party or the export, and is no fact of the record when versions are compared. */
  fact: Type.Optional(Type.Boolean()),
  openness: Type.Optional(Openness),
  publish: Type.Optional(Type.Enum(['shown', 'masked', 'hidden'])),
  /** Where we know the column from, a tag of `SOURCES`; that of the category unless said. */
  source: Type.Optional(Type.Enum(SOURCE_TAGS)),
});
export type Field = Static<typeof Field>;

/** An edition of the exchange standard whose files look different. */
export const Edition = shape({
  code: Code,
  /** Any of these columns tells the edition. */
  knownBy: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1 }),
  /** Field ids this edition never had, or not in every file: their absence refuses nothing, and no row needs them. */
  lacks: Type.Array(Type.String({ maxLength: 40 })),
  /** Field id to the enumeration by which this edition's values are read, where it is not the field's own. */
  reads: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z][A-Za-z0-9]*$' }), Code)),
});
export type Edition = Static<typeof Edition>;

/** Where an effect starts and how it ends. Exactly one of the ends is given. */
export const Window = shape({
  /** Field id of the first day; the decision's date unless said. */
  from: Type.String({ maxLength: 40 }),
  until: Type.Union([
    /** the last day named in this field; without end where the field is empty, unless `else` bounds it */
    shape({ field: Type.String({ maxLength: 40 }), else: Type.Optional(Term), atMost: Type.Optional(Term) }),
    /** a term counted from `from` */
    shape({ term: Term }),
    /** by the class of severity, see `Severity` */
    shape({ severity: Type.Literal(true) }),
    /** ends by condition: leaves when not reconfirmed by the authority within the interval */
    shape({ condition: Type.String({ maxLength: 200 }), reconfirmWithin: Term, field: Type.Optional(Type.String()) }),
    /** a fact without end, such as a registration */
    shape({ endless: Type.Literal(true) }),
  ]),
});
export type Window = Static<typeof Window>;

/** `onlyIf`: CEL over the row; a row for which it does not hold is never public, whatever the window says. */
export const Publicity = shape({
  ...Window.properties,
  onlyIf: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Publicity = Static<typeof Publicity>;

export const Category = shape({
  code: Code,
  name: Type.String({ maxLength: 40 }),
  /** Number and name in the national catalogue of public credit information. */
  national: shape({ number: Type.Integer({ minimum: 1, maximum: 20 }), name: Type.String({ maxLength: 40 }) }),
  /** mixed: adverse are the rows for which `adverseWhen` holds, CEL over the row. */
  nature: Type.Enum(['neutral', 'favourable', 'adverse', 'mixed']),
  adverseWhen: Type.Optional(Type.String({ maxLength: 400 })),
  basis: Basis,
  /** The source of every field that names none of its own. */
  source: Type.Optional(Type.Enum(SOURCE_TAGS)),
  subjects: Type.Array(SubjectKind, { minItems: 1 }),
  /** register: rows create and rename subjects. list: rows come only from the authority that decides that list. */
  role: Type.Optional(Type.Enum(['register', 'list'])),
  submittedBy: Type.String({ maxLength: 120 }),
  /** Field ids beside the category, the deciding authority and the subject, which always count unless `keyOmits`. */
  naturalKey: Type.Array(Type.String({ maxLength: 40 })),
  keyOmits: Type.Optional(Type.Array(Type.Literal('decidedBy'))),
  openness: Openness,
  publishWithinWorkingDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  /** When anybody may see it. Left out: never public. */
  publicity: Type.Optional(Publicity),
  /** When the government may share and use it. */
  use: Window,
  /** Which fields say what: the engine knows these words only. */
  identifies: shape({
    name: Type.String(),
    code: Type.String(),
    /** 组织机构代码 and older numbers of the party, by kind */
    orgCode: Type.Optional(Type.String()),
    oldNumbers: Type.Optional(Type.Array(Type.String())),
    /** 类别 of the party, and the numbers whose presence makes the row one of a natural person */
    partyKind: Type.Optional(Type.String()),
    personNumbers: Type.Optional(Type.Array(Type.String())),
  }),
  decides: shape({
    code: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    documentNo: Type.Optional(Type.String()),
    on: Type.Optional(Type.String()),
    validFrom: Type.Optional(Type.String()),
    validUntil: Type.Optional(Type.String()),
    list: Type.Optional(Type.String()),
    severity: Type.Optional(Type.String()),
    /** 当前状态: an enumeration whose terms mean in-force, revoked, disputed or other */
    status: Type.Optional(Type.String()),
    /** 送达日期: the day the decision was served on the party */
    servedOn: Type.Optional(Type.String()),
  }),
  /** register only: which fields feed the subject */
  registers: Type.Optional(
    shape({
      kind: Type.String(),
      foundedOn: Type.Optional(Type.String()),
      status: Type.Optional(Type.String()),
      region: Type.Optional(Type.String()),
    }),
  ),
  editions: Type.Optional(Type.Array(Edition)),
  fields: Type.Array(Field, { minItems: 1, maxItems: 80 }),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Category = Static<typeof Category>;

/** An enumeration 代码集: terms longest first matter to the reader, so order here is free. */
export const Enumeration = shape({
  code: Code,
  name: Type.String({ maxLength: 40 }),
  basis: Type.Optional(Basis),
  terms: Type.Array(
    shape({
      term: Type.String({ maxLength: 60 }),
      /** other spellings and number codes that mean the term */
      aliases: Type.Optional(Type.Array(Type.String({ maxLength: 60 }))),
      /** what the term means to the engine, such as a kind of subject */
      means: Type.Optional(Type.String({ maxLength: 40 })),
    }),
    { minItems: 1 },
  ),
});
export type Enumeration = Static<typeof Enumeration>;

/** Classes of severity 失信严重程度 with the national windows, and per authority which decisions fall in which class. */
export const SEVERITIES = ['minor', 'general', 'serious'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const SeverityTable = shape({
  code: Code,
  name: Type.String({ maxLength: 60 }),
  category: Code,
  /** Codes of authorities this table is for; left out: all that have none of their own. */
  authorities: Type.Optional(Type.Array(Type.String())),
  basis: Basis,
  windows: shape({
    minor: shape({ published: Type.Boolean(), min: Type.Optional(Term), max: Term }),
    general: shape({ published: Type.Boolean(), min: Term, max: Term }),
    serious: shape({ published: Type.Boolean(), min: Term, max: Term }),
  }),
  /** First rule that holds decides; none: the decision cannot be classed, is not published and waits. */
  rules: Type.Array(
    shape({
      when: Type.String({ maxLength: 600 }),
      class: Type.Enum(SEVERITIES),
      basis: Basis,
    }),
    { minItems: 1 },
  ),
});
export type SeverityTable = Static<typeof SeverityTable>;

/** A list that exists by law: who decides it, how long it lasts, how one leaves. */
export const List = shape({
  code: Code,
  name: Type.String({ maxLength: 60 }),
  aliases: Type.Optional(Type.Array(Type.String({ maxLength: 60 }))),
  category: Code,
  basis: Basis,
  /** authority: arrives by intake from the agency registered for it. office: decided here, by casework only. */
  decidedBy: Type.Enum(['authority', 'office']),
  authority: Type.String({ maxLength: 60 }),
  /** Longest term counted from the date of the decision; left out where the list ends by condition only. */
  term: Type.Optional(Term),
  exit: Type.String({ maxLength: 400 }),
  notice: shape({ required: Type.Boolean(), daysToAnswer: Type.Optional(Type.Integer()), basis: Type.Optional(Basis) }),
  hearing: Type.String({ maxLength: 200 }),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type List = Static<typeof List>;

/** What a record must be for measures to follow from it, and for how long: data over any category. */
export const Trigger = shape({
  code: Code,
  name: Type.String({ maxLength: 80 }),
  category: Code,
  basis: Basis,
  /** CEL over the record's fields; `listCode` is the code of its list. */
  when: Type.String({ maxLength: 600 }),
  /** Only adverse rows meet it: asked for where a restriction follows from a category of mixed nature. */
  adverseOnly: Type.Optional(Type.Boolean()),
  from: Type.String({ maxLength: 40 }),
  until: Type.Union([
    shape({ lookBack: Term }),
    shape({ field: Type.String(), atMost: Type.Optional(Term) }),
    shape({ condition: Type.Literal(true) }),
  ]),
  endsOnRepair: Type.Boolean(),
});
export type Trigger = Static<typeof Trigger>;

/** A measure 措施: what an approval desk must or may do, on which clause. */
export const Measure = shape({
  code: Code,
  name: Type.String({ maxLength: 80 }),
  direction: Type.Enum(['restriction', 'incentive']),
  /** A: reduces rights or adds duties; B: management without reducing rights; C: by non-public bodies, voluntary. */
  type: Type.Optional(Type.Enum(['A', 'B', 'C'])),
  basis: Basis,
  matters: Type.Array(Code, { minItems: 1 }),
  targets: Type.Array(SubjectKind, { minItems: 1 }),
  /** Who carries it out. */
  authority: Type.String({ maxLength: 80 }),
  /** Each binding says which trigger brings the measure, whether it must or may be taken, and on which clause. */
  triggers: Type.Array(
    shape({
      trigger: Code,
      effect: Type.Enum(['must', 'may']),
      clause: Citation,
    }),
    { minItems: 1 },
  ),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Measure = Static<typeof Measure>;

/** A matter 事项: what an applicant asks a desk for, and which sources must be current before `clear` may be said. */
export const Matter = shape({
  code: Code,
  name: Type.String({ maxLength: 60 }),
  basis: Basis,
  sources: Type.Array(shape({ category: Code, maxAge: Term }), { minItems: 1 }),
});
export type Matter = Static<typeof Matter>;

/** Days the State Council moved: holidays on working days, and weekend days worked. */
export const Calendar = shape({
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  source: Type.String({ maxLength: 120 }),
  holidays: Type.Array(Type.String({ format: 'date' })),
  workdays: Type.Array(Type.String({ format: 'date' })),
  verified: Type.Boolean(),
});
export type Calendar = Static<typeof Calendar>;

/** Figures that law or boundary leave to data: how many days, months or subjects. `FIGURES` says which the engine knows. */
export const Policy = shape({
  code: Code,
  name: Type.String({ maxLength: 60 }),
  basis: Basis,
  figures: Type.Array(
    shape({
      figure: Type.String({ maxLength: 60 }),
      value: Type.Integer({ minimum: 0, maximum: 100_000 }),
      unit: Type.Enum(['days', 'working-days', 'months', 'subjects']),
      name: Type.String({ maxLength: 80 }),
    }),
    { minItems: 1 },
  ),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Policy = Static<typeof Policy>;

/** Folder of `catalogue/` -> shape of the files in it. */
export const SHAPES = {
  instruments: Instrument,
  categories: Category,
  enumerations: Enumeration,
  severity: SeverityTable,
  lists: List,
  triggers: Trigger,
  measures: Measure,
  matters: Matter,
  calendars: Calendar,
  policies: Policy,
} as const;
export type EntryKind = keyof typeof SHAPES;

/** Folder of `catalogue/` -> what a file in it holds. */
export type ShapeOf = { [Kind in EntryKind]: Static<(typeof SHAPES)[Kind]> };
