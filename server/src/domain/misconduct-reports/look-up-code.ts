import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Neither 0 and O nor 1, I and L: it is read from paper, and over the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CHARACTERS = 20;
const GROUP = 4;
export const LOOK_UP_CODE_CHARACTERS = 40;

/** What a reporter reads the state with: some 99 random bits in groups of four. Shown once; only its hash is held. */
export function makeLookUpCode(): { code: string; hash: Buffer } {
  const characters = Array.from({ length: CHARACTERS }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const code = characters.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? characters;
  return { code, hash: hashLookUpCode(code) };
}

/** However it was typed: small letters, without hyphens, with spaces. */
export function hashLookUpCode(typed: string): Buffer {
  const folded = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(folded).digest();
}

export function isLookUpCode(typed: string, hash: Buffer): boolean {
  return timingSafeEqual(hashLookUpCode(typed), hash);
}
