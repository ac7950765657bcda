import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { IdentifierKind } from '../../subjects/index.ts';

/** Who a person named in a case is. Sealed wherever it lies; never in a URL, an entry, a deed, a log line or an answer. */
export type NamedIdentity = { kind: IdentifierKind; number: string; name: string };

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'case-person';

/** Seals an identity, bound to its place: a row copied to another case, or to another number, does not open there. */
export function sealIdentity(secrets: Pick<Secrets, 'derive'>, place: string, identity: NamedIdentity): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive(PURPOSE), nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(JSON.stringify(identity), 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

export function openIdentity(secrets: Pick<Secrets, 'derive'>, place: string, sealed: Buffer): NamedIdentity {
  const decipher = createDecipheriv(CIPHER, secrets.derive(PURPOSE), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as NamedIdentity;
}

export const placeOfPerson = (caseId: string, personNo: number): string => `${caseId}/person/${personNo}`;
