import { randomBytes } from 'node:crypto';

const ID_BYTES = 8;

/** `m` for a message, `e` for a mail address; nobody guesses the next one. */
export function newId(letter: 'm' | 'e'): string {
  return `${letter}${randomBytes(ID_BYTES).toString('hex')}`;
}
