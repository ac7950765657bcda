import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SESSION_COOKIE } from '../../../platform/http/session-cookie.ts';
import {
  Browser,
  bindAuthenticator,
  events,
  makeStaff,
  type Office,
  OTHER_PASSWORD,
  openOffice,
  PASSWORD,
} from '../office-fixture.ts';
import { FREE_TRIES } from '../sign-in/back-off.ts';
import { RECOVERY_CODE_MS, RECOVERY_CODES } from './recovery-codes.ts';

let office: Office;
before(async () => {
  office = await openOffice();
});
after(() => office.close());

const STEP = 30_000;
const browser = () => new Browser(office);
const show = (one: Browser, shown: object) => one.json('POST', '/api/v1/session/second-factor', shown);

/** Somebody who decides, with an authenticator, and a second browser that has shown the password alone. */
async function decider(login: string) {
  const accountId = await makeStaff(office, login, { role: 'decider' });
  const first = browser();
  await first.signIn(login);
  const bound = await bindAuthenticator(first, office);
  office.later(2 * STEP);
  const mine = browser();
  await mine.signIn(login);
  return { accountId, mine, ...bound };
}

test('who decides shows a second factor, and the session goes on under a new name', async () => {
  const { accountId, mine, code } = await decider('decides');
  const before = mine.cookies.get(SESSION_COOKIE);
  assert.equal((await mine.json('GET', '/api/v1/session')).body.lacks, 'second-factor');
  assert.equal((await mine.json('GET', '/api/v1/intake/queue')).body.code, 'second-factor-required');
  assert.equal((await show(mine, { code: code() })).status, 200);
  assert.notEqual(mine.cookies.get(SESSION_COOKIE), before);
  assert.equal((await mine.json('GET', '/api/v1/session')).body.lacks, undefined);
  const old = browser();
  old.cookies.set(SESSION_COOKIE, before ?? '');
  office.later(2_000);
  assert.equal((await old.json('GET', '/api/v1/session')).status, 401, 'the name from before opens nothing');
  assert.ok((await events(office, accountId)).includes('second-factor.shown'));
});

test('a clock half a minute early or late is understood, one of a minute is not', async () => {
  const { mine, code } = await decider('skewed');
  const at = (ms: number) => new Date(office.clock.now.getTime() + ms);
  for (const skew of [-2 * STEP, 2 * STEP]) assert.equal((await show(mine, { code: code(at(skew)) })).status, 422);
  assert.equal((await show(mine, { code: code(at(-STEP)) })).status, 200);
  const again = browser();
  await again.signIn('skewed');
  assert.equal((await show(again, { code: code(at(STEP)) })).status, 200);
});

test('a code once taken is not taken again, nor one of an earlier step', async () => {
  const { mine, code } = await decider('replayed');
  const used = code();
  assert.equal((await show(mine, { code: used })).status, 200);
  const thief = browser();
  await thief.signIn('replayed');
  assert.equal((await show(thief, { code: used })).status, 422);
  assert.equal((await show(thief, { code: code(new Date(office.clock.now.getTime() - STEP)) })).status, 422);
  office.later(STEP);
  assert.equal((await show(thief, { code: code() })).status, 200);
});

test('wrong codes are counted for the account, whoever shows them', async () => {
  const { mine, code } = await decider('guessed');
  const wrong = code() === '000000' ? '000001' : '000000';
  for (let at = 1; at <= FREE_TRIES; at++) assert.equal((await show(mine, { code: wrong })).status, 422);
  const other = browser();
  await other.signIn('guessed');
  assert.equal((await show(other, { code: code() })).status, 429);
  office.later(STEP);
  assert.equal((await show(other, { code: code() })).status, 200);
});

test('a recovery code is good once, for a year, and not after new ones were made', async () => {
  const { mine, code, recoveryCodes } = await decider('recovering');
  assert.equal(new Set(recoveryCodes).size, RECOVERY_CODES);
  const [first = '', second = '', third = ''] = recoveryCodes;
  assert.match(first, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  assert.equal((await show(mine, { recoveryCode: first.toLowerCase().replaceAll('-', ' ') })).status, 200);
  const again = browser();
  await again.signIn('recovering');
  assert.equal((await show(again, { recoveryCode: first })).status, 422, 'used');
  const made = await mine.json('POST', '/api/v1/session/recovery-codes');
  assert.equal((await show(again, { recoveryCode: second })).status, 422, 'replaced');
  const [fresh = '', late = ''] = made.body.recoveryCodes as string[];
  assert.equal((await show(again, { recoveryCode: fresh })).status, 200);
  office.later(RECOVERY_CODE_MS);
  const nextYear = browser();
  await nextYear.signIn('recovering');
  assert.equal((await show(nextYear, { recoveryCode: late })).status, 422, 'too old');
  assert.equal((await show(nextYear, { recoveryCode: third })).status, 422);
  assert.equal((await show(nextYear, { code: code() })).status, 200);
});

test('a recovery code shown twice at the same time is good once', async () => {
  const { recoveryCodes } = await decider('racing');
  const both = [browser(), browser()];
  for (const one of both) await one.signIn('racing');
  const answers = await Promise.all(both.map((one) => show(one, { recoveryCode: recoveryCodes[0] })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
});

test('with a stolen password alone nothing of the account can be changed', async () => {
  const { mine } = await decider('stolen');
  const change = await mine.json('POST', '/api/v1/session/password', { current: PASSWORD, next: OTHER_PASSWORD });
  assert.deepEqual([change.status, change.body.code], [403, 'second-factor-required']);
  assert.equal((await mine.json('POST', '/api/v1/session/recovery-codes')).body.code, 'second-factor-required');
  assert.equal((await mine.json('POST', '/api/v1/session/authenticator')).body.code, 'already-done');
});

test('a lost authenticator is taken off by two people, and all sessions end', async () => {
  const { accountId, mine, code, recoveryCodes } = await decider('lost');
  await show(mine, { code: code() });
  const [one, two] = [await administrator('system-admin', 'sys'), await administrator('security-admin', 'sec')];
  const url = `/api/v1/accounts/${accountId}/second-factor-reset`;
  assert.equal((await two.json('POST', `${url}/confirmation`)).status, 404, 'nobody has asked for it');
  assert.equal((await one.json('POST', url, { reason: '手机丢失,当面核实' })).status, 201);
  assert.equal((await one.json('POST', `${url}/confirmation`)).status, 403);
  assert.equal((await two.json('POST', `${url}/confirmation`)).status, 200);
  office.later(2_000);
  assert.equal((await mine.json('GET', '/api/v1/session')).status, 401);
  const anew = browser();
  await anew.signIn('lost');
  assert.equal((await show(anew, { recoveryCode: recoveryCodes[0] })).status, 422);
  assert.equal((await anew.json('GET', '/api/v1/session')).body.lacks, 'second-factor');
  await bindAuthenticator(anew, office);
  assert.equal((await anew.json('GET', '/api/v1/session')).body.lacks, undefined);
});

test('nothing that opens an account is readable in the database', async () => {
  const { recoveryCodes } = await decider('sealed');
  const { rows } = await office.system.pool.query<{ text: string }>(
    `select to_jsonb(a)::text as text from authenticator a union all select to_jsonb(r)::text from recovery_code r
     union all select to_jsonb(p)::text from password p union all select to_jsonb(e)::text from journal_entry e`,
  );
  const all = rows.map(({ text }) => text).join('\n');
  for (const code of recoveryCodes) assert.ok(!all.includes(code) && !all.includes(code.replaceAll('-', '')));
  assert.ok(!all.includes(PASSWORD));
});

async function administrator(role: 'system-admin' | 'security-admin', login: string): Promise<Browser> {
  await makeStaff(office, login, { role });
  const admin = browser();
  await admin.signIn(login);
  await bindAuthenticator(admin, office);
  return admin;
}
