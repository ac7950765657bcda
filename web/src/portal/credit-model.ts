/** 我的信用: what an organisation may have repaired, from when, its objections, and what of it was wrong. */

export type CreditPage = {
  page: 'credit';
  name: string;
  asOf: string;
  /** What everybody reads about it. */
  publicPage: string;
  repairs: OwnRepair[];
  /** More records than are looked at in one question. */
  moreRepairs: boolean;
  objections: OwnObjection[];
  /** What everybody saw and proved wrong. */
  corrections: OwnCorrection[];
  /** What may be objected to here: the records everybody reads. */
  records: { recordId: string; label: string }[];
  /** What was typed, after something of it could not be taken. */
  given: { recordId?: string; about?: string; grounds?: string };
  problem?: string;
};

export type OwnRepair = {
  label: string;
  agencyName: string;
  /** From when, or why not. */
  says: string;
  missing: string[];
};

export type OwnObjection = {
  caseId: string;
  label: string;
  agencyName: string;
  filedOn: string;
  stateName: string;
  /** Whether measures stand still meanwhile, and why not. */
  effect: string;
  dueOn?: string;
  overdue: boolean;
  outcome?: string;
  /** What was issued to it, as PDF. */
  papers: { href: string; label: string }[];
  /** The record stays: the organisation may put a word beside it. */
  mayState: boolean;
};

export type OwnCorrection = {
  recordId: string;
  label: string;
  /** What became of it, and when. */
  says: string;
  /** Whether everybody is told, and until when. */
  notice: string;
  /** The organisation agreed; it may take its word back. */
  agreed: boolean;
};

/** What may be said to be wrong, as the form asks it. */
export const OBJECTION_ABOUT = {
  facts: '内容与决定书不一致',
  attribution: '不是本单位的信息',
  term: '公示期限有误',
  identity: '名称或者代码有误',
} as const;

/** Characters of the texts of the forms. */
export const GROUNDS_AT_MOST = 1_000;
export const STATEMENT_AT_MOST = 500;
