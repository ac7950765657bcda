import { type Static, Type } from 'typebox';
import { REPAIR_PROOFS, RepairOfCategory } from './repair-shape.ts';
import { Basis, Code, Openness, SubjectKind, shape, Term } from './shape-words.ts';

/** The shape of a category: its columns, who says what, and how long it is shown and used. */

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

/** How long after its end a record is kept, before it is deleted. */
export const Retention = shape({ afterEnd: Term, basis: Basis });
export type Retention = Static<typeof Retention>;

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
  /**
   * The matters under which an organisation is checked before a decision of this category is made for it; any of them will
   * do. Left out: nothing is granted to anybody by such a decision, or nobody has to check before it.
   */
  checkedUnder: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: 8 })),
  /** When anybody may see it. Left out: never public. */
  publicity: Type.Optional(Publicity),
  /** When the government may share and use it. */
  use: Window,
  /** Left out: as the policy `keptAfterEndMonths` says. */
  retention: Type.Optional(Retention),
  /** How an adverse row of it is repaired 信用修复. Left out: there is nothing to repair. */
  repair: Type.Optional(RepairOfCategory),
  /** What a row of it proves for the repair of another record of the same organisation; CEL over the row. */
  proves: Type.Optional(
    Type.Array(shape({ what: Type.Enum(REPAIR_PROOFS), when: Type.String({ maxLength: 400 }) }), {
      minItems: 1,
      maxItems: 8,
    }),
  ),
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
