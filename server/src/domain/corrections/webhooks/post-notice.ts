import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AllowedAddresses } from './allowed-addresses.ts';
import { literalOf } from './endpoint-url.ts';

/** From the look-up of the name to the head of the answer. */
export const ANSWER_WITHIN_MS = 10_000;
const HEAD_BYTES_AT_MOST = 16_384;

export type Outcome = 'delivered' | 'refused' | 'unreachable' | 'too-slow' | 'address-not-allowed';
export type Posted = { outcome: Outcome; status?: number };
/** How a name becomes addresses; the system's own unless a test says otherwise. */
export type Resolve = (
  name: string,
  told: (error: Error | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

class NotAllowed extends Error {}

/**
 * Sends one notice and says what became of it. 2xx is delivered and nothing more: the body of the answer is not read, a
 * redirect is not followed, and whatever the receiver claims in it is believed by nobody. The name is resolved here and the
 * connection goes to just these addresses, each of which must be allowed, so that a name cannot mean one address when it is
 * judged and another when it is called (DNS rebinding).
 */
export function postNotice(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  {
    allowed,
    withinMs = ANSWER_WITHIN_MS,
    resolve = (name, told) => systemLookup(name, { all: true }, told),
  }: { allowed: AllowedAddresses; withinMs?: number; resolve?: Resolve },
): Promise<Posted> {
  const target = new URL(url);
  const literal = literalOf(target);
  const plain = target.protocol === 'http:';
  if (literal !== undefined && !(plain ? allowed.allowsPlain(literal) : allowed.allows(literal))) {
    return Promise.resolve({ outcome: 'address-not-allowed' });
  }
  return new Promise((settle) => {
    const within = AbortSignal.timeout(withinMs);
    const request = (plain ? http : https).request(target, {
      method: 'POST',
      agent: false,
      signal: within,
      maxHeaderSize: HEAD_BYTES_AT_MOST,
      lookup: pinned(allowed, resolve),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'gongxin-webhook/1',
        ...headers,
      },
    });
    request.on('response', (response) => {
      response.on('error', () => {});
      response.destroy();
      settle(answered(response.statusCode));
    });
    // without a listener such an answer would be the end of the connection and of nothing else: the job would wait for ever
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      settle(answered(response.statusCode));
    });
    request.on('error', (error) => {
      const late = within.aborted ? 'too-slow' : 'unreachable';
      settle({ outcome: error instanceof NotAllowed ? 'address-not-allowed' : late });
    });
    // whatever it was that ended it: somebody waits
    request.on('close', () => settle({ outcome: within.aborted ? 'too-slow' : 'unreachable' }));
    request.end(body);
  });
}

/** A number that is no status of HTTP is refused like any other, and not repeated. */
function answered(status = 0): Posted {
  if (status >= 200 && status < 300) return { outcome: 'delivered', status };
  return { outcome: 'refused', ...(status >= 100 && status < 600 ? { status } : {}) };
}

function pinned(allowed: AllowedAddresses, resolve: Resolve): LookupFunction {
  return (name, options, connect) =>
    resolve(name, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return connect(error ?? new Error('the name has no address'), '', 0);
      // one that is not allowed among them, and the name is nobody we talk to
      if (!addresses.every(({ address }) => allowed.allows(address))) return connect(new NotAllowed(), '', 0);
      if (options.all === true) return connect(null, [...addresses]);
      return connect(null, first.address, first.family);
    });
}
