import type { FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../errors.ts';
import type { Caller, Identify, IdentifySession, JudgePurpose, Policy, Reach } from './caller.ts';
import { RATES, WRONG_KEYS_PER_MINUTE } from './limits.ts';
import { type Purpose, purposeMissing, readPurpose } from './purpose.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Route } from './route.ts';
import { isFromBrowser, refuseCrossSite } from './same-origin.ts';
import { sessionToken } from './session-cookie.ts';

export type Admission = { caller: Caller; reach: Reach } & Purpose;
export type Doorkeeper = {
  identify: Identify;
  identifySession: IdentifySession;
  policy: Policy;
  judgePurpose: JudgePurpose;
  limiter: RateLimiter;
  rateFactor: number;
};

const BEARER = /^Bearer +([^\s]{1,200})$/i;
const ANONYMOUS: Caller = { kind: 'anonymous' };

/** Decides before the body is read whether this request may be answered: whose it is, how often, whether it may, and why. */
export async function admit(door: Doorkeeper, route: Route, request: FastifyRequest): Promise<Admission | Refusal> {
  const caller = route.nameless === true ? ANONYMOUS : await callerOf(door, request);
  if (isRefusal(caller)) return caller;
  const tooMany = overRate(door, route, caller, request.ip);
  if (tooMany !== undefined) return tooMany;
  const byProgram = caller.kind === 'key' || (route.nameless === true && !isFromBrowser(request));
  const crossSite = byProgram ? undefined : refuseCrossSite(request);
  const reach = door.policy.decide(route.permission, caller);
  // who may not at all is told so first, wherever the request came from
  if (isRefusal(reach)) return reach;
  if (crossSite !== undefined) return crossSite;
  // a file number of the caller's own would lead back to whoever sent it
  if (route.nameless === true) return { caller, reach };
  const purpose = readPurpose(request.headers);
  if (isRefusal(purpose)) return purpose;
  const unexplained = route.purpose === true ? await refuseUnexplained(door, caller, reach, purpose) : undefined;
  return unexplained ?? { caller, reach, ...purpose };
}

/** A purpose that is named is a listed one, also where none is asked for: the journal holds it. */
async function refuseUnexplained(
  door: Doorkeeper,
  caller: Caller,
  reach: Reach,
  asked: Purpose,
): Promise<Refusal | undefined> {
  const missing = seesOthers(reach) ? purposeMissing(asked) : undefined;
  if (missing !== undefined || asked.purpose === undefined || reach.over === 'published') return missing;
  return door.judgePurpose(asked.purpose, caller);
}

/** What anybody may see, and what is one's own, needs no reason. */
function seesOthers({ over }: Reach): boolean {
  return over === 'agency' || over === 'region' || over === 'all';
}

async function callerOf(door: Doorkeeper, request: FastifyRequest): Promise<Caller | Refusal> {
  const header = request.headers.authorization;
  if (header === undefined) {
    const token = sessionToken(request.headers.cookie);
    return (token === undefined ? undefined : await door.identifySession(token)) ?? ANONYMOUS;
  }
  const attempts = `wrong-key:${request.ip}`;
  if (limited(door) && !door.limiter.has(attempts, WRONG_KEYS_PER_MINUTE * door.rateFactor)) {
    return tooOften(Math.ceil(60 / WRONG_KEYS_PER_MINUTE), '错误的接口密钥过多');
  }
  const token = BEARER.exec(header)?.[1];
  const caller =
    token === undefined
      ? refuse('key-invalid', '请求头 Authorization 应写作“Bearer ”加接口密钥。')
      : await door.identify(token);
  if (isRefusal(caller) && limited(door)) door.limiter.take(attempts, WRONG_KEYS_PER_MINUTE * door.rateFactor);
  return caller;
}

function overRate(door: Doorkeeper, route: Route, caller: Caller, address: string): Refusal | undefined {
  if (!limited(door)) return undefined;
  const rateClass = route.rateClass ?? (route.method === 'GET' ? 'read' : 'write');
  const [name, rate] = counterOf(caller, rateClass, address);
  const wait = door.limiter.take(name, rate * door.rateFactor);
  return wait === 0 ? undefined : tooOften(wait, '请求过于频繁');
}

function counterOf(caller: Caller, rateClass: keyof typeof RATES, address: string): [name: string, rate: number] {
  if (caller.kind === 'key') return [`${rateClass}:key:${caller.keyId}`, RATES[rateClass].key];
  if (caller.kind === 'user') return [`${rateClass}:user:${caller.accountId}`, RATES[rateClass].user];
  return [`${rateClass}:address:${address}`, RATES[rateClass].address];
}

/** A factor of 0 lifts the limits, for measuring. */
function limited(door: Doorkeeper): boolean {
  return door.rateFactor > 0;
}

function tooOften(seconds: number, what: string): Refusal {
  return refuse('too-many-requests', `${what},请在 ${seconds} 秒后重试。`, { retryAfterSeconds: seconds });
}
