import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

const CIPHER = 'aes-256-gcm';
const PURPOSE = 'webhook-secrets';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type Row = { endpointId: string; secretNo: number };

/** Sealed under a key that is not in the database and bound to its row: moved to another endpoint it opens nothing. */
export function sealWebhookSecret(secrets: Secrets, row: Row, secret: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secrets.derive(PURPOSE), nonce);
  cipher.setAAD(boundTo(row));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

export function openWebhookSecret(secrets: Secrets, row: Row, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, secrets.derive(PURPOSE), sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(row));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

const boundTo = ({ endpointId, secretNo }: Row): Buffer => Buffer.from(`${endpointId} ${secretNo}`);
