import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { appRoutes, buildServer } from '../../server/src/app.ts';
import { createApiKey, ROLES } from '../../server/src/domain/access/index.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { SCOPES } from '../../server/src/platform/http/caller.ts';
import { httpMetrics } from '../../server/src/platform/http/metrics.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { type City, openCity, send } from '../journeys/city.ts';
import { signIn } from '../sign-in.ts';
import { type Description, type Request, requestsOf } from './requests.ts';

/** Requests a run sends; `GONGXIN_FUZZ_REQUESTS=10000 npm test -- openapi/fuzz` is the long one. */
const REQUESTS = Number(process.env.GONGXIN_FUZZ_REQUESTS ?? 1_200);
const TIMEOUT_MS = Math.max(120_000, REQUESTS * 60);

/** Stands in a record that nobody outside its agency may read. */
const CANARY = '金丝雀七九三号';
/** What a stack, a statement or a path of ours would look like in an answer. */
const TELLTALE =
  /\bat .*\.(ts|js):\d|node_modules|server\/src|\bselect\b.+\bfrom\b|insert into|syntax error|violates|relation "|column "|invalid input syntax|pg_|ECONN|TypeError|RangeError|AssertionError/i;
/** Callers that the canary's agency, or the law, lets see it. */
const MAY_SEE = new Set(['housing', 'decider', 'case-officer', 'auditor']);

let city: City;
let server: FastifyInstance;
let request: fc.Arbitrary<Request>;
const headersOf = new Map<string, Record<string, string>>();

before(async () => {
  city = await openCity({ reviewed: [AGENCIES.housing] });
  const { system } = city;
  server = buildServer(system);
  await plantCanary();
  headersOf.set('anonymous', { 'sec-fetch-site': 'same-origin' });
  headersOf.set('stranger', {});
  for (const role of ROLES) headersOf.set(role, (await signIn(system, { role, agency: AGENCIES.eco.code })).headers);
  for (const [name, agency] of [
    ['housing', AGENCIES.housing],
    ['eco', AGENCIES.eco],
  ] as const) {
    const key = await write(system.pool, system.clock, (trx, now) =>
      createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency: agency.code, scopes: [...SCOPES] }),
    );
    assert.ok(!isRefusal(key));
    headersOf.set(name, { authorization: `Bearer ${key.key}` });
  }
  const described = (await server.inject('/api/openapi.json')).json<Description>();
  const pages = appRoutes(httpMetrics())
    .filter(({ hidden, method }) => hidden === true && method === 'GET')
    .map(({ url }) => url);
  request = requestsOf(described, await knownWords(), pages);
});
after(async () => {
  await server.close();
  await city.close();
});

async function plantCanary(): Promise<void> {
  const { housing } = AGENCIES;
  const { builder } = ORGANISATIONS;
  const content = [
    '行政相对人名称,行政相对人类别,统一社会信用代码,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,处罚决定日期,处罚机关,处罚机关统一社会信用代码,数据来源单位,数据来源单位统一社会信用代码',
    `${builder.name},法人及非法人组织,${builder.code},青建罚〔2026〕1号,违规施工,${CANARY},《建筑法》,警告,给予警告,2026-11-10,${housing.name},${housing.code},${housing.name},${housing.code}`,
  ].join('\n');
  const receipt = await send(city, { category: 'penalty', agency: housing.code, name: 'canary.csv', content });
  assert.equal(receipt.accepted, 1, JSON.stringify(receipt));
}

async function knownWords(): Promise<Record<string, string[]>> {
  const { pool } = city.system;
  const { rows: batches } = await pool.query<{ batch_id: string }>('select batch_id from intake_batch');
  const { rows: records } = await pool.query<{ record_id: string }>('select record_id from record');
  const code = Object.values(ORGANISATIONS).map((organisation) => organisation.code);
  return {
    code,
    subject: code,
    category: ['penalty', 'licence', 'registration', 'nothing'],
    matter: ['procurement', 'licensing', 'nothing'],
    record: records.map(({ record_id }) => record_id),
    recordId: records.map(({ record_id }) => record_id),
    id: batches.map(({ batch_id }) => batch_id),
    query: ['青禾', '恒泰', ...code],
    columns: ['名称', 'name', '统一社会信用代码', 'code', '行政处罚决定书文号', 'documentNo'],
    'Gongxin-Purpose': ['licensing', 'procurement'],
    'Gongxin-Ref': ['Q-1'],
    after: ['', 'eyJ2IjoxfQ', 'MQ'],
    limit: ['1', '10'],
  };
}

test('the canary is there: its own agency reads it, so that its silence elsewhere means something', async () => {
  const { builder } = ORGANISATIONS;
  const asked = { 'gongxin-purpose': 'supervision', 'gongxin-ref': 'Q-1' };
  const url = `/api/v1/subjects/${builder.code}?category=penalty`;
  const own = await server.inject({ url, headers: { ...headersOf.get('housing'), ...asked } });
  assert.ok(own.payload.includes(CANARY), own.payload);
  const other = await server.inject({ url, headers: { ...headersOf.get('eco'), ...asked } });
  assert.ok(!other.payload.includes(CANARY));
});

test('a page whose address holds what no text may hold is not there, whoever asks', async () => {
  const pages = appRoutes(httpMetrics()).filter(({ hidden, url }) => hidden === true && url.includes(':'));
  assert.ok(pages.length > 5);
  for (const { method, url } of pages) {
    const spoilt = `${url.replace(/:\w+/g, 'a%00b')}?after=a%00b`;
    for (const [name, headers] of headersOf) {
      const { statusCode } = await server.inject({ method, url: spoilt, headers });
      assert.ok(statusCode < 500, `${method} ${spoilt} answers ${name} ${statusCode}`);
    }
  }
});

test('no request, however made, gets a fault, a trace of our code or SQL, or a look at what is not the caller’s', {
  timeout: TIMEOUT_MS,
}, async () => {
  // those who may most come often, or most requests would end at the door
  const caller = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...headersOf.keys()) },
    { weight: 1, arbitrary: fc.constantFrom('eco', 'clerk', 'reviewer', 'case-officer', 'decider', 'system-admin') },
  );
  await fc.assert(
    fc.asyncProperty(request, caller, async ({ method, url, headers, body }, name) => {
      const answer = await server.inject({
        method: method as 'GET',
        url,
        headers: { ...headers, ...headersOf.get(name) },
        ...(body === undefined ? {} : { payload: body }),
      });
      assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.payload.slice(0, 300)}`);
      const type = String(answer.headers['content-type'] ?? '');
      if (!/json|text/.test(type) || url.startsWith('/assets')) return;
      if (answer.statusCode >= 400) assert.doesNotMatch(answer.payload, TELLTALE);
      if (!MAY_SEE.has(name)) assert.ok(!answer.payload.includes(CANARY), 'the canary sings');
      if (answer.statusCode >= 400 && url.startsWith('/api/')) assert.match(type, /problem\+json/);
    }),
    { numRuns: REQUESTS, endOnFailure: false },
  );
});
