import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { suspendRecord, withdrawRecord } from '../../server/src/domain/records/index.ts';
import { retireSubjects } from '../../server/src/domain/subjects/index.ts';
import { addMonths, today } from '../../server/src/kernel/dates.ts';
import { write } from '../../server/src/platform/db/write.ts';
import { OFFICES } from './city-names.ts';
import { openPortal, pagesOf, type RunningPortal } from './portal.ts';

let portal: RunningPortal;
before(async () => {
  portal = await openPortal();
});
after(() => portal?.close());

const get = (path: string, init?: RequestInit) => fetch(portal.address + path, { redirect: 'manual', ...init });
const text = async (path: string) => (await get(path)).text();
const act = (agency: string) => ({ actor: 'clerk', agency, purpose: 'withdraw' });

/** Search results, lists, double publicity, organisations with adverse facts, sole traders, and where one signs in. */
const FOR_NO_ENGINE = /^(search|subject|sole|publicity|list(-empty)?$|report-state|sign-in|not-found)/;

test('every page comes with a policy that allows nothing inline, and is kept by nobody', async () => {
  for (const [name, path] of pagesOf(portal.city)) {
    const answer = await get(path);
    assert.equal(answer.status, name === 'not-found' ? 404 : 200, name);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; style-src 'self'; script-src 'self'/);
    assert.doesNotMatch(policy, /unsafe/);
    const html = await answer.text();
    assert.match(html, /^<!doctype html><html lang="zh-CN"/);
    assert.doesNotMatch(html, /\sstyle=|<style|\son\w+=|javascript:/, name);
    assert.deepEqual(
      [...html.matchAll(/<script[^>]*>([^<]*)/g)].map(([, inside]) => inside),
      [''],
      name,
    );
  }
});

test('adverse facts and sole traders ask search engines to stay away, in header and page; the law is open to them', async () => {
  for (const [name, path] of pagesOf(portal.city)) {
    const answer = await get(path);
    const wanted = FOR_NO_ENGINE.test(name) ? 'noindex, noarchive' : null;
    assert.equal(answer.headers.get('x-robots-tag'), wanted, name);
    assert.equal(
      (await answer.text()).includes('<meta name="robots" content="noindex, noarchive"/>'),
      wanted !== null,
      name,
    );
  }
  const clean = await spotless();
  assert.equal((await get(`/subjects/${clean}`)).headers.get('x-robots-tag'), null);
});

/** An enterprise without any adverse record. */
async function spotless(): Promise<string> {
  const { rows } = await portal.test.system.pool.query<{ code: string }>(
    `select s.code from subject s where s.kind = 'enterprise' and not exists (select from record r
       where r.subject_id = s.subject_id and r.category in ('penalty', 'serious-dishonesty')) limit 1`,
  );
  return rows[0]?.code ?? '';
}

test('stylesheet, script and mark may be kept for ever, for their address changes with them', async () => {
  const html = await text('/about');
  const urls = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '');
  assert.ok(urls.length >= 3);
  for (const url of new Set(urls)) {
    const answer = await get(url);
    assert.equal(answer.status, 200, url);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  }
  assert.equal((await get('/assets/000000000000.portal.css')).status, 404);
});

test('a withdrawn record is gone from every page with the next request', async () => {
  const { busy } = portal.city;
  const { pool, clock } = portal.test.system;
  const paths = [`/subjects/${busy.code}`, '/publicity?kind=penalty'];
  const documentNo = '青罚字〔2026〕121号';
  for (const path of paths) assert.ok((await text(path)).includes(documentNo), path);
  const { market } = OFFICES;
  const record = { subject: busy.code, documentNo };
  const withdrawn = await write(pool, clock, (trx, now) =>
    withdrawRecord(
      trx,
      { ...act(market.code), now },
      { category: 'penalty', record, reason: '决定已撤销', document: '青撤〔2026〕1号' },
    ),
  );
  assert.ok('withdrawnAt' in withdrawn, JSON.stringify(withdrawn));
  for (const path of paths) assert.ok(!(await text(path)).includes(documentNo), path);
});

test('a record whose term is over, or whose objection is being looked into, is shown nowhere', async () => {
  const { pool, clock } = portal.test.system;
  const list = '/lists/tax-serious';
  const [first] = await entries(list);
  assert.ok(first !== undefined);
  const { rows } = await pool.query<{ subjectId: string; recordId: string }>(
    `select subject_id as "subjectId", record_id as "recordId" from record where document_no = $1 and list = 'tax-serious'`,
    [first],
  );
  const [held] = rows;
  assert.ok(held !== undefined);
  const suspended = await write(pool, clock, (trx, now) =>
    suspendRecord(
      trx,
      { ...act(OFFICES.tax.code), now },
      { ...held, cause: 'objection', reason: '核实异议', document: '青异〔2026〕1号' },
    ),
  );
  assert.ok('suspendedAt' in suspended, JSON.stringify(suspended));
  assert.ok(!(await entries(list)).includes(first));

  const noon = portal.test.clock.now;
  try {
    portal.test.clock.now = new Date(`${addMonths(today(noon), 40)}T12:00:00+08:00`);
    assert.deepEqual(await entries(list), []);
  } finally {
    portal.test.clock.now = noon;
  }
});

async function entries(path: string): Promise<string[]> {
  return [...(await text(path)).matchAll(/data-name="决定文书号"[^>]*>([^<]+)/g)].map(([, no]) => no ?? '');
}

test('what is unknown, retired or badly written is answered by a page that helps, and repeats nothing that was sent', async () => {
  for (const path of [
    '/subjects/990100199001010000',
    '/subjects/%00',
    '/lists/none',
    '/catalogue/none',
    '/publicity?kind=none',
    '/x/y/z',
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 404, path);
    const html = await answer.text();
    assert.match(html, /没有找到/, path);
    assert.ok(!html.includes('990100199001010000</') && !html.includes('value="990100199001010000"'), path);
  }
  for (const path of [
    '/search?q=%E6%81%92&after=garbage',
    '/publicity?after=garbage&until=2026-02-31',
    '/search?q=&after=',
    '/search?q=a&q=b',
    '/lists/tax-serious?after=W10',
  ])
    assert.equal((await get(path)).status, 200, path);
  const api = await get('/api/v1/no-such-thing');
  assert.equal(api.status, 404);
  assert.match(api.headers.get('content-type') ?? '', /problem\+json/);

  const retired = portal.city.all.at(-1)?.code ?? '';
  assert.equal((await get(`/subjects/${retired}`)).status, 200);
  const { pool, clock } = portal.test.system;
  await write(pool, clock, (trx, now) => retireSubjects(trx, [retired], now));
  assert.equal((await get(`/subjects/${retired}`)).status, 404);
  assert.ok(!(await text(`/search?q=${retired}`)).includes(`/subjects/${retired}`));
});

test('an organisation is found by its former name and by its code in lower case', async () => {
  const { renamed } = portal.city;
  const html = await text(`/search?q=${encodeURIComponent('旧名')}`);
  assert.match(html, /曾用名：<span>青禾<\/span><mark>旧名<\/mark>/);
  assert.ok(html.includes(`/subjects/${renamed.code}`));
  const answer = await get(`/subjects/${renamed.code.toLowerCase()}`);
  assert.equal(answer.status, 302);
  assert.equal(answer.headers.get('location'), `/subjects/${renamed.code}`);
});

test('whatever stands in a name or a query is text and no markup', async () => {
  const query = '<img src=x onerror=alert(1)>"\'&';
  const html = await text(`/search?q=${encodeURIComponent(query)}`);
  assert.ok(!html.includes('<img src=x'));
  assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;'));
});

test('the display is changed for pages of this site only', async () => {
  const answer = await get('/display?text=large&contrast=high&back=//example.org/');
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), '/');
  assert.match(
    answer.headers.get('set-cookie') ?? '',
    /^gongxin-display=large\.high; Path=\/; Max-Age=\d+; SameSite=Lax; HttpOnly$/,
  );
  const html = await (await get('/about', { headers: { cookie: 'gongxin-display=large.high' } })).text();
  assert.match(html, /<html lang="zh-CN" class="text-large contrast-high">/);
});

test("representatives stand on their organisation's page and nowhere else", async () => {
  const page = await text(`/subjects/${portal.city.busy.code}`);
  assert.match(page, /法定代表人/);
  for (const [name, path] of pagesOf(portal.city)) {
    if (name === 'subject' || name === 'sole-trader' || /^(about|category)$/.test(name)) continue;
    assert.ok(!(await text(path)).includes('法定代表人'), name);
  }
});
