import { createHmac } from 'node:crypto';
import type { Secrets } from '../../../platform/config/secrets.ts';

/** Issuer and subject together name an identity (OpenID Connect Core 1.0, 5.7); kept as a keyed hash, because `sub` may be a person's number. */
export function identityHash(secrets: Secrets, issuer: string, subject: string): Buffer {
  return createHmac('sha256', secrets.derive('identities'))
    .update(JSON.stringify([issuer, subject]))
    .digest();
}
