import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { appRoutes } from '../server/src/app.ts';
import { JOURNAL_EVENTS } from '../server/src/domain/journal/events.ts';
import { permissionText } from '../server/src/platform/http/caller.ts';
import { httpMetrics } from '../server/src/platform/http/metrics.ts';
import type { Route } from '../server/src/platform/http/route.ts';

/** Reviewed by a person: who may do what over HTTP. Written anew by `GONGXIN_UPDATE=1 node --test tests/permissions.test.ts`. */
const TABLE = fileURLToPath(new URL('permissions.txt', import.meta.url));
const HEADING = [
  '# Every route, who may call it, whether a key must say why (purpose), and what the journal says afterwards.',
  '# Generated; a change here is a change of policy: read it before you commit it.',
];

const routes = appRoutes(httpMetrics());
const nameOf = ({ method, url }: Route) => `${method} ${url}`;

function lineOf(route: Route): string {
  const why = route.purpose === true ? 'purpose' : '-';
  const journals = route.journals?.join(',') || '-';
  return `${route.method.padEnd(6)} ${route.url.padEnd(52)} ${permissionText(route.permission).padEnd(18)} ${why.padEnd(8)} ${journals}`;
}

test('the reviewed table names every route with its permission, and no other', () => {
  const table = `${[...HEADING, ...routes.map(lineOf).sort()].join('\n')}\n`;
  if (process.env.GONGXIN_UPDATE === '1') writeFileSync(TABLE, table);
  assert.equal(table, readFileSync(TABLE, 'utf8'), 'run with GONGXIN_UPDATE=1, then review tests/permissions.txt');
});

test('no two routes answer one method of one path', () => {
  assert.equal(new Set(routes.map(nameOf)).size, routes.length);
});

test('every route that is no GET says which journal events it writes, and they are words of the journal', () => {
  for (const route of routes) {
    if (route.method !== 'GET') assert.ok((route.journals?.length ?? 0) > 0, nameOf(route));
    for (const event of route.journals ?? [])
      assert.ok(Object.hasOwn(JOURNAL_EVENTS, event), `${nameOf(route)}: ${event}`);
  }
});

test('nobody writes without a key', () => {
  const open = routes.filter(({ method, permission }) => method !== 'GET' && permission.who === 'anyone');
  assert.deepEqual(open.map(nameOf), []);
});

test('a key that sees what is not public says why', () => {
  for (const route of routes) {
    const { permission } = route;
    const seesMore = permission.who === 'anyone' ? permission.alsoKey !== undefined : permission.scope === 'read';
    if (route.method === 'GET' && seesMore) assert.equal(route.purpose, true, nameOf(route));
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
