import { isIP } from 'node:net';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { AllowedAddresses } from './allowed-addresses.ts';

export const URL_CHARACTERS = 500;

/** The host as a number where it is one; brackets of IPv6 taken off. */
export function literalOf(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

/** Refuses what no notice may be sent to, as far as the text of the address says it; the rest is judged at every connection. */
export function refuseUrl(text: string, allowed: AllowedAddresses): Refusal | null {
  const field = { field: 'url' };
  const url = text.length <= URL_CHARACTERS && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.hash !== '') {
    return refuse('invalid-request', '通知地址应为完整的网址，不带用户名、口令和 # 部分。', field);
  }
  const literal = literalOf(url);
  const plain = url.protocol === 'http:' && literal !== undefined && allowed.allowsPlain(literal);
  if (url.protocol !== 'https:' && !plain) {
    return refuse('invalid-request', '通知地址应以 https:// 开头。', field);
  }
  if (literal !== undefined && !allowed.allows(literal)) {
    return refuse('invalid-request', '通知地址不得指向本机或者内部网络；政务网须由运维人员先行开放。', field);
  }
  return null;
}
