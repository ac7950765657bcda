import assert from 'node:assert/strict';

/** GB 32100-2015: the 31 characters of a unified social credit code; the index is the value. No I, O, S, V, Z. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 11714: the characters of an organisation code's body; the index is the value. */
const ORG_CODE_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ID_CARD_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CARD_CHECK_CHARACTERS = '10X98765432';

/**
 * The 18th character of a unified social credit code (GB 32100-2015, the "outer" check).
 * The modulus 31 is prime and the weights are successive powers of 3, so it detects every substitution of one
 * character by another of the alphabet and every swap of two neighbours, the check character included.
 */
export function usccCheckCharacter(first17: string): string {
  const sum = weightedSum(first17, USCC_ALPHABET, USCC_WEIGHTS);
  return characterAt(USCC_ALPHABET, (31 - (sum % 31)) % 31);
}

/**
 * The 9th character of an organisation code (GB 11714, the "inner" check of a unified code's positions 9-17).
 * Modulo 11 over 36 values: a substitution by a value 11, 22 or 33 away (0 for B, 1 for C …) goes unseen.
 */
export function orgCodeCheckCharacter(first8: string): string {
  const check = 11 - (weightedSum(first8, ORG_CODE_ALPHABET, ORG_CODE_WEIGHTS) % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** The 18th character of a citizen's identity number (GB 11643-1999). */
export function idCardCheckCharacter(first17: string): string {
  return characterAt(ID_CARD_CHECK_CHARACTERS, weightedSum(first17, '0123456789', ID_CARD_WEIGHTS) % 11);
}

function weightedSum(characters: string, alphabet: string, weights: readonly number[]): number {
  assert.equal(characters.length, weights.length, `a check over ${weights.length} characters`);
  let sum = 0;
  for (const [position, weight] of weights.entries()) {
    const value = alphabet.indexOf(characterAt(characters, position));
    assert(value >= 0, 'every character belongs to the alphabet of its code');
    sum += weight * value;
  }
  return sum;
}

function characterAt(characters: string, position: number): string {
  const character = characters[position];
  assert(character !== undefined, 'the position lies within the text');
  return character;
}
