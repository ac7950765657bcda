import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listening, type TestSystem, testSystem } from '../../../../tests/system.ts';
import { isRefusal, refuse } from '../errors.ts';
import type { Identify, Scope } from './caller.ts';
import { RATES, WRONG_KEYS_PER_MINUTE } from './limits.ts';
import { httpMetrics } from './metrics.ts';
import { sayingPolicy } from './policy-fixture.ts';
import { route } from './route.ts';
import { send } from './sent.ts';
import { createServer } from './server.ts';
import { stopServer } from './stop.ts';

/** An invented person's number with a right check character; region 990100 exists nowhere. */
const ID_CARD = '990100199003078213';

const keys: Record<string, readonly Scope[]> = { reader: ['read'], taker: ['intake'], busy: ['read'] };
const identify: Identify = async (token) => {
  const scopes = keys[token];
  if (scopes === undefined) return refuse('key-invalid', '接口密钥无效。');
  return { kind: 'key', keyId: token, agency: 'AGENCY', scopes };
};

let blocked: (() => void) | undefined;
const routes = [
  route({
    method: 'POST',
    url: '/things/:code',
    summary: '登记',
    permission: 'anyone',
    journals: [],
    status: 201,
    schema: {
      params: Type.Object({ code: Type.String({ maxLength: 8 }) }),
      querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1 })) }),
      body: Type.Object(
        { on: Type.String({ format: 'date' }), kind: Type.Union([Type.Literal('a'), Type.Literal('b')]) },
        { additionalProperties: false },
      ),
      response: Type.Object({ code: Type.String(), limit: Type.Integer() }),
    },
    answer: ({ params, query }) => ({ code: params.code, limit: query.limit ?? 0, secret: 'never declared' }),
  }),
  route({
    method: 'POST',
    url: '/loose',
    summary: '任意内容',
    permission: 'anyone',
    journals: [],
    schema: { body: Type.Object({ any: Type.Unknown() }), response: Type.Object({ taken: Type.Boolean() }) },
    answer: () => ({ taken: true }),
  }),
  route({
    method: 'GET',
    url: '/files',
    summary: '查询',
    permission: 'anyone+key:read',
    purpose: true,
    schema: { response: Type.Object({ who: Type.String(), purpose: Type.String(), ref: Type.String() }) },
    answer: ({ caller, act, system }) => {
      const { actor, purpose, ref } = act(system.clock(), 'look');
      return { who: caller.kind === 'key' ? actor : caller.kind, purpose, ref: ref ?? '' };
    },
  }),
  route({
    method: 'GET',
    url: '/takers',
    summary: '仅报送',
    permission: 'key:intake',
    schema: { response: Type.Object({ ok: Type.Boolean() }) },
    answer: () => ({ ok: true }),
  }),
  route({
    method: 'GET',
    url: '/refused',
    summary: '拒绝',
    permission: 'anyone',
    schema: { response: Type.Object({}) },
    answer: () => refuse('not-yet-known', '请稍后再问。', { before: '2026-01-01' }),
  }),
  route({
    method: 'GET',
    url: '/broken',
    summary: '出错',
    permission: 'anyone',
    rateClass: 'page',
    schema: { querystring: Type.Object({ q: Type.Optional(Type.String()) }), response: Type.Object({}) },
    answer: async ({ system, query }) => {
      await system.pool.query('select $1::date', [query.q ?? '张三']);
      return {};
    },
  }),
  route({
    method: 'GET',
    url: '/page',
    summary: '页面',
    permission: 'anyone',
    schema: {},
    answer: () => send('text/csv; charset=utf-8', '甲,乙', { fileName: '清单 1.csv' }),
  }),
  route({
    method: 'POST',
    url: '/uploads',
    summary: '上传',
    permission: 'anyone',
    journals: [],
    rateClass: 'page',
    schema: {
      form: Type.Object({ file: Type.Any() }),
      response: Type.Object({ name: Type.String(), bytes: Type.Integer() }),
    },
    answer: async ({ request }) => {
      const file = await request.file();
      const bytes = await file?.toBuffer();
      return { name: file?.filename ?? '', bytes: bytes?.length ?? 0 };
    },
  }),
  route({
    method: 'GET',
    url: '/slow',
    summary: '慢',
    permission: 'anyone',
    schema: { response: Type.Object({ done: Type.Boolean() }) },
    answer: () =>
      new Promise<{ done: boolean }>((resolve) => {
        blocked = () => resolve({ done: true });
      }),
  }),
];

let at: TestSystem;
let server: FastifyInstance;
let base: string;

before(async () => {
  at = await testSystem();
  server = createServer({ system: at.system, identify, policy: sayingPolicy, routes, metrics: httpMetrics() });
  base = await listening(server);
});
after(async () => {
  await server.close();
  await at.close();
});

type Answered = { status: number; headers: Headers; text: string; json: Record<string, unknown> };
async function ask(path: string, init: RequestInit & { from?: string } = {}, to = base): Promise<Answered> {
  const answer = await fetch(to + path, init);
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : {} };
}
const bearer = (key: string, more: Record<string, string> = {}) => ({
  headers: { authorization: `Bearer ${key}`, ...more },
});
const FROM_HERE = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } };
const posted = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('an answer holds what its schema declares and nothing else, with the status its route names', async () => {
  const { status, json } = await ask('/things/abc?limit=3', posted({ on: '2026-01-31', kind: 'a' }));
  assert.equal(status, 201);
  assert.deepEqual(json, { code: 'abc', limit: 3 });
});

test('what a schema refuses is a 400 problem that names the field and says how to mend it', async () => {
  const cases: [string, unknown, string, RegExp][] = [
    ['/things/abc', { on: '2026-02-30', kind: 'a' }, 'on', /请求内容的 on应为日期/],
    ['/things/abc', { on: '2026-02-03', kind: 'c' }, 'kind', /应为下列之一:a、b/],
    ['/things/abc', { on: '2026-02-03' }, 'kind', /必须填写/],
    ['/things/abc', { on: '2026-02-03', kind: 'a', kinds: 1 }, 'kinds', /不是本接口的字段/],
    ['/things/abcdefghi', { on: '2026-02-03', kind: 'a' }, 'code', /不得超过 8 个字符/],
    ['/things/abc?limit=0', { on: '2026-02-03', kind: 'a' }, 'limit', /不小于 1/],
    ['/things/abc?limit=x', { on: '2026-02-03', kind: 'a' }, 'limit', /应为整数/],
    ['/things/abc', [], '', /应为对象/],
  ];
  for (const [path, body, field, sentence] of cases) {
    const { status, json, headers } = await ask(path, posted(body));
    assert.equal(status, 400, path);
    assert.equal(headers.get('content-type'), 'application/problem+json; charset=utf-8');
    assert.equal(json.code, 'invalid-request');
    assert.equal(json.field, field);
    assert.match(String(json.detail), sentence);
    assert.equal(json.requestId, headers.get('x-request-id'));
  }
});

test('a body that is no JSON, or of another type, or an address nobody serves, is a problem that says so', async () => {
  const broken = await ask('/things/abc', posted('{"on":'));
  assert.deepEqual([broken.status, broken.json.code], [400, 'invalid-request']);
  const xml = await ask('/things/abc', posted('<a/>', 'application/xml'));
  assert.deepEqual([xml.status, xml.json.code], [415, 'unsupported-media-type']);
  const nowhere = await ask('/nowhere');
  assert.deepEqual([nowhere.status, nowhere.json.code], [404, 'not-found']);
  const tooLong = await ask(`/things/${'a'.repeat(400)}`, posted({}));
  assert.equal(tooLong.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  const badUrl = await ask('/things/%E4%ZZ', posted({}));
  assert.deepEqual([badUrl.status, badUrl.json.code], [400, 'invalid-request']);
});

test('a refusal becomes the status, title and code of the one list, with its own members beside them', async () => {
  const { status, json } = await ask('/refused');
  assert.equal(status, 422);
  assert.equal(json.code, 'not-yet-known');
  assert.equal(json.detail, '请稍后再问。');
  assert.equal(json.before, '2026-01-01');
  assert.equal(json.type, '/problems/not-yet-known');
  assert.ok(isRefusal(refuse('conflict', '')) && !isRefusal({ refused: 'own word', detail: '' }));
});

test('a bug is answered without its inside, and logged with the request id and without the row it met', async () => {
  at.logged.length = 0;
  const { status, json, headers, text } = await ask(`/broken?q=${encodeURIComponent('李四秘密')}`);
  assert.equal(status, 500);
  assert.equal(json.code, 'internal');
  assert.doesNotMatch(text, /select|date|李四/);
  const line = at.logged.find((logged) => logged.includes('request failed'));
  assert.ok(line?.includes(String(headers.get('x-request-id'))));
  assert.ok(line?.includes('22007'), 'the SQLSTATE tells what happened');
  assert.doesNotMatch(at.logged.join(''), /李四/);
});

test('an identity number in body, query, header, path or property name leaves no trace in the log or the answer', async () => {
  at.logged.length = 0;
  const attempts = [
    ask(`/things/abc?limit=${ID_CARD}x`, posted({ on: ID_CARD, kind: ID_CARD, [ID_CARD]: 1 })),
    ask('/things/abc', posted({ on: '2026-01-01', kind: 'a', [ID_CARD]: ID_CARD })),
    ask('/things/abc', posted(`{"on": ${ID_CARD}`)),
    ask(`/things/${ID_CARD}`, posted({ on: '2026-01-01', kind: 'a' })),
    ask(`/nowhere/${ID_CARD}?q=${ID_CARD}`),
    ask(`/broken?q=${ID_CARD}`),
    ask('/files', { headers: { 'x-request-id': ID_CARD, 'gongxin-ref': ID_CARD, 'gongxin-purpose': ID_CARD } }),
    ask('/files', bearer(ID_CARD, { cookie: ID_CARD, 'user-agent': ID_CARD })),
  ];
  for (const { text, headers } of await Promise.all(attempts)) {
    assert.ok(!text.includes(ID_CARD), text);
    assert.ok(![...headers.values()].join('\n').includes(ID_CARD));
  }
  assert.ok(at.logged.length >= attempts.length);
  assert.ok(!at.logged.join('').includes(ID_CARD));
  at.system.log.info(`a careless message about ${ID_CARD}`);
  assert.ok(!at.logged.join('').includes(ID_CARD), 'the last net holds as well');
});

test('a key opens what its scope opens, and only with purpose and file number where the route wants them', async () => {
  const why = { 'gongxin-purpose': 'licensing', 'gongxin-ref': encodeURIComponent('青许〔2026〕7号') };
  assert.deepEqual((await ask('/files')).json, { who: 'anonymous', purpose: 'look', ref: '' });
  assert.deepEqual((await ask('/files', bearer('reader', why))).json, {
    who: 'key:reader',
    purpose: 'licensing',
    ref: '青许〔2026〕7号',
  });
  const silent = await ask('/files', bearer('reader', { 'gongxin-purpose': 'licensing' }));
  assert.deepEqual([silent.status, silent.json.code, silent.json.missing], [400, 'purpose-required', ['Gongxin-Ref']]);
  const code = async (path: string, init: RequestInit) => {
    const { status, json } = await ask(path, init);
    return [status, json.code];
  };
  assert.deepEqual(await code('/files', bearer('taker', why)), [403, 'scope-missing']);
  assert.deepEqual(await code('/takers', {}), [401, 'no-key']);
  assert.deepEqual(await code('/takers', bearer('reader')), [403, 'scope-missing']);
  assert.deepEqual(await code('/takers', bearer('stranger')), [401, 'key-invalid']);
  assert.deepEqual(await code('/takers', { headers: { authorization: 'Basic YTpi' } }), [401, 'key-invalid']);
  assert.equal((await ask('/takers', bearer('taker'))).status, 200);
  assert.equal((await ask('/takers')).headers.get('www-authenticate'), 'Bearer');
});

test('a well-formed request id is kept, any other replaced', async () => {
  const id = async (given: string) =>
    (await ask('/page', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
  assert.equal(await id('desk-7.2026_03'), 'desk-7.2026_03');
  for (const given of [
    'short',
    'has space in it',
    '<script>alert(1)</script>',
    'x'.repeat(65),
    '1101011990-03078213',
  ]) {
    assert.notEqual(await id(given), given);
  }
});

test('every answer carries the security headers, a page may bring its own policy, a file its Chinese name', async () => {
  for (const path of ['/page', '/nowhere', '/refused']) {
    const { headers } = await ask(path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(String(headers.get('content-security-policy')), /default-src 'none'/);
    assert.equal(headers.get('cache-control'), 'no-store');
  }
  const disposition = (await ask('/page')).headers.get('content-disposition');
  assert.equal(disposition, `attachment; filename="___1.csv"; filename*=UTF-8''%E6%B8%85%E5%8D%95%201.csv`);
});

test('NUL in an address, a question or a body is refused before a column sees it, however deep it lies', async () => {
  const good = { on: '2026-01-31', kind: 'a' };
  const nul = [
    await ask('/things/a%00b', posted(good)),
    await ask('/loose', posted({ any: ['\0'] })),
    await ask('/loose', posted({ any: { 'a\0': 1 } })),
    await ask('/loose', posted(`{"any":${'['.repeat(50_000)}"\\u0000"${']'.repeat(50_000)}}`)),
  ];
  for (const { status, json } of nul) assert.deepEqual([status, /NUL/.test(String(json.detail))], [400, true]);
  const deep = await ask('/loose', posted(`{"any":${'['.repeat(50_000)}${']'.repeat(50_000)}}`));
  assert.equal(deep.status, 200);
});

test('what changes something must come from a page of ours, or with a key', async () => {
  const body = JSON.stringify({ on: '2026-01-31', kind: 'a' });
  const from = async (headers: Record<string, string>) =>
    (await ask('/things/abc', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }))
      .json.code;
  const host = new URL(base).host;
  assert.equal(await from({ 'sec-fetch-site': 'same-origin' }), 'abc');
  assert.equal(await from({ origin: `http://${host}` }), 'abc');
  assert.equal(await from({ authorization: 'Bearer reader' }), 'abc');
  for (const headers of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: `http://${host}` },
    { origin: 'http://elsewhere.example' },
    { origin: 'null' },
  ]) {
    assert.equal(await from(headers), 'cross-site', JSON.stringify(headers));
  }
});

test('a file is uploaded as multipart, and anything else in its place is told so', async () => {
  const form = new FormData();
  form.append('file', new Blob(['列一,列二']), '许可.csv');
  assert.deepEqual((await ask('/uploads', { ...FROM_HERE, body: form })).json, { name: '许可.csv', bytes: 13 });
  const json = await ask('/uploads', posted({}));
  assert.deepEqual([json.status, json.json.code], [415, 'unsupported-media-type']);
  form.append('file', new Blob(['二']), '二.csv');
  assert.ok((await ask('/uploads', { ...FROM_HERE, body: form })).status < 500);
});

test('a caller over the limit is told how long to wait, keys and addresses apart, and is let in again after it', async () => {
  const asked = (count: number, init: RequestInit) =>
    Promise.all(Array.from({ length: count }, () => ask('/takers', init)));
  const statuses = new Set((await asked(40, bearer('busy'))).map(({ status }) => status));
  assert.deepEqual([...statuses], [403], 'far from the limit of a key');
  at.clock.now = new Date(at.clock.now.getTime() + 60_000);
  const anonymous = await asked(RATES.read.address + 1, {});
  const late = anonymous.filter(({ status }) => status === 429);
  assert.equal(late.length, 1);
  assert.equal(late[0]?.json.code, 'too-many-requests');
  assert.equal(late[0]?.headers.get('retry-after'), '1');
  assert.equal((await ask('/takers', bearer('taker'))).status, 200, 'a key is not counted with its address');
  at.clock.now = new Date(at.clock.now.getTime() + 1_000);
  assert.equal((await ask('/takers')).status, 401);
});

test('an address that tries wrong keys has to wait, and the right key waits with it', async () => {
  at.clock.now = new Date(at.clock.now.getTime() + 60_000);
  const wrong = await Promise.all(Array.from({ length: WRONG_KEYS_PER_MINUTE }, () => ask('/takers', bearer('guess'))));
  assert.ok(wrong.every(({ status }) => status === 401));
  assert.equal((await ask('/takers', bearer('guess'))).status, 429);
  at.clock.now = new Date(at.clock.now.getTime() + 60_000);
  assert.equal((await ask('/takers', bearer('taker'))).status, 200);
});

test('a stopping server finishes the request it has, and cuts one that does not end in time', async () => {
  const stopping = createServer({ system: at.system, identify, policy: sayingPolicy, routes });
  const address = await listening(stopping);
  const answer = ask('/slow', {}, address);
  while (blocked === undefined) await new Promise((resolve) => setImmediate(resolve));
  const stopped = stopServer(stopping);
  blocked();
  assert.deepEqual((await answer).json, { done: true });
  assert.equal(await stopped, 'finished');

  blocked = undefined;
  const stuck = createServer({ system: at.system, identify, policy: sayingPolicy, routes });
  const hanging = ask('/slow', {}, await listening(stuck));
  const cut = assert.rejects(hanging);
  while (blocked === undefined) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await stopServer(stuck, 0), 'cut');
  await cut;
});
