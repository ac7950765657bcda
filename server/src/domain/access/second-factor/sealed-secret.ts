import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Sealed under a key that is not in the database and bound to its authenticator (ASVS 5.0, 11.3): moved to another row it opens nothing. */
export function sealSecret(secrets: Secrets, authenticatorId: string, secret: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive('authenticators'), nonce);
  cipher.setAAD(Buffer.from(authenticatorId));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

export function openSecret(secrets: Secrets, authenticatorId: string, sealed: Buffer): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, secrets.derive('authenticators'), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(authenticatorId));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
