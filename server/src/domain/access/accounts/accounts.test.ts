import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import {
  Browser,
  bindAuthenticator,
  by,
  granted,
  grantPost,
  makeStaff,
  type Office,
  OTHER_PASSWORD,
  openOffice,
  PASSWORD,
} from '../office-fixture.ts';
import { createAccount } from './create-account.ts';
import { firstAdministrator } from './first-administrator.ts';
import { INVITATION_MS, invite } from './invite.ts';
import { inviteAdministrator } from './invite-administrator.ts';

let office: Office;
before(async () => {
  office = await openOffice({ GONGXIN_BASE_URL: 'https://credit.example.cn' });
});
after(() => office.close());

const browser = () => new Browser(office);
const first = () =>
  write(office.system.pool, office.system.clock, (trx, now) => firstAdministrator(trx, by('operator:x', now)));
const open = (token: string, password = PASSWORD) =>
  browser().json('POST', '/api/v1/session/invitation', { token, password });

test('the first start makes the first administrator; each start a new link, until one was used', async () => {
  const lost = granted(await first());
  const link = granted(await first());
  assert.ok(lost !== undefined && link !== undefined);
  assert.equal(lost.accountId, link.accountId);
  assert.equal((await open(lost.token)).status, 404, 'the link before has ended');
  const mine = browser();
  assert.equal(
    (await mine.json('POST', '/api/v1/session/invitation', { token: link.token, password: PASSWORD })).status,
    200,
  );
  const own = (await mine.json('GET', '/api/v1/session')).body;
  assert.deepEqual([own.role, own.lacks, own.login], ['system-admin', 'second-factor', 'admin']);
  assert.equal(await first(), undefined);
  const refused = await mine.json('GET', '/api/v1/accounts');
  assert.equal(refused.body.code, 'second-factor-required');
  await bindAuthenticator(mine, office);
  assert.equal((await mine.json('GET', '/api/v1/accounts')).status, 200);
});

test('the operator appoints the first security administrator, another person, and nobody after that', async () => {
  const appoint = (login: string) =>
    write(office.system.pool, office.system.clock, (trx, now) =>
      inviteAdministrator(trx, by('operator:x', now), { login, name: '谷雨', role: 'security-admin' }),
    );
  const invited = granted(await appoint('guyu'));
  const second = await appoint('lixia');
  assert.ok(isRefusal(second) && second.refused === 'already-done');
  // the link is the only key to the account until it has an authenticator: no other administrator makes another
  const again = await write(office.system.pool, office.system.clock, (trx, now) =>
    invite(trx, by('甲', now), invited.accountId),
  );
  assert.ok(isRefusal(again) && again.refused === 'second-person');
  assert.equal((await open(invited.token)).status, 200);
});

test('a link is good once, for three days, and for the last one made alone', async () => {
  const { pool, clock } = office.system;
  const make = async (login: string) =>
    write(pool, clock, async (trx, now) => {
      const created = granted(await createAccount(trx, by('甲', now), { login, name: '白露' }));
      return granted(await invite(trx, by('甲', now), created.accountId));
    });
  const used = await make('once');
  assert.equal((await open(used.token, 'password123456')).body.code, 'password-unfit');
  assert.equal((await open(used.token)).status, 200);
  assert.equal((await open(used.token)).status, 404);
  const old = await make('old');
  office.later(INVITATION_MS);
  assert.equal((await open(old.token)).status, 404);
  assert.equal((await open('x'.repeat(43))).status, 404);
  const { rows } = await pool.query<{ text: string }>('select to_jsonb(i)::text as text from invitation i');
  assert.ok(!rows.some(({ text }) => text.includes(used.token)), 'of the link only its hash is kept');
});

test('two links used at the same time set one password', async () => {
  const { pool, clock } = office.system;
  const { token } = await write(pool, clock, async (trx, now) => {
    const created = granted(await createAccount(trx, by('甲', now), { login: 'twice', name: '白露' }));
    return granted(await invite(trx, by('甲', now), created.accountId));
  });
  const answers = await Promise.all([open(token), open(token, OTHER_PASSWORD)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404]);
});

test('a system administrator makes accounts, resets a password by a new link, and ends an account', async () => {
  await makeStaff(office, 'sysadmin', { role: 'system-admin' });
  const admin = browser();
  await admin.signIn('sysadmin');
  await bindAuthenticator(admin, office);
  const made = await admin.json('POST', '/api/v1/accounts', { login: 'newcomer', name: '霜降' });
  assert.equal(made.status, 201, made.text);
  assert.match(String(made.body.link), /^https:\/\/credit\.example\.cn\/invitations\/[\w-]{43}$/);
  assert.equal((await admin.json('POST', '/api/v1/accounts', { login: 'newcomer', name: '霜降' })).status, 409);
  assert.equal((await admin.json('POST', '/api/v1/accounts', { login: '9 9', name: '霜降' })).status, 400);
  const accountId = String(made.body.accountId);
  const newcomer = browser();
  const token = String(made.body.link).split('/').at(-1);
  await newcomer.json('POST', '/api/v1/session/invitation', { token, password: PASSWORD });
  const reset = await admin.json('POST', `/api/v1/accounts/${accountId}/invitation`);
  assert.equal(reset.status, 201, reset.text);
  office.later(2_000);
  assert.equal((await newcomer.json('GET', '/api/v1/session')).status, 401, 'all sessions have ended');
  assert.equal((await admin.json('DELETE', `/api/v1/accounts/${accountId}`)).status, 200);
  assert.equal((await open(String(reset.body.link).split('/').at(-1) ?? '')).status, 404);
  assert.equal((await browser().signIn('newcomer')).status, 422);
});

test('one administrator alone does not get into an office that asks for a second factor', async () => {
  await makeStaff(office, 'sysadmin2', { role: 'clerk' });
  const decider = await makeStaff(office, 'decider');
  await grantPost(office, decider, 'decider');
  const { pool, clock } = office.system;
  const reset = () => write(pool, clock, (trx, now) => invite(trx, by('甲', now), decider));
  const refused = await reset();
  assert.ok(isRefusal(refused) && refused.refused === 'second-person');
  const holder = browser();
  await holder.signIn('decider');
  await bindAuthenticator(holder, office);
  const { token } = granted(await reset());
  const intruder = browser();
  await intruder.json('POST', '/api/v1/session/invitation', { token, password: OTHER_PASSWORD });
  const own = await intruder.json('GET', '/api/v1/session');
  assert.equal(own.body.lacks, 'second-factor', 'the link is worth nothing without the authenticator');
});
