import { randomBytes } from 'node:crypto';

const ID_BYTES = 8;

/** Nobody guesses the query of another agency. */
export function newQueryId(): string {
  return `g${randomBytes(ID_BYTES).toString('hex')}`;
}
