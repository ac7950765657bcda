import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'mail-addresses';

/** Sealed under a key that is not in the database and bound to its row: moved to another account it opens nothing. */
export function sealAddress(secrets: Secrets, addressId: string, address: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive(PURPOSE), nonce);
  cipher.setAAD(Buffer.from(addressId));
  return Buffer.concat([nonce, cipher.update(address, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

export function openAddress(secrets: Secrets, addressId: string, sealed: Buffer): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, secrets.derive(PURPOSE), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(addressId));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
