import { randomBytes } from 'node:crypto';

const ID_BYTES = 8;
const TOKEN_BYTES = 32;

/** A letter that says of what, and a number nobody guesses. */
export function newId(letter: string): string {
  return `${letter}${randomBytes(ID_BYTES).toString('hex')}`;
}

/** 256 random bits: shown once, of which only the hash is kept. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}
