import type { FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from '../errors.ts';
import { type Caller, type Identify, scopeFor } from './caller.ts';
import { RATES, WRONG_KEYS_PER_MINUTE } from './limits.ts';
import { type Purpose, purposeMissing, readPurpose } from './purpose.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Route } from './route.ts';

export type Admission = { caller: Caller } & Purpose;
export type Doorkeeper = { identify: Identify; limiter: RateLimiter; rateFactor: number };

const BEARER = /^Bearer +([^\s]{1,200})$/i;
const ANONYMOUS: Caller = { kind: 'anonymous' };

/** Decides before the body is read whether this request may be answered: whose it is, how often, whether it may, and why. */
export async function admit(door: Doorkeeper, route: Route, request: FastifyRequest): Promise<Admission | Refusal> {
  const caller = await callerOf(door, request);
  if (isRefusal(caller)) return caller;
  const tooMany = overRate(door, route, caller, request.ip);
  if (tooMany !== undefined) return tooMany;
  const forbidden = permissionMissing(route, caller);
  if (forbidden !== undefined) return forbidden;
  const purpose = readPurpose(request.headers);
  if (isRefusal(purpose)) return purpose;
  const unexplained = route.purpose === true && caller.kind === 'key' ? purposeMissing(purpose) : undefined;
  return unexplained ?? { caller, ...purpose };
}

async function callerOf(door: Doorkeeper, request: FastifyRequest): Promise<Caller | Refusal> {
  const header = request.headers.authorization;
  if (header === undefined) return ANONYMOUS;
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
  const [name, rate] =
    caller.kind === 'key'
      ? [`${rateClass}:key:${caller.keyId}`, RATES[rateClass].key]
      : [`${rateClass}:address:${address}`, RATES[rateClass].address];
  const wait = door.limiter.take(name, rate * door.rateFactor);
  return wait === 0 ? undefined : tooOften(wait, '请求过于频繁');
}

/** A factor of 0 lifts the limits, for measuring. */
function limited(door: Doorkeeper): boolean {
  return door.rateFactor > 0;
}

function tooOften(seconds: number, what: string): Refusal {
  return refuse('too-many-requests', `${what},请在 ${seconds} 秒后重试。`, { retryAfterSeconds: seconds });
}

function permissionMissing({ permission }: Route, caller: Caller): Refusal | undefined {
  const scope = scopeFor(permission);
  if (scope === undefined) return undefined;
  if (caller.kind === 'anonymous') {
    if (permission.who === 'anyone') return undefined;
    return refuse('no-key', '请在请求头 Authorization 中写“Bearer ”加接口密钥;密钥由平台管理员签发。', { scope });
  }
  if (caller.scopes.includes(scope)) return undefined;
  const publicToo = permission.who === 'anyone' ? ',不带密钥可查询公开内容' : '';
  return refuse('scope-missing', `该接口密钥没有 ${scope} 权限,请联系平台管理员签发${publicToo}。`, { scope });
}
