import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CITY_NOON } from '../../../../../tests/journeys/city.ts';
import { openSmtp, type SmtpServer } from '../../../platform/mail/smtp-fixture.ts';
import { forgetMessages } from '../forget-messages.ts';
import { clear, codeOf, confirmed, notice, type Office, openPostOffice, say, workMail } from '../messages-fixture.ts';
import { openAddress } from './seal-address.ts';

const URL = '/api/v1/session/mail-address';
const HOUR_MS = 60 * 60_000;

let recipient: (to: string) => string | undefined;
let smtp: SmtpServer;
let office: Office;
before(async () => {
  smtp = await openSmtp({ recipient: (to) => recipient(to) });
  office = await openPostOffice(smtp);
});
beforeEach(async () => {
  office.clock.now = CITY_NOON;
  recipient = () => undefined;
  smtp.taken.length = smtp.tried.length = 0;
  await clear(office);
});
after(async () => {
  await office.close();
  await smtp.close();
});

const later = (ms: number) => {
  office.clock.now = new Date(office.clock.now.getTime() + ms);
};
const wrong = (code: string) => (code === '00000000' ? '00000001' : '00000000');

test('an address gets notices once its owner has typed the code that was mailed to it', async () => {
  const reader = await office.reader({ role: 'organisation' });
  assert.deepEqual((await reader.ask('GET', URL)).body, {});
  assert.deepEqual((await reader.ask('POST', URL, { address: ' Zhao@Example.CN ' })).body, { waiting: true });
  await workMail(office);
  const [mail] = smtp.taken;
  assert.deepEqual([mail?.to, mail?.headers.get('subject')], ['Zhao@example.cn', '确认接收通知的邮件地址']);
  assert.deepEqual((await reader.ask('GET', URL)).body.waiting, {
    address: 'Z***@example.cn',
    setAt: CITY_NOON.toISOString(),
    codeMail: 'sent',
  });
  await say(office, notice('before'));
  await workMail(office);
  assert.equal(smtp.taken.length, 1, 'nothing goes to an address nobody has confirmed');
  const code = /验证码：(\d{8})/.exec(mail?.text ?? '')?.[1] ?? '';
  assert.equal(
    (await reader.ask('POST', `${URL}/confirmation`, { code: ` ${code.slice(0, 4)} ${code.slice(4)}` })).status,
    200,
  );
  assert.deepEqual((await reader.ask('GET', URL)).body, {
    confirmed: { address: 'Z***@example.cn', confirmedAt: CITY_NOON.toISOString() },
  });
  await say(office, notice('after'));
  await workMail(office);
  assert.deepEqual(
    smtp.taken.map(({ to }) => to),
    ['Zhao@example.cn', 'Zhao@example.cn'],
  );
  const again = await reader.ask('POST', `${URL}/confirmation`, { code });
  assert.deepEqual([again.status, again.body.code], [422, 'code-refused'], 'a code is good once');
});

test('a new address takes the place of the old one when it is confirmed, and not before', async () => {
  const reader = await office.reader({ role: 'clerk' });
  await confirmed(office, reader, 'old@example.cn');
  await reader.ask('POST', URL, { address: 'typo@example.cn' });
  await reader.ask('POST', URL, { address: 'new@example.cn' });
  await workMail(office);
  assert.deepEqual(
    smtp.taken.map(({ to }) => to),
    ['new@example.cn'],
    'an address that was replaced gets no code',
  );
  const both = (await reader.ask('GET', URL)).body;
  assert.deepEqual([both.confirmed.address, both.waiting.address], ['o***@example.cn', 'n***@example.cn']);
  await reader.ask('POST', `${URL}/confirmation`, { code: await codeOf(office, reader.accountId) });
  assert.deepEqual(Object.keys((await reader.ask('GET', URL)).body), ['confirmed']);
  const { rows } = await office.system.pool.query<{ address_id: string; sealed: Buffer }>('select * from mail_address');
  assert.deepEqual(
    rows.map(({ address_id, sealed }) => openAddress(office.system.secrets, address_id, sealed)),
    ['new@example.cn'],
  );
  assert.equal((await reader.ask('DELETE', URL)).body.removed, 1);
  assert.deepEqual((await reader.ask('GET', URL)).body, {});
  assert.equal((await reader.ask('DELETE', URL)).status, 404);
});

test('five wrong codes end a code, a day does too, and the right one of another account never fits', async () => {
  const reader = await office.reader({ role: 'clerk' });
  const other = await office.reader({ role: 'clerk' });
  for (const one of [reader, other]) await one.ask('POST', URL, { address: 'a@example.cn' });
  const confirm = async (code: string) => (await reader.ask('POST', `${URL}/confirmation`, { code })).status;
  const right = await codeOf(office, reader.accountId);
  assert.equal(await confirm(await codeOf(office, other.accountId)), 422);
  for (let tries = 0; tries < 4; tries++) assert.equal(await confirm(wrong(right)), 422);
  assert.equal(await confirm(right), 422, 'too late for the right one');
  await reader.ask('POST', URL, { address: 'a@example.cn' });
  const second = await codeOf(office, reader.accountId);
  assert.notEqual(second, right);
  later(23 * HOUR_MS);
  const fresh = await office.reader({ role: 'clerk', accountId: reader.accountId });
  assert.equal((await fresh.ask('POST', `${URL}/confirmation`, { code: wrong(second) })).status, 422);
  later(1 * HOUR_MS + 1);
  const next = await office.reader({ role: 'clerk', accountId: reader.accountId });
  assert.equal((await next.ask('POST', `${URL}/confirmation`, { code: second })).status, 422);
});

test('guesses at the same moment are counted one by one', async () => {
  const reader = await office.reader({ role: 'clerk' });
  await reader.ask('POST', URL, { address: 'a@example.cn' });
  const guess = wrong(await codeOf(office, reader.accountId));
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => reader.ask('POST', `${URL}/confirmation`, { code: guess })),
  );
  assert.equal(answers.filter(({ body }) => body.field === 'code').length, 5);
});

test('nobody has us fill a mailbox: askings for codes are held back longer and longer', async () => {
  const reader = await office.reader({ role: 'clerk' });
  const statuses: number[] = [];
  for (let n = 0; n < 8; n++) statuses.push((await reader.ask('POST', URL, { address: `a${n}@example.cn` })).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429]);
  later(60_000);
  assert.equal((await reader.ask('POST', URL, { address: 'a@example.cn' })).status, 200);
  assert.equal((await reader.ask('POST', URL, { address: 'a@example.cn' })).status, 429);
});

test('what is no address is refused without being repeated, and a natural person’s account keeps none', async () => {
  const reader = await office.reader({ role: 'clerk' });
  for (const address of ['seltsam', 'seltsam@example.cn\nBcc: b@example.cn', 'seltsam@localhost']) {
    const { status, body, text } = await reader.ask('POST', URL, { address });
    assert.deepEqual([status, body.code, body.field], [400, 'invalid-request', 'address']);
    assert.doesNotMatch(text, /seltsam/);
  }
  const person = await office.reader({ role: 'person', subjectId: 'P-0123456789abcdef' });
  assert.equal((await person.ask('POST', URL, { address: 'a@example.cn' })).body.code, 'person-not-permitted');
  assert.deepEqual(smtp.tried, []);
});

test('a code that cannot be delivered is told to its owner', async () => {
  recipient = () => '550 5.1.1 no such user';
  const reader = await office.reader({ role: 'clerk' });
  await reader.ask('POST', URL, { address: 'gone@example.cn' });
  await workMail(office);
  assert.equal((await reader.ask('GET', URL)).body.waiting.codeMail, 'failed');
});

test('an account that has ended keeps no address', async () => {
  const reader = await office.reader({ role: 'clerk' });
  await confirmed(office, reader, 'a@example.cn');
  const { pool } = office.system;
  await pool.query(`update account set ended_at = $2, ended_by = '丙' where account_id = $1`, [
    reader.accountId,
    CITY_NOON,
  ]);
  await forgetMessages(office.system);
  assert.equal((await pool.query('select from mail_address')).rows.length, 0);
});

test('sealed for one row, an address opens in no other', async () => {
  const reader = await office.reader({ role: 'clerk' });
  await reader.ask('POST', URL, { address: 'a@example.cn' });
  const { rows } = await office.system.pool.query<{ sealed: Buffer }>('select sealed from mail_address');
  const { secrets } = office.system;
  assert.throws(() => openAddress(secrets, 'e0123456789abcdef', rows[0]?.sealed ?? Buffer.alloc(0)));
});
