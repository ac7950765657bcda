/** What is wrong, or worth knowing, about one row. */
export type Finding = {
  /** Position of the column in the sender's table; findings are told in column order. */
  at: number;
  /** The heading as the sender wrote it. */
  column: string;
  code: RowErrorCode | UnresolvedCode | WarningCode;
  message: string;
};

/** Breaks a rule: the row is rejected. */
export type RowErrorCode =
  | 'required'
  | 'too-long'
  | 'bad-date'
  | 'date-in-future'
  | 'date-order'
  | 'bad-enum'
  | 'bad-amount'
  | 'amount-required'
  | 'amount-unit'
  | 'uscc-format'
  | 'uscc-check-digit'
  | 'uscc-is-id-card'
  | 'agency-code'
  | 'subject-kind'
  | 'out-of-catalogue'
  | 'natural-person-not-allowed'
  | 'precision-lost'
  | 'formula'
  | 'encoding'
  | 'withdrawn-fact'
  | 'not-returned'
  | 'list-by-casework';

/** Lawful, but a person must say whose record it is or which version holds. */
export type UnresolvedCode = 'name-mismatch' | 'no-code' | 'near-miss' | 'stale-version' | 'after-withdrawal';

export type WarningCode =
  | 'authority-kind'
  | 'legacy-nonconforming'
  | 'uscc-body'
  | 'amount-differs'
  | 'decided-before-founding'
  | 'other-unnamed';

/** Column positions for what belongs to no column of the table, such as a column that is missing. */
export const AFTER_ALL_COLUMNS = 10_000;

export const inColumnOrder = (findings: readonly Finding[]): Finding[] =>
  findings.length < 2 ? [...findings] : [...findings].sort((a, b) => a.at - b.at);
