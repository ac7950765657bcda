import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `gx_<key id>_<secret>`: the id finds the row, the secret (32 random bytes) proves possession. */
const KEY_TEXT = /^gx_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const KEY_ID_BYTES = 8;
const SECRET_BYTES = 32;
const LAST_CHARACTERS = 4;

export type NewKey = { keyId: string; text: string; secretHash: Buffer; lastFour: string };

export function makeKey(): NewKey {
  const keyId = randomBytes(KEY_ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return {
    keyId,
    text: `gx_${keyId}_${secret}`,
    secretHash: hashSecret(secret),
    lastFour: secret.slice(-LAST_CHARACTERS),
  };
}

export function readKey(text: string): { keyId: string; secretHash: Buffer } | undefined {
  const [, keyId, secret] = KEY_TEXT.exec(text) ?? [];
  return keyId === undefined || secret === undefined ? undefined : { keyId, secretHash: hashSecret(secret) };
}

/** In constant time: the answer's delay must not spell the hash. */
export function sameSecret(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A plain hash is enough here: nobody guesses 256 random bits, so there is nothing a slow one would slow down. */
function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
