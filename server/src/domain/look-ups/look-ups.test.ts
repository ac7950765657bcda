import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity, send } from '../../../../tests/journeys/city.ts';
import { csvOf, registration } from '../../../../tests/journeys/tables.ts';
import { signIn } from '../../../../tests/sign-in.ts';
import { buildServer } from '../../app.ts';
import { write } from '../../platform/db/write.ts';
import { createApiKey } from '../access/index.ts';
import { findPersonByIdentifier } from '../subjects/index.ts';
import { held, NUMBER } from '../subjects/persons/persons-fixture.ts';

const { logistics, food } = ORGANISATIONS;
const OFFICIAL = '惊蛰';

let city: City;
let server: FastifyInstance;
let key: string;
let batchId: string;
before(async () => {
  city = await openCity();
  server = buildServer(city.system);
  const { system } = city;
  const rows = [registration(logistics.code, logistics.name, {}), registration(food.code, food.name, {})];
  const sent = { category: 'registration', agency: AGENCIES.market.code, name: 'register.csv' };
  batchId = (await send(city, { ...sent, content: csvOf(rows) })).batchId;
  const made = await write(system.pool, system.clock, (trx, now) =>
    createApiKey(
      trx,
      { actor: '立夏', purpose: 'test', now },
      { agency: AGENCIES.tax.code, scopes: ['read', 'check', 'intake'] },
    ),
  );
  assert.ok('key' in made);
  key = made.key;
});
after(async () => {
  await server.close();
  await city.close();
});

const ask = async (url: string, headers: Record<string, string>, body?: object) => {
  const answer = await server.inject({
    method: body === undefined ? 'GET' : 'POST',
    url: `/api/v1${url}`,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.json() };
};
const byKey = (purpose: string, ref: string) => ({
  authorization: `Bearer ${key}`,
  'gongxin-purpose': purpose,
  'gongxin-ref': ref,
});
const later = (minutes: number) => {
  city.clock.now = new Date(city.clock.now.getTime() + minutes * 60_000);
};

test('an organisation sees who looked, archive and checks together, newest first, by pages, the agency and never the official', async () => {
  const desk = await signIn(city.system, { role: 'desk', agency: AGENCIES.finance.code, name: OFFICIAL });
  await ask(`/subjects/${logistics.code}`, byKey('tender', 'Q-1'));
  later(1);
  await ask(
    `/checks`,
    { authorization: `Bearer ${key}` },
    {
      matter: 'land',
      requestRef: 'H-1',
      subjects: [{ code: logistics.code }, { code: food.code }, { code: logistics.code }],
    },
  );
  later(1);
  const official = { ...desk.headers, 'gongxin-purpose': 'case-handling', 'gongxin-ref': 'A-1' };
  assert.equal((await ask(`/subjects/${logistics.code}/records`, official)).status, 200);
  later(1);
  const own = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
  assert.equal((await ask(`/subjects/${logistics.code}`, own.headers)).status, 200, 'one’s own look is not among them');

  const { status, body, text } = await ask('/look-ups', own.headers);
  assert.equal(status, 200, text);
  const seen = body.lookUps.map(({ kind, agencyName, purpose, ref }: Record<string, unknown>) => [
    kind,
    agencyName,
    purpose,
    ref,
  ]);
  assert.deepEqual(seen, [
    ['archive', AGENCIES.finance.name, 'case-handling', null],
    ['check', AGENCIES.tax.name, 'land', 'H-1'],
    ['check', AGENCIES.tax.name, 'land', 'H-1'],
    ['archive', AGENCIES.tax.name, 'tender', null],
  ]);
  for (const hidden of [OFFICIAL, desk.accountId, 'key:', 'A-1']) assert.equal(text.includes(hidden), false, hidden);

  const paged = [];
  let after = '';
  for (let page = 0; page < 5; page++) {
    const { body: one } = await ask(`/look-ups?limit=1${after && `&after=${after}`}`, own.headers);
    paged.push(...one.lookUps);
    after = one.next ?? '';
    if (after === '') break;
  }
  assert.deepEqual(paged, body.lookUps);
});

test('nobody sees another’s; the auditor says whose and why, and sees the file numbers', async () => {
  const other = await signIn(city.system, { role: 'organisation', subjectId: food.code });
  const { body } = await ask('/look-ups', other.headers);
  assert.deepEqual(
    body.lookUps.map(({ kind }: { kind: string }) => kind),
    ['check'],
  );
  assert.equal((await ask(`/look-ups?subject=${logistics.code}`, other.headers)).status, 404);
  const auditor = await signIn(city.system, { role: 'auditor' });
  const why = { ...auditor.headers, 'gongxin-purpose': 'audit', 'gongxin-ref': 'S-1' };
  assert.equal((await ask(`/look-ups?subject=${logistics.code}`, auditor.headers)).body.code, 'purpose-required');
  assert.equal((await ask('/look-ups', why)).status, 400);
  const all = await ask(`/look-ups?subject=${logistics.code}`, why);
  const refs = all.body.lookUps.map(({ ref }: { ref: string }) => ref);
  assert.deepEqual(refs, ['A-1', 'H-1', 'H-1', 'Q-1']);
  assert.equal((await ask('/look-ups', { authorization: `Bearer ${key}` })).status, 403);
});

test('a person sees what is held and who looked by number, and is answered to nobody else', async () => {
  const { system } = city;
  const subjectId = await held(system, { until: '2027-01-11' });
  const act = { actor: 'user:u9', agency: AGENCIES.court.code, purpose: 'court-assistance', now: system.clock() };
  await write(system.pool, system.clock, (trx) =>
    findPersonByIdentifier(trx, system.secrets, act, { kind: 'resident-id', number: NUMBER }),
  );
  const me = await signIn(system, { role: 'person', subjectId });
  const data = await ask('/persons/me', me.headers);
  assert.equal(data.status, 200, data.text);
  assert.equal(data.body.identifier, '****8213');
  assert.equal(data.body.grounds[0].organisationName, logistics.name);
  const { body } = await ask('/look-ups', me.headers);
  assert.deepEqual(
    body.lookUps.map(({ kind, agencyName, purpose }: Record<string, unknown>) => [kind, agencyName, purpose]),
    [['identifier', AGENCIES.court.name, 'court-assistance']],
  );
  for (const headers of [{}, byKey('approval', 'Q-9')]) {
    assert.equal((await ask(`/subjects/${subjectId}`, headers)).status, 404);
    assert.equal((await ask(`/subjects?query=${subjectId}`, headers)).body.total, 0);
  }
  const auditor = await signIn(system, { role: 'auditor' });
  const why = { ...auditor.headers, 'gongxin-purpose': 'audit', 'gongxin-ref': 'S-1' };
  assert.equal((await ask(`/look-ups?subject=${subjectId}`, why)).status, 404);

  const decider = await signIn(system, { role: 'decider' });
  const erase = { subjectId, reason: 'requested', document: '青信删〔2026〕1号' };
  assert.equal((await ask('/persons/erasures', decider.headers, erase)).status, 200);
  assert.equal((await ask('/persons/erasures', decider.headers, erase)).status, 409);
  assert.equal((await ask('/persons/me', me.headers)).status, 404);
});

test('a purpose outside the catalogue is refused with the address of the list, also of a session', async () => {
  const refused = await ask(`/subjects/${food.code}`, byKey('curiosity', 'Q-1'));
  assert.deepEqual([refused.status, refused.body.code], [400, 'purpose-unknown']);
  assert.match(refused.body.detail, /\/api\/v1\/catalogue\/purposes/);
  const counter = await signIn(city.system, { role: 'counter' });
  const asked = { ...counter.headers, 'gongxin-purpose': 'own-data', 'gongxin-ref': 'Q-1' };
  assert.equal((await ask(`/subjects/${food.code}`, asked)).body.code, 'purpose-unknown');
  const list = await ask('/catalogue/purposes', {});
  const codes = list.body.purposes.map(({ code }: { code: string }) => code);
  for (const code of ['approval', 'case-handling', 'procurement']) assert.ok(codes.includes(code), code);
  assert.equal((await ask(`/subjects/${food.code}`, { 'gongxin-purpose': 'curiosity' })).status, 200, 'what is public');
});

test('receipts, returned rows, the queue and texts that wait are journalled, one entry a look, with ids and counts', async () => {
  const auditor = await signIn(city.system, { role: 'auditor' });
  const clerk = await signIn(city.system, { role: 'clerk', agency: AGENCIES.market.code });
  const { pool } = city.system;
  const { rows: before } = await pool.query('select max(entry_id)::int as last from journal_entry');
  assert.equal((await ask(`/intake/batches/${batchId}`, auditor.headers)).status, 200);
  assert.equal((await ask('/intake/queue', clerk.headers)).status, 200);
  const why = { ...clerk.headers, 'gongxin-purpose': 'archive-keeping', 'gongxin-ref': 'T-1' };
  assert.equal((await ask('/records/text-reviews', why)).status, 200);
  await server.inject({ url: `/api/v1/intake/batches/${batchId}/rejects`, headers: clerk.headers });
  assert.equal((await ask('/intake/batches/nothing', auditor.headers)).status, 404);
  const { rows } = await pool.query(
    'select event, actor, target, detail from journal_entry where entry_id > $1 order by entry_id',
    [before[0]?.last],
  );
  const [by, of] = [`user:${auditor.accountId}`, `user:${clerk.accountId}`];
  const counts = { status: 'finished', rejected: 0, unresolved: 0 };
  assert.deepEqual(rows, [
    { event: 'batch.read', actor: by, target: batchId, detail: counts },
    { event: 'queue.read', actor: of, target: null, detail: { rows: [] } },
    { event: 'text.read', actor: of, target: null, detail: { records: [], texts: 0 } },
    { event: 'rejects.read', actor: of, target: batchId, detail: counts },
  ]);
});

test('past their term look-ups are shown to nobody: on the last day still, on the day after no more', async () => {
  const seenOn = async (day: string) => {
    city.clock.now = new Date(`${day}T12:00:00+08:00`);
    const own = await signIn(city.system, { role: 'organisation', subjectId: logistics.code });
    const { body } = await ask('/look-ups', own.headers);
    return body.lookUps.length;
  };
  assert.equal(await seenOn('2029-11-20'), 4);
  assert.equal(await seenOn('2029-11-21'), 0);
});
