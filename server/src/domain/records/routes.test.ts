import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { write } from '../../platform/db/write.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { createServer } from '../../platform/http/server.ts';
import { policy } from '../access/index.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { subjectRoutes } from '../subjects/routes.ts';
import { archiveCatalogue, holdAgency, holdVersion, idOf, MARKET_OFFICE, TAX_OFFICE } from './archive-fixture.ts';
import { recordRoutesUnder } from './routes.ts';

const SUBJECT = '91990100MA0000001X';
const catalogue = archiveCatalogue();
const IMPORTED = new Date('2026-03-01T09:00:00+08:00');
const NOW = new Date('2026-06-01T10:00:00+08:00');
/** Who holds which key is the business of access; here a key's text says it. */
const KEYS: Record<string, Caller> = {
  read: { kind: 'key', keyId: 'k1', agency: TAX_OFFICE, scopes: ['read'] },
  withdraw: { kind: 'key', keyId: 'k2', agency: MARKET_OFFICE, scopes: ['withdraw'] },
  market: { kind: 'key', keyId: 'k3', agency: MARKET_OFFICE, scopes: ['read'] },
};

describe('subjects, archives and withdrawals over HTTP', () => {
  let test: TestSystem;
  let server: FastifyInstance;
  before(async () => {
    test = await testSystem();
    test.clock.now = NOW;
    const { system } = test;
    server = createServer({
      system,
      routes: [...subjectRoutes, ...recordRoutesUnder(async () => catalogue)],
      policy,
      identify: async (token) => KEYS[token] ?? { refused: 'key-invalid', detail: '接口密钥无效。' },
    });
    for (const agency of [MARKET_OFFICE, TAX_OFFICE]) await holdAgency(system.pool, agency);
    await holdSubject(system.pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司', formerNames: ['恒源科技厂'] });
    await write(
      system.pool,
      () => IMPORTED,
      async (trx, now) => {
        for (const n of [1, 2, 3]) {
          const documentNo = `青罚〔2026〕${n}号`;
          await holdVersion(trx, now, { subjectId: SUBJECT, documentNo, fields: { source: '来信' } }, 'released');
        }
        await holdVersion(trx, now, { subjectId: SUBJECT, documentNo: '谈1', category: 'interview' }, 'released');
      },
    );
  });
  after(async () => {
    await server.close();
    await test.close();
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await server.inject({ method: 'GET', url: `/api/v1${path}`, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  const reading = { authorization: 'Bearer read', 'gongxin-purpose': 'tender-review', 'gongxin-ref': 'Q-1' };
  const journalled = async () =>
    (await test.system.pool.query(`select actor, purpose, event, detail from journal_entry order by entry_id desc`))
      .rows;

  it('finds subjects for anybody', async () => {
    const { status, body } = await get(`/subjects?query=${encodeURIComponent('恒源科技厂')}&limit=5`);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      subjects: [
        {
          subjectId: SUBJECT,
          code: SUBJECT,
          name: '青禾市恒源科技有限公司',
          formerName: '恒源科技厂',
          kind: 'enterprise',
          region: '990100',
          status: '存续',
          standing: 'registered',
        },
      ],
      total: 1,
      cut: false,
    });
    assert.equal((await get('/subjects?query=x&limit=0')).status, 400);
  });

  it('answers anybody with what is public, and writes no journal for it', async () => {
    const archive = await get(`/subjects/${SUBJECT.toLowerCase()}`);
    assert.equal(archive.status, 200);
    assert.deepEqual(archive.body.counts, [{ category: 'penalty', name: 'penalty(虚构)', records: 3 }]);
    assert.equal(archive.body.records[0].fields.source, undefined);
    assert.equal(archive.body.records[0].lineage.file, null);
    const page = await get(`/subjects/${SUBJECT}/records?limit=2`);
    const rest = await get(`/subjects/${SUBJECT}/records?limit=2&after=${page.body.next}`);
    assert.deepEqual([page.body.records.length, rest.body.records.length, rest.body.next], [2, 1, undefined]);
    assert.deepEqual(await journalled(), []);
  });

  it('answers a key that says why with what the government shares, and journals it', async () => {
    assert.equal((await get(`/subjects/${SUBJECT}`, { authorization: 'Bearer read' })).status, 400);
    assert.equal((await get(`/subjects/${SUBJECT}`, { ...reading, authorization: 'Bearer withdraw' })).status, 403);
    const { status, body } = await get(`/subjects/${SUBJECT}/records?category=interview`, reading);
    assert.equal(status, 200);
    assert.deepEqual(
      body.records.map((record: { documentNo: string }) => record.documentNo),
      ['谈1'],
    );
    const [entry] = await journalled();
    const records = [idOf({ subjectId: SUBJECT, category: 'interview', documentNo: '谈1' })];
    const detail = { ref: 'Q-1', category: 'interview', records };
    assert.deepEqual(entry, { actor: 'key:k1', purpose: 'tender-review', event: 'subject.read', detail });
  });

  it('takes a moment with its offset, also with an unescaped plus, and refuses any other', async () => {
    const of = async (knownAt: string) => get(`/subjects/${SUBJECT}/records?knownAt=${knownAt}`);
    assert.equal((await of('2026-03-02T09:00:00+08:00')).body.records.length, 3);
    assert.equal((await of('2026-02-01T01:00:00Z')).body.records.length, 0);
    for (const wrong of ['2026-03-02', '2026-03-02T09:00:00', '2026-13-02T09:00:00Z'])
      assert.equal((await of(wrong)).status, 400);
    const future = await of('2026-07-01T00:00:00Z');
    assert.deepEqual([future.status, future.body.code], [422, 'not-yet-known']);
    assert.equal((await get(`/subjects/${SUBJECT}/records?asOf=2026-02-30`)).status, 400);
  });

  it('knows no subject behind an unknown code or a person', async () => {
    for (const code of ['91990100MA0000009X', 'P-1']) assert.equal((await get(`/subjects/${code}`)).status, 404);
  });

  it('withdraws for the agency of the key, and the record is gone from the next answer', async () => {
    const body = { category: 'penalty', reason: '复议撤销', document: '青复1号' };
    const post = async (payload: object, authorization = 'Bearer withdraw') => {
      const answer = await server.inject({
        method: 'POST',
        url: '/api/v1/intake/withdrawals',
        headers: { authorization },
        payload,
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    const recordId = idOf({ subjectId: SUBJECT, documentNo: '青罚〔2026〕1号' });
    assert.equal((await post({ ...body, record: recordId }, 'Bearer read')).status, 403);
    assert.equal((await post({ ...body, record: recordId, reason: '' })).status, 400);
    assert.deepEqual((await post({ ...body, record: recordId })).body, {
      subjectId: SUBJECT,
      recordId,
      withdrawnAt: NOW.toISOString(),
    });
    assert.equal((await post({ ...body, record: { documentNo: '青罚(2026)1号', subject: SUBJECT } })).status, 409);
    assert.equal((await post({ ...body, record: { documentNo: '青罚(2026)2号', subject: SUBJECT } })).status, 200);
    const { body: left } = await get(`/subjects/${SUBJECT}/records?asOf=2026-03-05`);
    assert.deepEqual(
      left.records.map((record: { documentNo: string }) => record.documentNo),
      ['青罚〔2026〕3号'],
    );
  });

  it('tells an agency which of its own records are withheld, and nobody else', async () => {
    await write(
      test.system.pool,
      () => IMPORTED,
      (trx, now) => holdVersion(trx, now, { subjectId: SUBJECT, documentNo: '青罚〔2018〕9号' }),
    );
    const numbers = async (path: string, headers?: Record<string, string>) =>
      (await get(`/subjects/${SUBJECT}${path}`, headers)).body.records
        .filter(({ withheld }: { withheld?: true }) => withheld)
        .map(({ documentNo }: { documentNo: string }) => documentNo);
    const ours = { ...reading, authorization: 'Bearer market' };
    for (const path of ['', '/records?category=penalty']) {
      assert.deepEqual(await numbers(path, ours), ['青罚〔2018〕9号']);
      assert.deepEqual(await numbers(path, reading), []);
      assert.deepEqual(await numbers(path), []);
    }
    assert.deepEqual(await numbers('/records?asOf=2026-03-05', ours), []);
  });
});
