import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildServer } from '../../server/src/app.ts';
import { loadCatalogueIfEmpty } from '../../server/src/cli/bundled-catalogue.ts';
import { REGISTRAR } from '../../server/src/demo/agencies.ts';
import { buildCity } from '../../server/src/demo/build-city.ts';
import { DEMO_PASSWORD, PEOPLE, settlePeople } from '../../server/src/demo/people.ts';
import { PLANTED_NUMBERS, PLANTED_PERSONS, PLANTED_PHONES } from '../../server/src/demo/texts.ts';
import { SECOND_FACTOR_ROLES } from '../../server/src/domain/access/index.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { lookAtMissedChecks, lookAtNumberGaps } from '../../server/src/domain/governance/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { type TestSystem, testSystem } from '../system.ts';

/** More pages than the city has; a crawl that reaches it found a trap without an end. */
const PAGES_AT_MOST = 20_000;
/** So that the database reads one page while another is being written. */
const PAGES_AT_ONCE = 4;

let at: TestSystem;
let server: FastifyInstance;
before(async () => {
  at = await testSystem({ env: { GONGXIN_RATE_FACTOR: '1000', GONGXIN_LOG_LEVEL: 'error' } });
  at.clock.now = new Date('2026-11-21T12:00:00+08:00');
  await loadCatalogueIfEmpty(at.system);
  await buildCity(at.system, () => {});
  server = buildServer(at.system);
});
after(async () => {
  await server.close();
  await at.close();
});

const counted = async (sql: string): Promise<number> => {
  const { rows } = await at.system.pool.query<{ count: string }>(sql);
  return Number(rows[0]?.count);
};

test('the demonstration is a whole city: departments, organisations, records of every category, some late, unresolved and ended', async () => {
  assert.equal(await counted('select count(*) from agency'), 20);
  assert((await counted(`select count(*) from subject where standing = 'registered'`)) >= 2_000);
  assert((await counted('select count(*) from record where superseded_at is null')) >= 15_000);
  assert.equal(await counted('select count(distinct category) from record'), 25);
  for (const table of [
    `record where late`,
    'intake_queue',
    `record_deed where kind = 'withdrawal'`,
    'measure_ground',
  ]) {
    assert((await counted(`select count(*) from ${table}`)) > 0, table);
  }
});

test('objections of the city show each stage: filed and accepted with the mark, answered beside a statement, withdrawn with a notice', async () => {
  const page = (path: string) => server.inject({ url: path }).then(({ body }) => body);
  const { rows } = await at.system.pool.query<{ code: string; deeds: string[] }>(
    `select s.code, array(select deed from case_deed d where d.case_id = o.case_id) as deeds
       from objection o join subject s using (subject_id)`,
  );
  const of = (deed: string, not = '') => rows.find(({ deeds }) => deeds.includes(deed) && !deeds.includes(not))?.code;
  assert.equal(rows.length, 4);
  for (const code of [of('filed', 'accepted'), of('accepted', 'proposed')]) {
    assert.match(await page(`/subjects/${code}`), /异议处理中/);
  }
  assert.match(await page(`/subjects/${of('stands')}`), /主体的说明.*收到决定书当日缴纳罚款/);
  assert.match(await page(`/subjects/${of('withdrawn')}`), /名下公示的一条行政处罚有误/);
  assert.match(await page('/corrections'), new RegExp(`/subjects/${of('withdrawn')}`));
});

test('a new user finds what supervision is for: a licence without a check, one against a check, and two gaps of one agency', async () => {
  const { pool, clock } = at.system;
  const day = today(clock());
  const act = { actor: '霜降', purpose: 'test', now: clock() };
  const found = await lookAtMissedChecks(pool, act, day, { reach: { over: 'all' } });
  assert.ok(!isRefusal(found), JSON.stringify(found));
  const missed = found.missedChecks.map(({ agency, category, outcome }) => [agency, category, outcome]);
  assert.deepEqual(missed.sort(), [
    [REGISTRAR, 'licence', 'checked-overridden'],
    [REGISTRAR, 'licence', 'no-check'],
  ]);
  const law = { catalogue: await catalogueInForce(pool, day), today: day };
  const gaps = await lookAtNumberGaps(pool, act, law, { reach: { over: 'all' } });
  assert.ok(!isRefusal(gaps), JSON.stringify(gaps));
  const suspected = gaps.agencies.flatMap(({ agency, series }) =>
    series.flatMap((one) => one.gaps.map(({ from, to }) => [agency, one.category, to - from + 1])),
  );
  assert.deepEqual(suspected, [
    [REGISTRAR, 'licence', 3],
    [REGISTRAR, 'licence', 1],
  ]);
});

test('every post of the demonstration is held by somebody who signs in; who decides is asked for a second factor', async () => {
  await settlePeople(at.system);
  for (const { login, role } of PEOPLE) {
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'sec-fetch-site': 'same-origin' },
      payload: { login, password: DEMO_PASSWORD },
    });
    assert.equal(answer.statusCode, 200, `${login}: ${answer.payload}`);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const { statusCode, payload } = await server.inject({ url: '/api/v1/intake/queue', headers: { cookie } });
    const code = statusCode === 200 ? 'may' : JSON.parse(payload).code;
    const expected = SECOND_FACTOR_ROLES.has(role) ? 'second-factor-required' : undefined;
    if (expected !== undefined) assert.equal(code, expected, login);
    else assert.ok(['may', 'role-missing'].includes(code), `${login}: ${code}`);
  }
});

test('no public page of the city names a private person, a phone or a number that stands in its texts', async () => {
  const planted = [...PLANTED_PERSONS, ...PLANTED_PHONES, ...PLANTED_NUMBERS];
  assert.equal(planted.length, 50);
  const { rows } = await at.system.pool.query<{ held: string }>(
    `select string_agg(fields::text, ' ') as held from record`,
  );
  const held = rows[0]?.held ?? '';
  assert(planted.filter((word) => held.includes(word)).length >= 45, 'the city holds what it must not show');

  const { rows: subjects } = await at.system.pool.query<{ code: string }>('select code from subject order by code');
  const queue = ['/', '/about', '/guides/repair', ...subjects.map(({ code }) => `/subjects/${code}`)];
  const seen = new Set(queue);
  const found = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    const { statusCode, body } = await server.inject({ url: path });
    assert(statusCode < 500, `${path} answers ${statusCode}`);
    for (const word of planted) if (body.includes(word)) found.set(word, path);
    for (const [, link = ''] of body.matchAll(/href="(\/[^"#]*)"/g)) {
      const next = link.replaceAll('&amp;', '&');
      if (next.startsWith('/assets/') || next.startsWith('/display') || seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
    assert(queue.length < PAGES_AT_MOST, 'a crawl ends');
  };
  for (let at = 0; at < queue.length; at += PAGES_AT_ONCE) {
    await Promise.all(queue.slice(at, at + PAGES_AT_ONCE).map(visit));
  }
  assert.deepEqual([...found], []);
});
