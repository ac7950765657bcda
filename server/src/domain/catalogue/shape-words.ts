import { type Static, Type } from 'typebox';

/** Words the shapes of the catalogue share: codes, citations, terms, kinds of subject, openness. */

/** An object that refuses properties it does not know: a misspelt key is a finding, never a rule silently lost. */
export const shape = <P extends Record<string, import('typebox').TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** A code of the catalogue: lower-case words joined by hyphens; the file's name without its ending. */
export const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });

/** Where a rule comes from: `instrument#article`, and whether an operator has checked it against the text. */
export const Citation = shape({
  clause: Type.String({ pattern: '^[a-z0-9-]+#.+$', maxLength: 120 }),
  verified: Type.Boolean(),
});
export type Citation = Static<typeof Citation>;
export const Basis = Type.Array(Citation, { minItems: 1, maxItems: 12 });

/** A length of time in whole units; exactly one unit is meant to be given. */
export const Term = shape({
  years: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  months: Type.Optional(Type.Integer({ minimum: 1, maximum: 1200 })),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 36500 })),
});
export type Term = Static<typeof Term>;

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

/**
 * Whom a measure may be for besides: a natural person whom a listing decision names for an own act in an own term of
 * office (boundary 2 and 4). A word of measures alone; no category, list or register can take it.
 */
export const PERSON_IN_ROLE = 'person-in-role';
export const MeasureTarget = Type.Enum([...SUBJECT_KINDS, PERSON_IN_ROLE]);
export type MeasureTarget = Static<typeof MeasureTarget>;

/** All that a measure may do to a person: bar from one role. Travel, spending, home and school have no word here. */
export const ROLE_BARS = [
  'legal-representative', // 法定代表人、董事、监事、高级管理人员
  'practise-in-sector', //   在本行业从业
] as const;
export const RoleBar = Type.Enum(ROLE_BARS);
export type RoleBar = Static<typeof RoleBar>;

/** Openness 公开属性: who may see a field or a category at most. */
export const OPENNESS = ['public', 'government', 'authorised'] as const;
export const Openness = Type.Enum(OPENNESS);
export type Openness = Static<typeof Openness>;

/** Classes of severity 失信严重程度, from the mildest. */
export const SEVERITIES = ['minor', 'general', 'serious'] as const;
export type Severity = (typeof SEVERITIES)[number];
