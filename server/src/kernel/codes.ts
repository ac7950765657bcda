import assert from 'node:assert/strict';
import { idCardCheckCharacter, orgCodeCheckCharacter, USCC_ALPHABET, usccCheckCharacter } from './check-characters.ts';
import { isCalendarDate } from './civil-days.ts';

export { idCardCheckCharacter, orgCodeCheckCharacter, usccCheckCharacter };

/** What a code is worth before the register has been asked. */
export type CodeVerdict =
  /** Both checks hold. */
  | { kind: 'valid'; code: string }
  /** The outer check (GB 32100) holds, the inner (GB 11714) does not: accepted with the warning `uscc-body`. */
  | { kind: 'valid-outer'; code: string }
  /** Only the inner check holds: many typing errors look like this; believed only where the register holds the code. */
  | { kind: 'inner-only'; code: string }
  /** `idCard`: the text looks like a citizen's identity number and must be masked wherever it would appear. */
  | { kind: 'invalid'; code: string; error: CodeError; idCard: boolean };

export type CodeError = 'uscc-format' | 'uscc-check-digit' | 'uscc-is-id-card' | 'precision-lost';

const USCC_SHAPE = new RegExp(`^[${USCC_ALPHABET}]{18}$`);
const ORG_CODE_SHAPE = /^[0-9A-Z]{8}[0-9X]$/;
const ID_CARD_SHAPE = /^\d{17}[\dX]$/;
/** A code as nearly every file has it; nothing about it is to be normalised. */
const NORMAL_CODE = /^[0-9A-Z]*$/;
const ALL_ZEROS = /^0+$/;
const SCIENTIFIC_NOTATION = /^(\d)(?:\.(\d+))?E\+?(\d{1,3})$/;
/** A spreadsheet keeps 15 significant digits of a number; those after them have been replaced by zeros. */
const DIGITS_A_NUMERIC_CELL_KEEPS = 15;

/** The form in which codes are compared and held: NFKC, no white space or invisible characters, upper case. */
export function normaliseCode(text: string): string {
  if (NORMAL_CODE.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\p{White_Space}\p{Cf}\p{Cc}]/gu, '')
    .toUpperCase()
    .normalize('NFKC');
}

/** Judges a unified social credit code by itself, in the order of the intake rules ("Codes, in this order"). */
export function judgeUscc(text: string, options: { fromNumericCell?: boolean } = {}): CodeVerdict {
  const code = normaliseCode(text);
  if (hasLostDigits(code, options.fromNumericCell === true)) {
    return invalid(code, 'precision-lost', looksLikeIdCard(writtenOut(code)));
  }

  const wellFormed = USCC_SHAPE.test(code) && !ALL_ZEROS.test(code);
  const outer = wellFormed && usccCheckCharacter(code.slice(0, 17)) === code[17];
  const inner = wellFormed && judgeOrgCode(code.slice(8, 17)).kind === 'valid';
  if (outer && inner) return { kind: 'valid', code };
  if (looksLikeIdCard(code)) {
    const itsOwnCheckHolds = idCardCheckCharacter(code.slice(0, 17)) === code[17];
    return invalid(code, itsOwnCheckHolds ? 'uscc-is-id-card' : 'uscc-check-digit', true);
  }
  if (!wellFormed) return invalid(code, 'uscc-format', false);
  if (outer) return { kind: 'valid-outer', code };
  if (inner) return { kind: 'inner-only', code };
  return invalid(code, 'uscc-check-digit', false);
}

/**
 * Seventeen digits and a digit or X with a calendar date in positions 7-14. Neither region nor age is looked at:
 * a mistyped identity number is as private as a right one. `code` is a normalised code.
 */
export function looksLikeIdCard(code: string): boolean {
  return ID_CARD_SHAPE.test(code) && isCalendarDate(`${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}`);
}

/** Judges an organisation code 组织机构代码 (GB 11714): nine characters, the last a check; hyphens are dropped first. */
export function judgeOrgCode(text: string): { kind: 'valid'; code: string } | { kind: 'invalid' } {
  const code = normaliseCode(text).replace(/[\p{Pd}\u2212]/gu, '');
  if (!ORG_CODE_SHAPE.test(code) || ALL_ZEROS.test(code)) return { kind: 'invalid' };
  return orgCodeCheckCharacter(code.slice(0, 8)) === code[8] ? { kind: 'valid', code } : { kind: 'invalid' };
}

/**
 * A code for which both checks hold, for demonstration data and tests.
 * `first8`: authority, kind and six digits of region; `body8`: eight characters of the unified code's alphabet.
 */
export function composeUscc(first8: string, body8: string): string {
  assert.equal(first8.length, 8, 'authority, kind and region take eight characters');
  const first17 = first8 + body8 + orgCodeCheckCharacter(body8);
  return first17 + usccCheckCharacter(first17);
}

function invalid(code: string, error: CodeError, idCard: boolean): CodeVerdict {
  return { kind: 'invalid', code, error, idCard };
}

function hasLostDigits(code: string, fromNumericCell: boolean): boolean {
  if (SCIENTIFIC_NOTATION.test(code)) return true;
  const integerPart = /^\d+/.exec(code)?.[0] ?? '';
  return fromNumericCell && integerPart.length > DIGITS_A_NUMERIC_CELL_KEEPS;
}

/** 9.90100190101075E+17 still shows a birth date: written out, it is recognised for what it was. */
function writtenOut(code: string): string {
  const parts = SCIENTIFIC_NOTATION.exec(code);
  if (parts === null) return code;
  const [, first = '', fraction = '', exponent = '0'] = parts;
  return (first + fraction).padEnd(Number(exponent) + 1, '0');
}
