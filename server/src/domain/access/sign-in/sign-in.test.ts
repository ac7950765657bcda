import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SESSION_COOKIE } from '../../../platform/http/session-cookie.ts';
import { Browser, events, makeStaff, type Office, OTHER_PASSWORD, openOffice, PASSWORD } from '../office-fixture.ts';
import { FORGOTTEN_AFTER_MS, FREE_TRIES } from './back-off.ts';

let office: Office;
before(async () => {
  office = await openOffice();
});
after(() => office.close());

const browser = () => new Browser(office);
const SECOND = 1_000;

test('somebody signs in, is known, and signs out', async () => {
  const accountId = await makeStaff(office, 'bailu', { role: 'clerk' });
  const mine = browser();
  const begun = await mine.signIn(' BaiLu ');
  assert.equal(begun.status, 200, begun.text);
  const own = await mine.json('GET', '/api/v1/session');
  assert.deepEqual([own.body.accountId, own.body.role, own.body.lacks], [accountId, 'clerk', undefined]);
  assert.equal((await mine.json('DELETE', '/api/v1/session')).status, 200);
  assert.equal(mine.cookies.size, 0);
  assert.deepEqual((await events(office, accountId)).slice(-2), ['session.began', 'session.ended']);
});

test('a wrong password, a login nobody has, an ended account and one without a password are answered alike', async () => {
  await makeStaff(office, 'guyu');
  const ended = await makeStaff(office, 'gone');
  await office.system.pool.query(`update account set ended_at = created_at, ended_by = 'x' where account_id = $1`, [
    ended,
  ]);
  const answers = [
    await browser().signIn('guyu', OTHER_PASSWORD),
    await browser().signIn('nobody-here'),
    await browser().signIn('gone'),
    await browser().signIn('990100199003078213'),
    await browser().signIn('__proto__'),
  ].map(({ status, body: { requestId, ...body } }) => ({ status, body }));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0]?.status, 422);
  const { rows } = await office.system.pool.query<{ entry: string }>(
    `select to_jsonb(e)::text as entry from journal_entry e where event = 'sign-in.refused'`,
  );
  assert.equal(rows.length, 5);
  assert.ok(!rows.some(({ entry }) => /nobody-here|990100199003078213/.test(entry)), 'what was typed is kept nowhere');
});

test('a session that stood before signing in is never taken over', async () => {
  await makeStaff(office, 'fixed', { role: 'clerk' });
  const thief = browser();
  await thief.signIn('fixed');
  const planted = thief.cookies.get(SESSION_COOKIE) ?? '';
  const victim = browser();
  victim.cookies.set(SESSION_COOKIE, planted);
  await victim.signIn('fixed');
  assert.notEqual(victim.cookies.get(SESSION_COOKIE), planted);
  const unknown = browser();
  unknown.cookies.set(SESSION_COOKIE, 'A'.repeat(43));
  await unknown.signIn('fixed');
  assert.notEqual(unknown.cookies.get(SESSION_COOKIE), 'A'.repeat(43));
});

test('after a few wrong passwords everybody waits, the holder too, longer each time, and never for good', async () => {
  await makeStaff(office, 'locked');
  for (const login of ['locked', 'no-such-login']) {
    for (let at = 1; at <= FREE_TRIES; at++) {
      assert.equal((await browser().signIn(login, OTHER_PASSWORD)).status, 422, `${login} ${at}`);
    }
    const waiting = await browser().signIn(login);
    assert.equal(waiting.status, 429, login);
    assert.equal(waiting.body.retryAfterSeconds, 30);
  }
  office.later(30 * SECOND);
  assert.equal((await browser().signIn('locked', OTHER_PASSWORD)).status, 422);
  assert.equal((await browser().signIn('locked')).body.retryAfterSeconds, 60);
  office.later(60 * SECOND);
  assert.equal((await browser().signIn('locked')).status, 200);
  assert.equal((await browser().signIn('locked', OTHER_PASSWORD)).status, 422, 'counting begins anew');
  assert.equal((await browser().signIn('locked')).status, 200);
});

test('a hundred tries at the same time are no more than the free ones', async () => {
  await makeStaff(office, 'hammered');
  const answers = await Promise.all(Array.from({ length: 30 }, () => browser().signIn('hammered', OTHER_PASSWORD)));
  assert.equal(answers.filter(({ status }) => status === 422).length, FREE_TRIES);
  assert.equal(answers.filter(({ status }) => status === 429).length, 30 - FREE_TRIES);
});

test('failures of yesterday are forgotten', async () => {
  await makeStaff(office, 'forgetful');
  for (let at = 1; at < FREE_TRIES; at++) await browser().signIn('forgetful', OTHER_PASSWORD);
  office.later(FORGOTTEN_AFTER_MS);
  for (let at = 1; at < FREE_TRIES; at++) {
    assert.equal((await browser().signIn('forgetful', OTHER_PASSWORD)).status, 422);
  }
  assert.equal((await browser().signIn('forgetful')).status, 200);
});

test('whoever must change the password can do nothing else, and changing it ends every other session', async () => {
  const accountId = await makeStaff(office, 'due', { role: 'clerk' });
  const elsewhere = browser();
  await elsewhere.signIn('due');
  await office.system.pool.query('update password set due = true where account_id = $1', [accountId]);
  const mine = browser();
  await mine.signIn('due');
  const before = mine.cookies.get(SESSION_COOKIE);
  const refused = await mine.json('GET', '/api/v1/intake/queue?agency=x');
  assert.deepEqual([refused.status, refused.body.code], [403, 'password-change-required']);

  const change = (current: string, next: string) => mine.json('POST', '/api/v1/session/password', { current, next });
  assert.equal((await change(OTHER_PASSWORD, 'kvtzqmxrwpdj')).body.code, 'sign-in-refused');
  assert.equal((await change(PASSWORD, PASSWORD)).body.code, 'password-unfit');
  assert.equal((await change(PASSWORD, 'password123456')).body.code, 'password-unfit');
  assert.equal((await change(PASSWORD, OTHER_PASSWORD)).status, 200);
  assert.notEqual(mine.cookies.get(SESSION_COOKIE), before, 'under a new name');
  assert.notEqual((await mine.json('GET', '/api/v1/intake/queue?agency=x')).status, 403);
  office.later(2 * SECOND);
  assert.equal((await elsewhere.json('GET', '/api/v1/session')).status, 401);
  assert.equal((await browser().signIn('due')).status, 422);
  assert.equal((await browser().signIn('due', OTHER_PASSWORD)).status, 200);
});

test('one sees the own sessions, ends one, and ends all of them at once', async () => {
  await makeStaff(office, 'many', { role: 'clerk' });
  const [first, second, third] = [browser(), browser(), browser()];
  for (const one of [first, second, third]) await one.signIn('many');
  const { sessions } = (await third.json('GET', '/api/v1/sessions')).body as {
    sessions: { sessionId: string; current: boolean }[];
  };
  assert.deepEqual(
    sessions.map(({ current }) => current).sort(),
    [false, false, false, true],
    'the invitation, three sign-ins',
  );
  const firstId = String((await first.json('GET', '/api/v1/session')).body.sessionId);
  assert.equal((await third.json('DELETE', `/api/v1/sessions/${firstId}`)).status, 200);
  assert.equal((await third.json('DELETE', `/api/v1/sessions/${firstId}`)).status, 404);
  office.later(2 * SECOND);
  assert.equal((await first.json('GET', '/api/v1/session')).status, 401);
  assert.equal((await second.json('DELETE', '/api/v1/sessions')).body.ended, 3);
  office.later(2 * SECOND);
  for (const one of [second, third]) assert.equal((await one.json('GET', '/api/v1/session')).status, 401);
});

test('what PostgreSQL has no place for is said so before it gets there', async () => {
  const answer = await browser().signIn('bai\u0000lu');
  assert.deepEqual([answer.status, answer.body.code], [400, 'invalid-request']);
  assert.equal((await browser().form('/sign-in', { login: '\u0000', password: 'x' })).status, 422);
});

test("nobody ends somebody else's session by its id", async () => {
  await makeStaff(office, 'mine');
  await makeStaff(office, 'theirs');
  const [mine, theirs] = [browser(), browser()];
  await mine.signIn('mine');
  await theirs.signIn('theirs');
  const { sessionId } = (await theirs.json('GET', '/api/v1/session')).body;
  assert.equal((await mine.json('DELETE', `/api/v1/sessions/${sessionId}`)).status, 404);
  assert.equal((await theirs.json('GET', '/api/v1/session')).status, 200);
});
