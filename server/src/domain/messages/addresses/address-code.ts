import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

/** Decimal digits of a code: with the tries the table allows, a guess comes off once in twenty million. */
const DIGITS = 8;
const BYTES_READ = 6;
/** How long a code confirms: a mail server may put a stranger's first mail off for hours. */
export const CODE_VALID_MS = 24 * 60 * 60_000;
/** Wrong codes until a new one must be asked for; the table holds the same. */
export const CODE_TRIES = 5;
const SPACE = /\s/g;

/**
 * The code that shows that whoever types it reads the mail of this address. It follows from the row's own number and a key
 * that is not in the database, so that it is written down nowhere: no job, row or log line holds it.
 */
export function addressCode(secrets: Secrets, addressId: string): string {
  const mac = createHmac('sha256', secrets.derive('mail-address-codes')).update(addressId).digest();
  return String(mac.readUIntBE(0, BYTES_READ) % 10 ** DIGITS).padStart(DIGITS, '0');
}

export function isAddressCode(secrets: Secrets, addressId: string, typed: string): boolean {
  const [given, right] = [Buffer.from(typed.normalize('NFKC').replace(SPACE, '')), addressCode(secrets, addressId)];
  return given.length === right.length && timingSafeEqual(given, Buffer.from(right));
}
