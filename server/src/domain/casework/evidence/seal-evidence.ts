import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'case-evidence';

/** Seals a file, bound to its place: a row copied to another case does not open there. */
export function sealEvidence(secrets: Pick<Secrets, 'derive'>, place: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive(PURPOSE), nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

export function openEvidence(secrets: Pick<Secrets, 'derive'>, place: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, secrets.derive(PURPOSE), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)), decipher.final()]);
}

export const placeOfEvidence = (caseId: string, evidenceNo: number): string => `${caseId}/${evidenceNo}`;
