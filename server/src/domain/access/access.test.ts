import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { composeUscc } from '../../kernel/codes.ts';
import { nameKey } from '../../kernel/text.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { KEY_REMEMBERED_MS } from './identify.ts';
import {
  addAgency,
  agenciesWithCategory,
  createApiKey,
  findAgencyByName,
  identifyBy,
  listsDecidedBy,
  maySubmit,
  type NewAgency,
  revokeApiKey,
  submitsFor,
} from './index.ts';

const MARKET = composeUscc('11990100', 'MB100001');
const TRANSPORT = composeUscc('11990100', 'MB100002');
const STREET = composeUscc('12990102', 'MB100003');
const CATALOGUE = {
  categories: new Set(['registration', 'licence', 'penalty']),
  adverse: new Set(['penalty']),
  lists: new Set(['abnormal-operation-list']),
};

let at: TestSystem;
before(async () => {
  at = await testSystem();
});
after(() => at.close());

const by = (now: Date) => ({ actor: 'wang', purpose: 'set-up', now });
const add = (input: NewAgency) =>
  write(at.system.pool, at.system.clock, (trx, now) => addAgency(trx, by(now), input, CATALOGUE));
const issue = async (agency: string, scopes: readonly string[]) =>
  write(at.system.pool, at.system.clock, (trx, now) => createApiKey(trx, by(now), { agency, scopes }));
const revoke = (keyId: string) =>
  write(at.system.pool, at.system.clock, (trx, now) => revokeApiKey(trx, by(now), keyId));

function granted<T>(value: T | Refusal): T {
  assert.ok(!isRefusal(value), JSON.stringify(value));
  return value;
}
async function journalled(event: string): Promise<Record<string, unknown>[]> {
  const { rows } = await at.system.pool.query(
    'select actor, purpose, occurred_at, target, detail from journal_entry where event = $1 order by entry_id',
    [event],
  );
  return rows;
}

test('an agency may submit the categories it was registered with and no other, and the deed is journalled', async () => {
  const { agency, created, releases } = granted(
    await add({
      uscc: ` ${MARKET.toLowerCase()} `,
      name: '青禾市市场监督管理局',
      categories: ['registration', 'penalty'],
      lists: ['abnormal-operation-list'],
      submitsFor: [STREET],
    }),
  );
  const { pool, clock } = at.system;
  assert.ok(created);
  assert.deepEqual(agency, { uscc: MARKET, name: '青禾市市场监督管理局', region: '990100' });
  assert.deepEqual(releases, { registration: 'direct', penalty: 'reviewed' });
  assert.ok(await maySubmit(pool, MARKET, 'penalty'));
  assert.ok(!(await maySubmit(pool, MARKET, 'licence')));
  assert.deepEqual(await submitsFor(pool, MARKET), [MARKET, STREET]);
  assert.deepEqual(await submitsFor(pool, TRANSPORT), [TRANSPORT]);
  assert.deepEqual(await listsDecidedBy(pool, MARKET), ['abnormal-operation-list']);
  assert.deepEqual(
    (await agenciesWithCategory(pool, 'registration')).map(({ uscc }) => uscc),
    [MARKET],
  );
  assert.equal((await findAgencyByName(pool, nameKey('青禾市 市场监督管理局')))?.uscc, MARKET);
  const [entry] = await journalled('agency.added');
  assert.deepEqual([entry?.actor, entry?.purpose, entry?.target], ['wang', 'set-up', MARKET]);
  assert.deepEqual(entry?.occurred_at, clock());
});

test('registering again adds what is new, and refuses another name or another release without changing anything', async () => {
  const { created } = granted(await add({ uscc: MARKET, name: '青禾市市场监督管理局', categories: ['licence'] }));
  assert.ok(!created);
  assert.ok(await maySubmit(at.system.pool, MARKET, 'licence'));
  for (const other of [{ name: '青禾市交通运输局' }, { release: 'reviewed' as const }, { region: '990102' }]) {
    const refused = await add({ uscc: MARKET, name: '青禾市市场监督管理局', categories: ['licence'], ...other });
    assert.ok(isRefusal(refused) && refused.refused === 'agency-differs');
  }
  assert.equal((await journalled('agency.added')).length, 2);
});

test('what cannot be registered is refused with the field that is wrong, and leaves nothing behind', async () => {
  const good: NewAgency = { uscc: TRANSPORT, name: '青禾市交通运输局', categories: ['licence'] };
  const wrong: [Partial<NewAgency>, string, string | undefined][] = [
    [{ uscc: '1199010000000000XX' }, 'unknown-code', 'uscc'],
    [{ uscc: '990100199003078213' }, 'unknown-code', 'uscc'],
    [{ name: ' ' }, 'invalid-request', 'name'],
    [{ categories: ['weather'] }, 'unknown-category', 'categories'],
    [{ lists: ['no-such-list'] }, 'unknown-code', 'lists'],
    [{ matters: ['weather'] }, 'unknown-code', 'matters'],
    [{ submitsFor: ['12'] }, 'unknown-code', 'submitsFor'],
    [{ submitsFor: [TRANSPORT] }, 'invalid-request', 'submitsFor'],
    [{ region: '青禾' }, 'invalid-request', 'region'],
    [{ successorOf: MARKET }, 'invalid-request', 'successorFrom'],
    [{ successorOf: MARKET, successorFrom: '2026-02-30' }, 'invalid-request', 'successorFrom'],
  ];
  for (const [change, code, field] of wrong) {
    const refused = await add({ ...good, ...change });
    assert.ok(isRefusal(refused), JSON.stringify(change));
    assert.deepEqual([refused.refused, refused.extra?.field], [code, field]);
  }
  assert.deepEqual(await agenciesWithCategory(at.system.pool, 'weather'), []);
  const { agency } = granted(await add({ ...good, successorOf: MARKET, successorFrom: '2026-01-01', parent: STREET }));
  assert.deepEqual([agency.successorOf, agency.successorFrom, agency.parent], [MARKET, '2026-01-01', STREET]);
});

test('the matters of an agency are added to, and one registered before keeps its day', async () => {
  const codes = { ...CATALOGUE, matters: new Set(['land', 'bidding']) };
  const agency = { uscc: composeUscc('11990100', 'MB100009'), name: '青禾市自然资源局', categories: [] };
  const held = async () =>
    (
      await at.system.pool.query(
        'select matter, registered_at as "at" from agency_matter where agency = $1 order by matter',
        [agency.uscc],
      )
    ).rows;
  const registerFor = (matters: string[]) =>
    write(at.system.pool, at.system.clock, (trx, now) => addAgency(trx, by(now), { ...agency, matters }, codes));
  granted(await registerFor(['land']));
  const [first] = await held();
  at.clock.now = new Date(at.clock.now.getTime() + 1_000);
  granted(await registerFor(['land', 'bidding']));
  assert.deepEqual(await held(), [{ matter: 'bidding', at: at.clock.now }, first]);
});

test('a name that two agencies bear belongs to neither', async () => {
  const codes = ['MB100007', 'MB100008'].map((body) => composeUscc('11990100', body));
  for (const uscc of codes) granted(await add({ uscc, name: '青禾市水务局', categories: [] }));
  assert.equal(await findAgencyByName(at.system.pool, nameKey('青禾市水务局')), undefined);
});

test('a key says whose it is and what for; the database never holds its secret', async () => {
  const key = granted(await issue(MARKET, ['check', 'intake']));
  assert.match(key.key, /^gx_[0-9a-f]{16}_[\w-]{43}$/);
  assert.deepEqual(key.scopes, ['intake', 'check']);
  const identify = identifyBy(at.system.pool, at.system.clock);
  assert.deepEqual(await identify(key.key), {
    kind: 'key',
    keyId: key.keyId,
    agency: MARKET,
    scopes: ['intake', 'check'],
  });
  const { rows } = await at.system.pool.query('select to_jsonb(k)::text as row from api_key k');
  const journal = JSON.stringify(await journalled('api-key.created'));
  const secret = key.key.slice(20);
  assert.ok(!`${rows[0]?.row}${journal}`.includes(secret));
  assert.ok(journal.includes(key.keyId));
});

test('a wrong secret, an unknown id and a malformed key are refused alike', async () => {
  const { key } = granted(await issue(MARKET, ['read']));
  const identify = identifyBy(at.system.pool, at.system.clock);
  const lastChanged = key.slice(0, -5) + (key.at(-5) === 'A' ? 'B' : 'A') + key.slice(-4);
  const answers = await Promise.all(
    [lastChanged, `gx_${'0'.repeat(16)}_${key.slice(20)}`, 'gx_', 'x'.repeat(5_000)].map(identify),
  );
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.ok(isRefusal(answers[0]) && answers[0].refused === 'key-invalid');
  assert.ok(!isRefusal(await identify(key)));
  assert.ok(isRefusal(await identify(lastChanged)), 'also while the right key is remembered');
});

test('a revoked key opens nothing a few seconds later on a server that has just used it, and at once on another', async () => {
  const { key, keyId } = granted(await issue(MARKET, ['read']));
  const identify = identifyBy(at.system.pool, at.system.clock);
  assert.ok(!isRefusal(await identify(key)));
  granted(await revoke(keyId));
  assert.ok(isRefusal(await identifyBy(at.system.pool, at.system.clock)(key)));
  at.clock.now = new Date(at.clock.now.getTime() + KEY_REMEMBERED_MS);
  assert.ok(isRefusal(await identify(key)));
  const again = await revoke(keyId);
  assert.ok(isRefusal(again) && again.refused === 'not-found');
  assert.equal((await journalled('api-key.revoked')).length, 1);
});

test('a key asks the database once in its short memory, not at every request', async () => {
  const { key } = granted(await issue(MARKET, ['check']));
  let asked = 0;
  const query = (...parts: unknown[]) => {
    asked += 1;
    return Reflect.apply(at.system.pool.query, at.system.pool, parts);
  };
  const identify = identifyBy({ query } as unknown as typeof at.system.pool, at.system.clock);
  for (let request = 0; request < 20; request++) await identify(key);
  assert.equal(asked, 1);
});

test('no key is issued to an agency that is not registered, nor for a scope that does not exist, nor for none', async () => {
  const code = async (agency: string, scopes: string[]) => {
    const answer = await issue(agency, scopes);
    return isRefusal(answer) ? answer.refused : 'issued';
  };
  assert.equal(await code(STREET, ['read']), 'unknown-agency');
  assert.equal(await code('nonsense', ['read']), 'unknown-agency');
  assert.equal(await code(MARKET, ['read', 'everything']), 'invalid-request');
  assert.equal(await code(MARKET, []), 'invalid-request');
});

test('the application can end a key, but neither revive its secret nor rename an agency', async () => {
  for (const deed of [
    `update api_key set secret_hash = '\\x00'`,
    `update agency set name = 'x'`,
    'delete from api_key',
    'delete from agency_category',
  ]) {
    await assert.rejects(at.system.pool.query(deed), /permission denied/);
  }
});
