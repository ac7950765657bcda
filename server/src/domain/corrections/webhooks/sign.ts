import { createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks 1.0: 24 to 64 bytes, written in base64 after this prefix. */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

export const newSecret = (): Buffer => randomBytes(SECRET_BYTES);
/** How a secret is shown, once. */
export const shownSecret = (secret: Buffer): string => `${PREFIX}${secret.toString('base64')}`;

/**
 * The headers by which a receiver knows that a notice is ours, whole and of now (Standard Webhooks): an HMAC-SHA256 over id,
 * second and body. Of several secrets each signs; the receiver needs to know one.
 */
export function signedHeaders(
  secrets: readonly Buffer[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const second = Math.floor(at.getTime() / 1000).toString();
  const signature = (secret: Buffer) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${second}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': second, 'webhook-signature': secrets.map(signature).join(' ') };
}
