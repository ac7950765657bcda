import type { Config } from '../../../platform/config/config.ts';

/** Where this installation is reached from outside: as configured, or where it listens. */
export function baseUrlOf({ baseUrl, host, port }: Pick<Config, 'baseUrl' | 'host' | 'port'>): string {
  if (baseUrl !== undefined) return baseUrl;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * In the path, so that it works without a script; it is good once and for three days, and the pages behind it send no
 * referrer and are logged without their address.
 */
export function invitationLink(base: string, token: string): string {
  return `${base}/invitations/${token}`;
}
