import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ORGANISATIONS } from '../../../../../tests/cast.ts';
import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { FLOW_COOKIE, SESSION_COOKIE } from '../../../platform/http/session-cookie.ts';
import { Browser, by, events, granted, makeStaff, type Office, openOffice } from '../office-fixture.ts';
import { FLOW_MS } from './begin-flow.ts';
import { type LyingProvider, openLyingProvider } from './lying-provider-fixture.ts';
import { readProviders } from './provider.ts';
import { providersOf } from './providers-of.ts';
import { CLIENT, openRealProvider, passThrough } from './real-provider-fixture.ts';
import { signInByClaims } from './sign-in-by-claims.ts';

const BASE = 'https://credit.example.cn';
const back = (id: string) => `${BASE}/sign-in/with/${id}/return`;
/** What the real provider knows of those who sign in there. */
const KNOWN: Record<string, Record<string, unknown>> = {
  bailu: { login: 'bailu' },
  nobody: { login: 'has-no-account' },
  company: { uscc: ORGANISATIONS.logistics.code, name: '物流公司经办人' },
  idle: { uscc: 'not-a-code' },
  someone: { id_number: '990100199003078213' },
};

const folder = mkdtempSync(join(tmpdir(), 'gongxin-oidc-'));
let real: Awaited<ReturnType<typeof openRealProvider>>;
let lying: LyingProvider;
let office: Office;

before(async () => {
  real = await openRealProvider(['staff', 'company', 'person'].map(back), (login) => KNOWN[login] ?? {});
  lying = await openLyingProvider();
  writeFileSync(join(folder, 'secret'), `${CLIENT.secret}\n`);
  const common = { clientId: CLIENT.id, clientSecretFile: 'secret', scopes: ['profile'] };
  const providers = [
    { ...common, id: 'staff', name: '政务统一认证', kind: 'staff', issuer: real.issuer, loginClaim: 'login' },
    {
      ...common,
      id: 'company',
      name: '法人登录',
      kind: 'organisation',
      issuer: real.issuer,
      usccClaim: 'uscc',
      nameClaim: 'name',
    },
    { ...common, id: 'person', name: '自然人登录', kind: 'person', issuer: real.issuer, idNumberClaim: 'id_number' },
    {
      ...common,
      id: 'liar',
      name: '说谎者',
      kind: 'staff',
      issuer: lying.issuer,
      loginClaim: 'login',
      acr: ['high'],
      secondFactorAcr: ['high'],
    },
    { ...common, id: 'away', name: '不应答', kind: 'staff', issuer: 'http://127.0.0.1:9' },
  ];
  const file = join(folder, 'oidc.json');
  writeFileSync(file, JSON.stringify({ providers }));
  office = await openOffice({ GONGXIN_BASE_URL: BASE, GONGXIN_OIDC_FILE: file });
  await makeStaff(office, 'bailu', { role: 'clerk' });
});
after(async () => {
  await office.close();
  await real.close();
  await lying.close();
  rmSync(folder, { recursive: true });
});

const browser = () => new Browser(office);
async function leave(one: Browser, id: string): Promise<string> {
  const begun = await one.get(`/sign-in/with/${id}`);
  assert.equal(begun.status, 303, begun.text);
  return begun.location ?? '';
}
const own = (address: string) => address.slice(BASE.length);
const REFUSED = 422;

test('an official comes by the identity provider into the account that was made beforehand', async () => {
  const mine = browser();
  const address = await passThrough(await leave(mine, 'staff'), 'bailu');
  const home = await mine.get(own(address));
  assert.deepEqual([home.status, home.location], [303, '/account']);
  const session = (await mine.json('GET', '/api/v1/session')).body;
  assert.deepEqual([session.login, session.role], ['bailu', 'clerk']);
  assert.ok((await events(office, String(session.accountId))).includes('account.linked'));
  // the second time the identity alone is enough
  const again = browser();
  await again.get(own(await passThrough(await leave(again, 'staff'), 'bailu')));
  assert.equal((await again.json('GET', '/api/v1/session')).body.accountId, session.accountId);
});

test('nobody gets an official account by signing in', async () => {
  const mine = browser();
  const refused = await mine.get(own(await passThrough(await leave(mine, 'staff'), 'nobody')));
  assert.equal(refused.status, REFUSED);
  assert.match(refused.text, /还没有关联本平台的账号/);
  assert.ok(!mine.cookies.has(SESSION_COOKIE));
});

test("an organisation's user gets a post for the organisation of the claim, that ends by itself", async () => {
  const mine = browser();
  await mine.get(own(await passThrough(await leave(mine, 'company'), 'company')));
  const session = (await mine.json('GET', '/api/v1/session')).body;
  assert.deepEqual([session.role, session.kind, session.name], ['organisation', 'organisation', '物流公司经办人']);
  const [post] = session.posts as { subjectId: string; until: string }[];
  assert.deepEqual([post?.subjectId, post?.until], [ORGANISATIONS.logistics.code, today(office.clock.now)]);
  const noon = office.clock.now;
  const later = browser();
  office.later(24 * 60 * 60_000);
  assert.equal((await mine.json('GET', '/api/v1/session')).status, 401);
  await later.get(own(await passThrough(await leave(later, 'company'), 'company')));
  const again = (await later.json('GET', '/api/v1/session')).body;
  assert.equal(again.accountId, session.accountId, 'the same account');
  assert.equal((again.posts as unknown[]).length, 1, 'the post of yesterday is over');
  office.clock.now = noon;
  const idle = browser();
  const refused = await idle.get(own(await passThrough(await leave(idle, 'company'), 'idle')));
  assert.deepEqual([refused.status, idle.cookies.has(SESSION_COOKIE)], [REFUSED, false]);
});

test('of a natural person of whom nothing is held nothing is made, and the number is kept nowhere', async () => {
  const mine = browser();
  const refused = await mine.get(own(await passThrough(await leave(mine, 'person'), 'someone')));
  assert.equal(refused.status, REFUSED);
  assert.match(refused.text, /没有保存与您有关的信息/);
  const { system } = office;
  const [provider] = providersOf(system).filter(({ id }) => id === 'person');
  assert.ok(provider !== undefined);
  const who = { issuer: real.issuer, subject: 'someone', claims: KNOWN.someone ?? {} };
  const outside = {
    findSubjectId: async () => undefined,
    findPersonByIdNumber: async (_trx: unknown, _secrets: unknown, _act: unknown, number: string) =>
      number === '990100199003078213' ? 'P-1' : undefined,
    catalogueCodes: async () => ({
      categories: new Set<string>(),
      adverse: new Set<string>(),
      lists: new Set<string>(),
    }),
  };
  const begun = granted(
    await write(system.pool, system.clock, (trx, now) =>
      signInByClaims(trx, by('anonymous', now), system.secrets, outside, provider, who),
    ),
  );
  const { rows } = await system.pool.query<{ text: string; role: string; subject: string }>(
    `select role, subject_id as subject, (select string_agg(t, ' ') from (
         select to_jsonb(a)::text as t from account a union all select to_jsonb(i)::text from identity i
         union all select to_jsonb(p)::text from post p union all select to_jsonb(e)::text from journal_entry e) all_of_it) as text
       from post where account_id = $1`,
    [begun.accountId],
  );
  assert.deepEqual([rows[0]?.role, rows[0]?.subject], ['person', 'P-1']);
  assert.ok(!rows[0]?.text.includes('990100199003078213'));
});

test('a state that is wrong, of another browser, used, too old or of another provider leads nowhere', async () => {
  const mine = browser();
  const address = own(await passThrough(await leave(mine, 'staff'), 'bailu'));
  const stranger = browser();
  assert.equal((await stranger.get(address)).status, REFUSED, 'a browser that was not sent');
  await leave(stranger, 'staff');
  assert.equal((await stranger.get(address)).status, REFUSED, 'a browser that was sent for itself');
  assert.equal((await mine.get(address.replace(/state=[^&]+/, 'state=wrong'))).status, REFUSED);
  assert.equal((await mine.get(address.replace(/[?&]state=[^&]+/, '?'))).status, REFUSED);
  assert.equal((await mine.get(address.replace('/with/staff/', '/with/company/'))).status, REFUSED);
  assert.ok(!mine.cookies.has(SESSION_COOKIE) && !stranger.cookies.has(SESSION_COOKIE));
  assert.equal((await mine.get(address)).location, '/account', 'none of it has used up the right one');
  const replayed = browser();
  replayed.cookies.set(FLOW_COOKIE, mine.cookies.get(FLOW_COOKIE) ?? '');
  assert.equal((await replayed.get(address)).status, REFUSED, 'replayed, with the cookie of the browser');

  const slow = browser();
  const late = own(await passThrough(await leave(slow, 'staff'), 'bailu'));
  office.later(FLOW_MS);
  assert.equal((await slow.get(late)).status, REFUSED, 'too old');
});

test('a code taken from another flow does not pass: its challenge and its nonce are not ours', async () => {
  const [mine, thief] = [browser(), browser()];
  const stolen = new URL(await passThrough(await leave(mine, 'staff'), 'bailu'));
  const intended = new URL(await passThrough(await leave(thief, 'staff'), 'nobody'));
  intended.searchParams.set('code', stolen.searchParams.get('code') ?? '');
  assert.equal((await thief.get(own(intended.href))).status, REFUSED);
  assert.ok(!thief.cookies.has(SESSION_COOKIE));
});

test("a provider's no is told in our words", async () => {
  const mine = browser();
  const state = new URL(await leave(mine, 'staff')).searchParams.get('state');
  const words = '<script>alert(1)</script>';
  const refused = await mine.get(
    `/sign-in/with/staff/return?error=access_denied&error_description=${encodeURIComponent(words)}&state=${state}&iss=${encodeURIComponent(real.issuer)}`,
  );
  assert.equal(refused.status, REFUSED);
  assert.ok(!refused.text.includes('alert(1)') && !office.logged.join('').includes('alert(1)'));
});

test('an ID token must be of this provider, for us, for this sign-in, of now, signed with its key, and of a level we take', async () => {
  const truth = { login: 'bailu', acr: 'high' };
  const hour = 3_600;
  const now = Math.floor(Date.now() / 1000);
  const said: [string, Record<string, unknown>, string?][] = [
    ['wrong issuer', { iss: 'https://elsewhere.example' }],
    ['wrong audience', { aud: 'another-client' }],
    ['wrong nonce', { nonce: 'not-ours' }],
    ['no nonce', { nonce: undefined }],
    ['expired', { iat: now - 2 * hour, exp: now - hour }],
    ['no subject', { sub: undefined }],
    ['level too low', { acr: 'low' }],
    ['no level', { acr: undefined }],
    ['unknown login', { login: 'has-no-account' }],
    ['no login', { login: undefined }],
    ['a login that is no text', { login: { $ne: null } }],
  ];
  const come = async (claims: Record<string, unknown>) => {
    const mine = browser();
    const sent = new URL(await leave(mine, 'liar')).searchParams;
    lying.lie({ ...truth, ...claims }, sent.get('nonce') ?? '');
    const answer = await mine.get(`/sign-in/with/liar/return?code=c&state=${sent.get('state')}`);
    return { mine, answer };
  };
  for (const [what, claims] of said) {
    const { mine, answer } = await come(claims);
    assert.deepEqual([answer.status, mine.cookies.has(SESSION_COOKIE)], [REFUSED, false], what);
  }
  lying.forge = true;
  assert.equal((await come({})).answer.status, REFUSED, 'forged');
  lying.forge = false;
  const { mine, answer } = await come({});
  assert.equal(answer.location, '/account');
  const { rows } = await office.system.pool.query<{ shown: boolean }>(
    'select second_factor_at is not null as shown from session where session_id = $1',
    [(await mine.json('GET', '/api/v1/session')).body.sessionId],
  );
  assert.equal(rows[0]?.shown, true, 'the provider has asked for a second factor at this level');
});

test('a provider that does not answer is said so, and the other ways stay open', async () => {
  const answer = await browser().get('/sign-in/with/away');
  assert.equal(answer.status, 503);
  assert.match(answer.text, /身份认证平台暂时没有应答/);
  assert.match(answer.text, /name="password"/);
  assert.equal((await browser().get('/sign-in/with/none')).status, 404);
});

test('the configuration is read strictly, and no secret stands in it or in a sentence about it', () => {
  const good = {
    id: 'staff',
    name: '政务统一认证',
    kind: 'staff',
    issuer: 'https://id.example.cn',
    clientId: 'gongxin',
    clientSecretFile: 'secret',
  };
  const file = join(folder, 'read.json');
  const read = (providers: unknown) => {
    writeFileSync(file, JSON.stringify({ providers }));
    return readProviders(file);
  };
  assert.deepEqual(readProviders(undefined), []);
  const [provider] = read([good]) as { clientSecret: string }[];
  assert.equal(provider?.clientSecret, CLIENT.secret);
  for (const wrong of [
    { ...good, issuer: 'http://id.example.cn' },
    { ...good, issuer: 'nonsense' },
    { ...good, clientSecret: 'in the open' },
    { ...good, clientSecretFile: 'missing' },
    { ...good, kind: 'organisation' },
    { ...good, kind: 'person' },
    { ...good, id: 'Not An Id' },
  ]) {
    const answer = read([wrong]);
    assert.ok('message' in answer, JSON.stringify(wrong));
    assert.ok(!answer.message.includes('in the open') && !answer.message.includes(CLIENT.secret));
  }
  assert.ok('message' in read([good, good]));
  assert.ok('message' in readProviders(join(folder, 'none.json')));
});
