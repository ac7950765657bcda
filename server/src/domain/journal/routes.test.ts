import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sm2 } from 'sm-crypto-v2';
import { consistent, hashOfLeaf, includes } from '../../../../tests/journal/rfc9162.ts';
import { signIn } from '../../../../tests/sign-in.ts';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { createServer } from '../../platform/http/server.ts';
import { addAgency, identifyBy, identifySessionBy, policy } from '../access/index.ts';
import { isSignedBy, keyIdOf, openJournalKeys } from './heads/signing-keys.ts';
import { journal } from './journal.ts';
import { keysOf, sequenceAll, verified } from './journal-fixture.ts';
import { journalRoutes } from './routes.ts';

const AGENCY = '11990101MB1D1UME61';
const ENTRIES = 300;
/** From RFC 8410: what stands before the 32 bytes of an Ed25519 public key. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

let folder: string;
let at: TestSystem;
let server: FastifyInstance;
let signedIn: Record<string, string>;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongxin-keys-'));
  const pair = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  writeFileSync(join(folder, 'sm2.pem'), pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  at = await testSystem({ env: { GONGXIN_RATE_FACTOR: '0', GONGXIN_SM2_KEY_FILE: join(folder, 'sm2.pem') } });
  const { pool } = at.system;
  const act = { actor: 'tester', purpose: 'test', now: at.clock.now };
  const none = { categories: new Set<string>(), lists: new Set<string>(), adverse: new Set<string>() };
  await addAgency(pool, act, { uscc: AGENCY, name: '青禾市某局', categories: [], region: '990100' }, none);
  signedIn = (await signIn(at.system, { role: 'auditor', agency: AGENCY })).headers;
  for (let n = 0; n < ENTRIES; n++) {
    await journal(pool, act, { event: 'record.closed', subjectId: n % 2 ? 'S1' : 'S2', target: `r${n}` });
  }
  await sequenceAll(pool);
  const { system } = at;
  server = createServer({
    system,
    routes: journalRoutes,
    policy,
    identify: identifyBy(pool, system.clock),
    identifySession: identifySessionBy(pool, system.clock),
  });
  await server.ready();
});
after(async () => {
  await server.close();
  await at.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) {
  const { statusCode, body } = await server.inject({ method, url, headers });
  return { status: statusCode, body: JSON.parse(body) };
}
const auditor = () => ({ ...signedIn, 'gongxin-purpose': 'audit', 'gongxin-ref': '1' });
const bytes = (text: string) => Buffer.from(text, 'base64');

test('a head signed on demand is public, and both its signatures hold over the text that the note shows', async () => {
  assert.equal((await ask('GET', '/api/v1/journal/head')).status, 404);
  assert.equal((await ask('POST', '/api/v1/journal/heads')).status, 401);
  const { status, body: head } = await ask('POST', '/api/v1/journal/heads', signedIn);
  assert.equal(status, 200, JSON.stringify(head));
  assert.deepEqual((await ask('GET', '/api/v1/journal/head')).body, head);
  assert.deepEqual((await ask('GET', '/api/v1/journal/heads')).body, { heads: [head] });

  const { keys } = (await ask('GET', '/api/v1/journal/keys')).body;
  const publicKey = (id: string) => bytes(keys.find(({ keyId }: { keyId: string }) => keyId === id).publicKey);
  const text = `gongxin-journal/${head.keyId}\n${head.treeSize}\n${head.root}\nsigned-at ${head.signedAt}\n`;
  assert.ok(head.note.startsWith(`${text}\n— gongxin-journal `));
  const ed25519 = createPublicKey({ key: Buffer.concat([SPKI, publicKey(head.keyId)]), format: 'der', type: 'spki' });
  assert.ok(verify(null, Buffer.from(text), ed25519, bytes(head.signature)));
  const point = publicKey(head.sm2.keyId);
  const signature = bytes(head.sm2.signature).toString('hex');
  const said = new Uint8Array(Buffer.from(text));
  assert.ok(sm2.doVerifySignature(said, signature, point.toString('hex'), { hash: true, userId: '1234567812345678' }));
  assert.ok(!sm2.doVerifySignature(said, signature, point.toString('hex'), { hash: true, userId: 'other' }));
  assert.equal(head.sm2.keyId, keyIdOf('sm2', point));
  assert.ok(
    !isSignedBy({ keyId: head.sm2.keyId, algorithm: 'sm2', publicKey: point }, `${text} `, bytes(head.sm2.signature)),
  );
});

test('inclusion and consistency as answered convince a checker that shares no code with the server', async () => {
  const first = (await ask('GET', '/api/v1/journal/head')).body;
  await sequenceAll(at.system.pool);
  const second = (await ask('POST', '/api/v1/journal/heads', signedIn)).body;
  assert.equal(second.treeSize, first.treeSize + 1, 'that the first was signed on demand is an entry itself');
  const growth = (await ask('GET', `/api/v1/journal/consistency?first=${first.treeSize}&second=${second.treeSize}`))
    .body;
  const claim = {
    first: first.treeSize,
    firstHash: bytes(first.root),
    second: second.treeSize,
    secondHash: bytes(second.root),
    path: growth.path.map(bytes),
  };
  assert.ok(consistent(claim));
  assert.ok(!consistent({ ...claim, firstHash: claim.secondHash }));
  const { rows } = await at.system.pool.query(
    `select entry_id, fields, commitments from journal_seal order by entry_id limit 5 offset 290`,
  );
  for (const { entry_id, fields, commitments } of rows) {
    const proof = (await ask('GET', `/api/v1/journal/entries/${entry_id}/inclusion`, auditor())).body;
    const said = (fields as string[])
      .map((field, n): [string, string] => [field, (commitments as Buffer[])[n]?.toString('hex') ?? ''])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    // the leaf as the documentation writes it, without the server's help
    const leaf = hashOfLeaf(
      Buffer.from(
        `["gongxin-journal-entry-1",${JSON.stringify(entry_id)},${JSON.stringify(Object.fromEntries(said))}]`,
      ),
    );
    const { position, treeSize } = proof;
    const inclusion = { leafIndex: position, treeSize, leaf, root: bytes(second.root), path: proof.path.map(bytes) };
    assert.ok(includes(inclusion));
    assert.ok(!includes({ ...inclusion, leafIndex: position - 1 }));
  }
});

test('only signed trees are proven, and what is wrong with a question is said', async () => {
  const { treeSize } = (await ask('GET', '/api/v1/journal/head')).body;
  const refusals: [url: string, status: number][] = [
    [`/api/v1/journal/consistency?first=1&second=${treeSize + 1}`, 422],
    ['/api/v1/journal/consistency?first=9&second=8', 400],
    ['/api/v1/journal/consistency?first=0', 400],
    ['/api/v1/journal/entries/999999/inclusion', 404],
    [`/api/v1/journal/entries/200/inclusion?treeSize=100`, 422],
    [`/api/v1/journal/entries/1/inclusion?treeSize=${treeSize + 1}`, 422],
    ['/api/v1/journal/entries?from=2026-02-31', 400],
    ['/api/v1/journal/entries?after=nonsense', 400],
    [`/api/v1/journal/entries?after=${Buffer.from('["1;drop"]').toString('base64url')}`, 400],
  ];
  for (const [url, status] of refusals) assert.equal((await ask('GET', url, auditor())).status, status, url);
  assert.equal((await ask('GET', '/api/v1/journal/entries')).status, 401);
  assert.equal((await ask('GET', '/api/v1/journal/entries', signedIn)).status, 400);
});

test('an auditor pages through entries by subject, event and day, each once, and the look is an entry itself', async () => {
  const seen: string[] = [];
  let url = '/api/v1/journal/entries?subject=S1&event=record.closed&from=2026-03-02&to=2026-03-02';
  for (let pages = 0; pages < 10; pages++) {
    const { entries, next } = (await ask('GET', url, auditor())).body;
    for (const { entryId, subjectId, event, position } of entries) {
      assert.deepEqual([subjectId, event], ['S1', 'record.closed']);
      assert.ok(position >= 0);
      seen.push(entryId);
    }
    if (next === undefined) break;
    url = `/api/v1/journal/entries?subject=S1&event=record.closed&from=2026-03-02&to=2026-03-02&after=${next}`;
  }
  assert.equal(seen.length, ENTRIES / 2);
  assert.deepEqual(
    [...new Set(seen)].sort((a, b) => Number(b) - Number(a)),
    seen,
  );
  assert.deepEqual((await ask('GET', '/api/v1/journal/entries?to=2026-03-01', auditor())).body.entries, []);
  const [look] = (await ask('GET', '/api/v1/journal/entries?event=journal.read', auditor())).body.entries;
  assert.deepEqual([look.event, look.purpose, look.ref], ['journal.read', 'audit', '1']);
});

test('heads signed by the key before this one stay valid, and a key file that is none is refused in a sentence', async () => {
  const pair = generateKeyPairSync('ed25519');
  writeFileSync(join(folder, 'head.pem'), pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
  at.system.config.journalKeyFile = join(folder, 'head.pem');
  const before = (await ask('GET', '/api/v1/journal/head')).body;
  await sequenceAll(at.system.pool);
  const head = (await ask('POST', '/api/v1/journal/heads', signedIn)).body;
  assert.equal(head.keyId, keysOf(at.system).ed25519.keyId);
  assert.notEqual(head.keyId, before.keyId);
  assert.equal((await verified(at.system)).broken, null);
  writeFileSync(join(folder, 'none.pem'), 'no key');
  for (const name of ['none.pem', 'absent.pem', 'sm2.pem']) {
    const refused = openJournalKeys({ journalKeyFile: join(folder, name) }, at.system.secrets);
    assert.match('refused' in refused ? refused.message : '', /GONGXIN_JOURNAL_KEY_FILE/, name);
  }
});
