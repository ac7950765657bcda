import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { appRoutes, buildServer } from '../../server/src/app.ts';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { httpMetrics } from '../../server/src/platform/http/metrics.ts';
import type { Route } from '../../server/src/platform/http/route.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { type City, openCity, send } from './city.ts';
import { csvOf, registration } from './tables.ts';

/** Invented; region 990100 exists nowhere. Of one person: today's number, the one before 1999, and both in groups. */
const NUMBERS = [
  '990100199003078213',
  '990100900307821',
  '990100 19900307 8213',
  '990100-900307-821',
  '９９０１００１９９００３０７８２１３',
];
/** What must be found nowhere, however it is joined: the part of the number that tells a birth date and a person. */
const TELLING = ['199003078213', '900307821'];

let city: City;
let server: FastifyInstance;
const callers: Record<string, string>[] = [{}];
before(async () => {
  city = await openCity();
  server = buildServer(city.system);
  const rows = [registration(ORGANISATIONS.logistics.code, ORGANISATIONS.logistics.name, {})];
  const sent = { category: 'registration', agency: AGENCIES.market.code, name: 'register.csv' };
  await send(city, { ...sent, content: csvOf(rows) });
  const key = await write(city.system.pool, city.system.clock, (trx, now) =>
    createApiKey(
      trx,
      { actor: '立夏', purpose: 'test', now },
      { agency: AGENCIES.market.code, scopes: ['intake', 'check', 'read', 'withdraw', 'feedback'] },
    ),
  );
  assert.ok('key' in key);
  callers.push({ authorization: `Bearer ${key.key}` });
  for (const role of ['clerk', 'desk', 'case-officer', 'decider', 'auditor', 'organisation'] as const)
    callers.push((await signIn(city.system, { role, agency: AGENCIES.market.code })).headers);
});
after(async () => {
  await server.close();
  await city.close();
});

const bare = (text: string) => text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}\p{Pd}._%+]|%20|%2D/gu, '');

/** Where a text tells part of a number, with a little around it; null where it tells nothing. */
function told(where: string, text: string): string | null {
  const seen = bare(text);
  const at = TELLING.map((part) => seen.indexOf(part)).find((index) => index >= 0);
  return at === undefined ? null : `${where}: …${seen.slice(Math.max(0, at - 60), at + 40)}`;
}

/** Where a number is asked for, it is still told nowhere. */
const aboutPersons = (number: string) => [
  { matter: 'market-entry', subjects: [{ idNumber: number, name: number, authorisation: '授权书1' }] },
  { matter: 'market-entry', subjects: [{ idNumber: number, name: number, authorisation: number }] },
  { matter: 'land', requestRef: number, subjects: [{ idNumber: number, name: number, authorisation: '授权书1' }] },
];

/** Every route by every caller: on a machine with little to spare longer than a test usually takes. */
const TIMEOUT_MS = 360_000;

const KEPT_OUT = [401, 403];

type Sending = { headers: Record<string, string>; url: string; payload?: string | Buffer };

/** Every place of a request that somebody outside fills in, each with the number. */
function sendingsTo(route: Route, number: string): Sending[] {
  const coded = encodeURIComponent(number);
  const ascii = /^[ -~]*$/.test(number) ? number : coded;
  const plain = route.url.replace(/:\w+/g, ORGANISATIONS.logistics.code).replace('*', 'x');
  const why = { 'gongxin-purpose': 'case-handling', 'gongxin-ref': 'Q-1' };
  const named = route.url.replace(/:\w+/g, coded).replace('*', coded);
  const query = Object.keys(route.schema.querystring?.properties ?? {}).map((name) => `${name}=${coded}`);
  const sendings: Sending[] = [
    { url: named, headers: why },
    { url: `${plain}?${[...query, `${coded}=${coded}`].join('&')}`, headers: why },
    ...query.map((one) => ({ url: `${plain}?${one}`, headers: why })),
    { url: plain, headers: { ...why, 'gongxin-ref': coded } },
    { url: plain, headers: { ...why, 'gongxin-purpose': ascii } },
    { url: plain, headers: { ...why, 'gongxin-purpose': `x${ascii}`.replaceAll(' ', '-') } },
    {
      url: plain,
      headers: {
        ...why,
        'x-request-id': ascii,
        'idempotency-key': ascii,
        'user-agent': ascii,
        referer: `http://127.0.0.1/${coded}`,
        'accept-language': ascii,
        'x-forwarded-for': ascii,
      },
    },
    { url: plain, headers: { ...why, cookie: `${coded}=${coded}; gongxin_session=${coded}` } },
    { url: plain, headers: { ...why, authorization: `Bearer ${ascii}` } },
    { url: plain, headers: { ...why, authorization: ascii } },
  ];
  if (route.method === 'GET') return sendings;
  const json = { ...why, 'content-type': 'application/json' };
  const fields = Object.keys((route.schema.body as { properties?: object } | undefined)?.properties ?? {});
  const bodies = [
    { [number]: number },
    Object.fromEntries(fields.map((name) => [name, number])),
    Object.fromEntries(fields.map((name) => [name, [{ [number]: number, code: number, name: number }]])),
    { category: 'licence', records: [{ [number]: number, 行政相对人名称: number, 行政许可决定书文号: number }] },
    { category: number, record: { documentNo: number, subject: number }, reason: number, document: number },
    { matter: 'land', requestRef: number, subjects: [{ code: number }] },
    { matter: 'land', subjects: [{ code: number, name: number }] },
    ...(route.url === '/api/v1/checks' ? aboutPersons(number) : []),
    { matter: number, subjects: [{ code: ORGANISATIONS.logistics.code }] },
  ];
  for (const body of bodies) sendings.push({ url: plain, headers: json, payload: JSON.stringify(body) });
  sendings.push({ url: plain, headers: json, payload: `{"a": ${number}` });
  sendings.push({ url: plain, headers: { ...why, 'content-type': ascii }, payload: number });
  const boundary = 'xxxxxxxxxx';
  const form = [
    ['category', 'licence'],
    ['category', number],
    [number, number],
  ].map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--${boundary}\r\n` +
      `content-disposition: form-data; name="file"; filename="${number}.csv"\r\n\r\n${number},${number}\r\n${number},1\r\n--${boundary}--\r\n`,
  );
  for (const payload of form) {
    const type = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': ascii };
    sendings.push({ url: plain, headers: { ...why, ...type }, payload: Buffer.from(payload) });
  }
  return sendings;
}

test('an identity number put wherever an outsider may write comes back in no error, header or document, and is in no log', {
  timeout: TIMEOUT_MS,
}, async () => {
  const routes = appRoutes(httpMetrics()).filter(({ url }) => !url.startsWith('/assets'));
  let answers = 0;
  const telling = new Set<string>();
  const tell = (where: string, text: string) => {
    const one = told(where, text);
    if (one !== null) telling.add(one);
  };
  for (const number of NUMBERS) {
    for (const route of routes) {
      let turnedAway = 0;
      for (const [nth, caller] of callers.entries()) {
        // a page is the same for everybody, and a search page gives a visitor's own words back to the visitor
        if (!route.url.startsWith('/api') && nth > 0) continue;
        // every caller with the usual form, one with a key with each of the others
        if (number !== NUMBERS[0] && nth !== 1 && route.url.startsWith('/api')) continue;
        for (const [at, { url, headers, payload }] of sendingsTo(route, number).entries()) {
          const answer = await server.inject({
            method: route.method,
            url,
            headers: { ...caller, ...headers },
            ...(payload === undefined ? {} : { payload }),
          });
          answers += 1;
          const where = `${route.method} ${route.url} ${answer.statusCode}`;
          assert.notEqual(answer.statusCode, 500, where);
          tell(`${where} headers`, JSON.stringify(answer.headers));
          const links = [...answer.body.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, href]) => href);
          const isPage =
            !route.url.startsWith('/api') && String(answer.headers['content-type']).startsWith('text/html');
          tell(where, isPage ? links.join('\n') : answer.body);
          // the door is the same for all whom it keeps out: one of them tries everything
          if (at === 0 && KEPT_OUT.includes(answer.statusCode) && turnedAway++ > 0) break;
        }
      }
    }
  }
  assert.ok(answers > 2000, String(answers));
  for (const line of city.logged) tell('the log', line);
  assert.deepEqual([...telling].slice(0, 20), []);
});

test('nothing of it is kept: no table holds the number in any of its forms', async () => {
  const { pool } = city.system;
  for (const table of [
    'journal_entry',
    'intake_batch',
    'intake_finding',
    'intake_queue',
    'check_head',
    'check_answer',
    'case_person',
    'case_paper',
    'case_deed',
    'person_check',
  ]) {
    const { rows } = await pool.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t`);
    assert.deepEqual(
      rows.map(({ text }) => told(table, text)).filter((one) => one !== null),
      [],
    );
  }
  const { rows } = await pool.query('select payload::text as text, last_error from graphile_worker._private_jobs');
  assert.equal(told('the job queue', JSON.stringify(rows)), null);
});
