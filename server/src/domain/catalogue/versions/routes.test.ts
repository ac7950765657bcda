import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AGENCIES } from '../../../../../tests/cast.ts';
import { type City, openCity } from '../../../../../tests/journeys/city.ts';
import { type Desk, getJson, keyOf, openDesk } from '../../../../../tests/journeys/over-http.ts';
import { signIn } from '../../../../../tests/sign-in.ts';
import { catalogueVersion } from '../in-force.ts';
import type { Entry } from '../read-folder.ts';
import { bundledEntries, changed, type Json } from '../testing/bundled.ts';

const URL = '/api/v1/catalogue/proposals';
const EDITOR = 'u00000000000000ed';
const HOLDER = '91990100MAB04BY3X7';

describe('versions of the catalogue over HTTP', () => {
  let city: City;
  let desk: Desk;
  type Headers = Record<string, string>;
  let [editor, editorDeciding, decider]: Headers[] = [{}, {}, {}];
  let entries: Entry[];
  let proposed: { proposalId: string; digest: string };
  before(async () => {
    city = await openCity();
    desk = await openDesk(city.system);
    await signInAll();
    entries = await bundledEntries();
  });
  after(async () => {
    await desk?.close();
    await city?.close();
  });

  /** Again whenever the clock has moved on: no session lasts for days. */
  async function signInAll(): Promise<void> {
    const agency = AGENCIES.credit.code;
    const proposing = await signIn(city.system, { role: 'catalogue-editor', agency, accountId: EDITOR });
    editor = proposing.headers;
    // the same person in another post
    editorDeciding = (await signIn(city.system, { role: 'decider', agency, accountId: EDITOR })).headers;
    decider = (await signIn(city.system, { role: 'decider', agency })).headers;
  }
  async function post(who: Headers | undefined, path: string, body: unknown): Promise<{ status: number; body: Json }> {
    const answer = await fetch(desk.address + path, {
      method: 'POST',
      headers: { ...who, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const get = (path: string) => getJson<Json>(desk.address + path, decider);
  const offer = (offered: readonly Entry[], inForceFrom = '2026-12-01') => ({
    inForceFrom,
    reason: '依新办法修订',
    entries: offered.map(({ kind, code, body }) => ({ kind, code, body })),
  });
  const renamed = () => changed(entries, 'categories', 'honour', (body) => (body.name = '诚信荣誉'));

  it('answers the findings of the lint, and keeps nothing', async () => {
    const broken = changed(entries, 'lists', 'tax-serious', (body) => (body.notice.required = false));
    const { status, body } = await post(editor, URL, offer(broken));
    assert.deepEqual([status, body.code, body.findings[0].code], [422, 'catalogue-findings', 'list-without-notice']);
    assert.deepEqual((await get(URL)).proposals, []);
  });

  it('refuses what is too much, too deep or no text, and fails of none of it', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const one = (body: string) =>
      `{"inForceFrom":"2026-12-01","reason":"试","entries":[{"kind":"matters","code":"deep","body":${body}}]}`;
    const many = Array.from({ length: 2_001 }, (_, nth) => ({ kind: 'matters', code: `m${nth}`, body: {} }));
    const attempts: [number, unknown][] = [
      [422, one(deep)],
      [422, one('{"__proto__x":1,"code":"deep"}')],
      [422, one('null')],
      [400, { ...offer([]), entries: many }],
      [400, offer([])],
      [400, { ...offer(entries), inForceFrom: '2026-02-30' }],
      [400, offer(entries, '0001-01-01')],
      [413, { ...offer(entries), reason: 'x'.repeat(9 * 1024 * 1024) }],
      [422, offer(changed(entries, 'measures', 'green-channel', (body) => (body.name = '\ud800')))],
    ];
    for (const [expected, body] of attempts) {
      const answer = await post(editor, URL, body);
      assert.equal(
        answer.status,
        expected,
        `${JSON.stringify(body).slice(0, 80)} ${city.logged
          .filter((l) => l.includes('request failed'))
          .join()
          .slice(0, 1500)}`,
      );
    }
    assert.deepEqual((await get(URL)).proposals, []);
  });

  it('shows a proposal with its difference to whoever is to confirm it', async () => {
    const { status, body } = await post(editor, URL, offer(renamed()));
    assert.equal(status, 201, JSON.stringify(body));
    proposed = body;
    const [listed] = (await get(URL)).proposals;
    assert.deepEqual([listed.proposalId, listed.status], [proposed.proposalId, 'open']);
    const seen = await get(`${URL}/${proposed.proposalId}`);
    assert.deepEqual([seen.digest, seen.differs], [proposed.digest, false]);
    assert.deepEqual(seen.dryRun.differences[0].changes, [{ at: '/name', before: '诚实守信荣誉', after: '诚信荣誉' }]);
    assert.deepEqual((await get(`${URL}?before=${proposed.proposalId}`)).proposals, []);
  });

  it('is confirmed by another than who proposed it', async () => {
    const path = `${URL}/${proposed.proposalId}/confirmation`;
    const own = await post(editorDeciding, path, { digest: proposed.digest });
    assert.deepEqual([own.status, own.body.code], [409, 'second-person']);
    const unseen = await post(decider, path, { digest: 'a'.repeat(64) });
    assert.deepEqual([unseen.status, unseen.body.code, unseen.body.digest], [409, 'conflict', proposed.digest]);
    const { status, body } = await post(decider, path, { digest: proposed.digest });
    assert.deepEqual([status, body.version], [200, 2]);
    const seen = await get(`${URL}/${proposed.proposalId}`);
    assert.deepEqual([seen.proposal.status, seen.proposal.version, seen.digest], ['confirmed', 2, proposed.digest]);
  });

  it('takes force on the running server when its day begins in Shanghai; records keep the version they came under', async () => {
    const names = async () => {
      const { version, categories } = await getJson<Json>(`${desk.address}/api/v1/catalogue/categories`);
      return [version, categories.find(({ code }: Json) => code === 'honour').name];
    };
    const submit = async (title: string) => {
      const key = await keyOf(city.system, AGENCIES.market.code);
      const record = {
        名称: '青禾东方恒泰物流有限公司',
        统一社会信用代码: HOLDER,
        荣誉名称: title,
        认定依据: '《评选办法》',
        文书号: title,
        认定单位: AGENCIES.market.name,
        认定单位统一社会信用代码: AGENCIES.market.code,
        认定日期: '2026-11-02',
        有效期至: '2028-11-01',
      };
      const { body } = await post({ authorization: `Bearer ${key}` }, '/api/v1/intake/records', {
        category: 'honour',
        records: [record],
      });
      assert.equal(body.accepted, 1, JSON.stringify(body));
    };
    city.clock.now = new Date('2026-11-30T23:59:59+08:00');
    assert.deepEqual(await names(), [1, '诚实守信荣誉']);
    await submit('先进单位');
    city.clock.now = new Date('2026-12-01T00:00:00+08:00');
    await signInAll();
    assert.deepEqual(await names(), [2, '诚信荣誉']);
    await submit('示范单位');
    const { rows } = await city.system.pool.query(
      'select document_no, catalogue_version from record order by catalogue_version',
    );
    assert.deepEqual(rows, [
      { document_no: '先进单位', catalogue_version: 1 },
      { document_no: '示范单位', catalogue_version: 2 },
    ]);
    assert.equal((await catalogueVersion(city.system.pool, 1))?.category('honour')?.name, '诚实守信荣誉');
    const { versions } = await get('/api/v1/catalogue/versions');
    assert.deepEqual(
      versions.map(({ version, inForceFrom }: Json) => [version, inForceFrom]),
      [
        [2, '2026-12-01'],
        [1, '2026-11-20'],
      ],
    );
  });

  it('asks for a fresh look when records have come that it concerns', async () => {
    const shorter = changed(entries, 'categories', 'honour', (body) => (body.use.until = { term: { days: 5 } }));
    const first = await post(editor, URL, offer(shorter, '2026-12-05'));
    assert.equal(first.status, 201, JSON.stringify(first.body));
    assert.deepEqual(first.body.dryRun.effects.categories[0].use.leaving.records, 2);
    await city.system.pool.query(
      `update record_window set superseded_at = $1 where record_id = (select min(record_id) from record)`,
      [city.clock.now],
    );
    const path = `${URL}/${first.body.proposalId}`;
    const stale = await post(decider, `${path}/confirmation`, { digest: first.body.digest });
    assert.deepEqual([stale.status, stale.body.code], [409, 'conflict']);
    const seen = await get(path);
    assert.deepEqual([seen.differs, seen.digest], [true, stale.body.digest]);
    assert.equal((await post(decider, `${path}/confirmation`, { digest: seen.digest })).status, 200);
  });

  it('is rejected by another, withdrawn by who proposed it, and then closed', async () => {
    const make = async () => (await post(editor, URL, offer(entries, '2026-12-20'))).body.proposalId;
    const [one, other] = [await make(), await make()];
    const reason = { reason: '依据有误' };
    assert.equal((await post(editorDeciding, `${URL}/${one}/rejection`, reason)).body.code, 'second-person');
    assert.equal((await post(decider, `${URL}/${one}/rejection`, reason)).body.status, 'rejected');
    assert.equal((await post(decider, `${URL}/${other}/withdrawal`, reason)).status, 403);
    assert.equal((await post(editor, `${URL}/${other}/withdrawal`, reason)).body.status, 'withdrawn');
    const again = await post(decider, `${URL}/${other}/rejection`, reason);
    assert.deepEqual([again.status, again.body.code], [409, 'already-done']);
    assert.equal((await post(decider, `${URL}/pnone/rejection`, reason)).status, 404);
  });
});
