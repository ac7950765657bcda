import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { appRoutes, buildServer } from '../server/src/app.ts';
import { createApiKey, POLICY, policy, ROLES, type Role } from '../server/src/domain/access/index.ts';
import { JOURNAL_EVENTS } from '../server/src/domain/journal/events.ts';
import { write } from '../server/src/platform/db/write.ts';
import { isRefusal } from '../server/src/platform/errors.ts';
import { type Caller, SCOPES } from '../server/src/platform/http/caller.ts';
import { httpMetrics } from '../server/src/platform/http/metrics.ts';
import type { Route } from '../server/src/platform/http/route.ts';
import { AGENCIES, ORGANISATIONS } from './cast.ts';
import { type City, openCity } from './journeys/city.ts';
import { signIn } from './sign-in.ts';

/** Reviewed by a person: who may do what over HTTP. Written anew by `GONGXIN_UPDATE=1 npm test -- permissions`. */
const TABLE = fileURLToPath(new URL('permissions.txt', import.meta.url));
const HEADING = [
  '# Every route by every role: how far its right reaches. Generated; a change here is a change of policy: read it',
  '# before you commit it.',
  '#   -  none: 401 without a session or key, 403 with one     p  what is public     o  the own account',
  '#   s  the own organisation or person     a  the own agency     r  the agencies of the region     A  everything',
  '# `why`: who reaches beyond that which is public or own must name purpose and file number. Last, what the journal says.',
];

const LETTERS = { published: 'p', own: 'o', subject: 's', agency: 'a', region: 'r', all: 'A' } as const;
const ANONYMOUS = 'public';
const CALLERS = [ANONYMOUS, ...ROLES, ...SCOPES.map((scope) => `key:${scope}`)];
const PLACE = { agency: AGENCIES.housing.code, region: '990100', subjectId: ORGANISATIONS.logistics.code };

const routes = appRoutes(httpMetrics());
const nameOf = ({ method, url }: Route) => `${method} ${url}`;

function callerNamed(name: string): Caller {
  if (name === ANONYMOUS) return { kind: 'anonymous' };
  const scope = SCOPES.find((candidate) => name === `key:${candidate}`);
  if (scope !== undefined) return { kind: 'key', keyId: 'k', agency: PLACE.agency, scopes: [scope] };
  return { kind: 'user', accountId: 'u', sessionId: 's', role: name, ...PLACE };
}

function letterFor(route: Route, name: string): string {
  const reach = policy.decide(route.permission, callerNamed(name));
  return isRefusal(reach) ? '-' : LETTERS[reach.over];
}

/** Method, address and right, each with its blank. */
const BEFORE_LETTERS = 7 + 64 + 21;

function lineOf(route: Route): string {
  const why = route.purpose === true ? 'why' : '-';
  const letters = CALLERS.map((name) => letterFor(route, name).padEnd(2)).join('');
  const journals = route.journals?.join(',') || '-';
  return `${route.method.padEnd(6)} ${route.url.padEnd(63)} ${route.permission.padEnd(20)} ${letters} ${why.padEnd(4)} ${journals}`;
}

/** The callers' names stand above their columns: read them from the top. */
function headOf(): string[] {
  const height = Math.max(...CALLERS.map((name) => name.length));
  return Array.from({ length: height }, (_, at) => {
    const letters = CALLERS.map((name) => name.padStart(height).charAt(at).padEnd(2)).join('');
    return `#${' '.repeat(BEFORE_LETTERS - 1)}${letters}`.trimEnd();
  });
}

test('the reviewed table names every route and how far it reaches for every role, and no other', () => {
  const lines = routes.map((route) => lineOf(route).trimEnd()).sort();
  const table = `${[...HEADING, ...headOf(), ...lines].join('\n')}\n`;
  if (process.env.GONGXIN_UPDATE === '1') writeFileSync(TABLE, table);
  assert.equal(table, readFileSync(TABLE, 'utf8'), 'run with GONGXIN_UPDATE=1, then review tests/permissions.txt');
});

test('no two routes answer one method of one path', () => {
  assert.equal(new Set(routes.map(nameOf)).size, routes.length);
});

test('no route asks for a right that the policy does not know', () => {
  assert.deepEqual(routes.filter(({ permission }) => !Object.hasOwn(POLICY, permission)).map(nameOf), []);
});

test('every route that is no GET says which journal events it writes, or why none, and they are words of the journal', () => {
  for (const route of routes) {
    const silent = (route.journals?.length ?? 0) === 0;
    if (route.method !== 'GET') assert.equal(silent, route.unjournalled !== undefined, nameOf(route));
    for (const event of route.journals ?? [])
      assert.ok(Object.hasOwn(JOURNAL_EVENTS, event), `${nameOf(route)}: ${event}`);
  }
});

test('every look at what is neither public nor one’s own account leaves an entry', () => {
  const silent = routes.filter(
    ({ method, permission, journals }) =>
      method === 'GET' && !policy.open(permission) && permission !== 'session.own' && (journals?.length ?? 0) === 0,
  );
  assert.deepEqual(silent.map(nameOf), []);
});

test('nobody writes without a key or a session, but to begin one, or to report without being known', () => {
  const open = routes.filter(({ method, permission }) => method !== 'GET' && policy.open(permission));
  assert.deepEqual(
    [...new Set(open.map(({ permission }) => permission))].filter(
      (right) => right !== 'session.begin' && right !== 'misconduct.report',
    ),
    [],
  );
});

test('only what anybody may say without being known is answered without asking who it is', () => {
  const nameless = routes.filter((one) => one.nameless === true);
  assert.ok(nameless.length > 0);
  assert.deepEqual([...new Set(nameless.map(({ permission }) => permission))], ['misconduct.report']);
  assert.ok(routes.every((one) => one.permission !== 'misconduct.report' || one.nameless === true));
});

test('whoever reads archives that are not public says why', () => {
  for (const route of routes) {
    if (['archive.read', 'text.read'].includes(route.permission)) assert.equal(route.purpose, true, nameOf(route));
  }
});

test('no address names a person: parameters are codes, ids and dates', () => {
  for (const { url, schema } of routes) {
    const parameters = [
      ...Object.keys(schema.params?.properties ?? {}),
      ...Object.keys(schema.querystring?.properties ?? {}),
    ];
    for (const name of parameters) assert.doesNotMatch(name, /idNumber|idCard|person|phone/i, url);
  }
});

const isRoleName = (name: string): name is Role => ROLES.some((role) => role === name);

let city: City;
let server: FastifyInstance;
const headersOf = new Map<string, Record<string, string>>();

before(async () => {
  city = await openCity();
  server = buildServer(city.system);
  const { system } = city;
  headersOf.set(ANONYMOUS, { 'sec-fetch-site': 'same-origin' });
  for (const role of ROLES) headersOf.set(role, (await signIn(system, { role: role as Role })).headers);
  for (const scope of SCOPES) {
    const key = await write(system.pool, system.clock, (trx, now) =>
      createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency: PLACE.agency, scopes: [scope] }),
    );
    assert.ok(!isRefusal(key));
    headersOf.set(`key:${scope}`, { authorization: `Bearer ${key.key}` });
  }
});
after(async () => {
  await server.close();
  await city.close();
});

/** What ends or renews the session of whoever asks. */
const ENDS_SESSIONS = /^(session\.(all-)?ended|session\.post-chosen|password\.|second-factor\.)/;

test('over HTTP every route answers every role as the table says: 401 or 403 where there is no right, and nowhere else', async () => {
  const wrong: string[] = [];
  for (const route of routes) {
    for (const name of CALLERS) {
      const answer = await server.inject({
        method: route.method,
        url: route.url.replace(/:\w+/g, 'nothing').replace('*', 'nothing'),
        headers: headersOf.get(name) ?? {},
      });
      if (isRoleName(name) && route.journals?.some((event) => ENDS_SESSIONS.test(event)) === true) {
        headersOf.set(name, (await signIn(city.system, { role: name })).headers);
      }
      const may = letterFor(route, name) !== '-';
      const expected = may ? 'neither 401 nor 403' : name === ANONYMOUS ? '401' : '403';
      const status = String(answer.statusCode);
      const right = may ? status !== '401' && status !== '403' : status === expected;
      if (!right) wrong.push(`${nameOf(route)} as ${name}: ${status}, expected ${expected}`);
    }
  }
  assert.deepEqual(wrong, []);
});
