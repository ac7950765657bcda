import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../platform/config/secrets.ts';

type Derive = Pick<Secrets, 'derive'>;
/** Each with a key of its own: who may open what was reported cannot thereby open who reported it. */
export type Sealed = 'misconduct-content' | 'misconduct-reporter';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a value, bound to its report: a row copied to another report does not open there. */
export function sealText(secrets: Derive, what: Sealed, reportId: string, value: object): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive(what), nonce);
  cipher.setAAD(Buffer.from(`${what}/${reportId}`));
  return Buffer.concat([nonce, cipher.update(JSON.stringify(value), 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

export function openText<T>(secrets: Derive, what: Sealed, reportId: string, sealed: Buffer): T {
  const decipher = createDecipheriv(CIPHER, secrets.derive(what), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(`${what}/${reportId}`));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as T;
}
