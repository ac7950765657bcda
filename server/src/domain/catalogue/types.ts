import { type Static, Type } from 'typebox';
import { Category } from './category-shape.ts';
import { Paper } from './paper-shape.ts';
import { RepairOfList } from './repair-shape.ts';
import { Basis, Citation, Code, MeasureTarget, RoleBar, SEVERITIES, shape, Term } from './shape-words.ts';

export * from './category-shape.ts';
export * from './paper-shape.ts';
export * from './repair-shape.ts';
export {
  Citation,
  MeasureTarget,
  OPENNESS,
  Openness,
  PERSON_IN_ROLE,
  ROLE_BARS,
  RoleBar,
  SEVERITIES,
  type Severity,
  SUBJECT_KINDS,
  SubjectKind,
  Term,
} from './shape-words.ts';

/**
 * The shapes of the catalogue: what a lawyer writes in `catalogue/`, one thing a file. Every shape refuses properties it
 * does not know, so a misspelt key is a finding of the lint and never a rule silently lost.
 */

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
  /** A court's own: it enters and strikes out by law, and an objection made here does not suspend it. */
  ofCourt: Type.Optional(Type.Boolean()),
  /** Longest term counted from the date of the decision; left out where the list ends by condition only. */
  term: Type.Optional(Term),
  /** How grave an entry is, for the time before repair its notice tells of; left out where it is serious. */
  severity: Type.Optional(Type.Enum(SEVERITIES)),
  exit: Type.String({ maxLength: 400 }),
  repair: Type.Optional(RepairOfList),
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
  /** Categories of lists: while an entry of one is in force, nothing follows from this trigger. Of favourable ones only. */
  lapsesOn: Type.Optional(Type.Array(Code, { minItems: 1, maxItems: 8 })),
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
  targets: Type.Array(MeasureTarget, { minItems: 1 }),
  /** What a person named in role may not be or do; asked for where the target is `person-in-role`, and nowhere else. */
  roleBar: Type.Optional(RoleBar),
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

/** Who may name a purpose: officials and their systems, an organisation's user, a bank's system, a natural person. */
export const PURPOSE_HOLDERS = ['agency', 'organisation', 'bank', 'person'] as const;
export type PurposeHolder = (typeof PURPOSE_HOLDERS)[number];

/** A purpose 用途: why somebody looks at what is not public. The code of every matter is one as well. */
export const Purpose = shape({
  code: Code,
  name: Type.String({ maxLength: 60 }),
  basis: Basis,
  for: Type.Array(Type.Enum(PURPOSE_HOLDERS), { minItems: 1 }),
  /** Codes that callers used for it before codes were listed. */
  aliases: Type.Optional(Type.Array(Code, { maxItems: 8 })),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Purpose = Static<typeof Purpose>;

/**
 * What the State Council's notice for a year gives off, and the weekend days it has worked, with whatever later notice
 * changed it. A day of 29-31 December that a notice moves stands with the notice: in the file of the year after.
 */
export const Calendar = shape({
  year: Type.Integer({ minimum: 2000, maximum: 2100 }),
  source: Type.String({ maxLength: 120 }),
  note: Type.Optional(Type.String({ maxLength: 400 })),
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
      unit: Type.Enum(['days', 'working-days', 'months', 'subjects', 'characters', 'percent']),
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
  purposes: Purpose,
  papers: Paper,
} as const;
export type EntryKind = keyof typeof SHAPES;

/** Folder of `catalogue/` -> what a file in it holds. */
export type ShapeOf = { [Kind in EntryKind]: Static<(typeof SHAPES)[Kind]> };
