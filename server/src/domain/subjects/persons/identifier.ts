import { idCardCheckCharacter, looksLikeIdCard, normaliseCode } from '../../../kernel/codes.ts';

/** Numbers by which a natural person is known; words of `person_identity`. */
export const IDENTIFIER_KINDS = [
  'resident-id',
  'passport',
  'hong-kong-macao-permit',
  'taiwan-permit',
  'foreign-permanent-id',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export type PersonIdentifier = { kind: IdentifierKind; number: string };

const OLD_RESIDENT_ID = /^\d{15}$/;
const CENTURY_OF_OLD_NUMBERS = '19';
const OTHER_NUMBER = /^[0-9A-Z]{5,20}$/;
const JOINTS = /[\p{Pd}\u2212.·_]/gu;

/**
 * The one form of a number, whatever the groups, width or case it came in; a resident number of 15 digits becomes the 18
 * of GB 11643, so that one person has one index. Null where it cannot be such a number.
 */
export function normalNumber({ kind, number }: PersonIdentifier): string | null {
  const written = normaliseCode(number).replace(JOINTS, '');
  if (kind !== 'resident-id') return OTHER_NUMBER.test(written) ? written : null;
  const first17 = OLD_RESIDENT_ID.test(written)
    ? written.slice(0, 6) + CENTURY_OF_OLD_NUMBERS + written.slice(6)
    : written.slice(0, 17);
  if (!/^\d{17}$/.test(first17)) return null;
  const whole = first17 + idCardCheckCharacter(first17);
  if (!looksLikeIdCard(whole)) return null;
  return OLD_RESIDENT_ID.test(written) || written === whole ? whole : null;
}
