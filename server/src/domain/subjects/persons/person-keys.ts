import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { IdentifierKind } from './identifier.ts';

/** What the rows of `person_key` say: the version by which new rows are sealed and indexed. */
export type KeyVersions = { seal: number; index: number };
type Derive = Pick<Secrets, 'derive'>;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FIRST_VERSION = 1;

export async function keyVersions(db: Queryable): Promise<KeyVersions> {
  const { rows } = await db.query<KeyVersions>(
    `select coalesce(max(version) filter (where purpose = 'seal'), ${FIRST_VERSION}) as seal,
            coalesce(max(version) filter (where purpose = 'index'), ${FIRST_VERSION}) as index from person_key`,
  );
  return rows[0] ?? { seal: FIRST_VERSION, index: FIRST_VERSION };
}

/** Bound to its person and place: one person's number moved to another row does not open. */
export function seal(secrets: Derive, version: number, place: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sealKey(secrets, version), nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

export function unseal(secrets: Derive, version: number, place: string, sealed: Buffer): string {
  const decipher = createDecipheriv(CIPHER, sealKey(secrets, version), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  return Buffer.concat([text, decipher.final()]).toString('utf8');
}

/** The blind index of a normal number: whoever lacks the key can neither compute it nor try all numbers against it. */
export function blindIndex(secrets: Derive, version: number, kind: IdentifierKind, normal: string): Buffer {
  return createHmac('sha256', secrets.derive(`person blind index ${version}`))
    .update(`${kind}:${normal}`)
    .digest();
}

export const placeOf = (subjectId: string, what: 'identifier' | 'name'): string => `${subjectId}/${what}`;

function sealKey(secrets: Derive, version: number): Buffer {
  return secrets.derive(`person identifiers ${version}`);
}
