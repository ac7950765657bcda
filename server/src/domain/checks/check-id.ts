import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 10;
const MILLISECOND_DIGITS = 12;
/** Random numbers are fetched for many ids at once: asking for ten bytes costs as much as asking for thousands. */
const IDS_A_DRAW = 256;

let drawn = Buffer.alloc(0);
let used = 0;

/** A UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. Later checks have greater ids. */
export function newCheckId(now: Date): string {
  if (used >= drawn.length) {
    drawn = randomBytes(RANDOM_BYTES * IDS_A_DRAW);
    used = 0;
  }
  const random = drawn.toString('hex', used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  const time = now.getTime().toString(16).padStart(MILLISECOND_DIGITS, '0');
  const variant = ((Number.parseInt(random.charAt(4), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`;
}

/** The least id that a check of this moment or a later one can have: ids are read by stretches of time with it. */
export function checkIdsFrom(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(MILLISECOND_DIGITS, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
