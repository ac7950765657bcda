import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../../tests/cast.ts';
import { CITY_NOON } from '../../../../../tests/journeys/city.ts';
import { forgetMessages } from '../forget-messages.ts';
import { clear, notice, type Office, openPostOffice, type Reader, say, succeed } from '../messages-fixture.ts';

const { housing, drug, credit } = AGENCIES;
const { logistics, food } = ORGANISATIONS;

let office: Office;
before(async () => {
  office = await openPostOffice();
});
beforeEach(async () => {
  office.clock.now = CITY_NOON;
  await clear(office);
});
after(() => office.close());

const later = (ms: number) => {
  office.clock.now = new Date(office.clock.now.getTime() + ms);
};
const titlesOf = async (reader: Reader, query = '') => {
  const { status, body, text } = await reader.ask('GET', `/api/v1/messages${query}`);
  assert.equal(status, 200, text);
  return body.messages;
};

test('an organisation’s users read what the organisation is told, an agency’s officials what the agency is told, and nobody else', async () => {
  await say(office, notice('1'));
  await say(office, notice('2', { agency: housing.code }));
  const ours = await office.reader({ role: 'organisation' });
  const theirs = await office.reader({ role: 'organisation', subjectId: food.code });
  const clerk = await office.reader({ role: 'clerk' });
  const other = await office.reader({ role: 'clerk', agency: drug.code });
  const office_ = await office.reader({ role: 'decider', agency: credit.code });
  const [toUs] = await titlesOf(ours);
  const [toClerk] = await titlesOf(clerk);
  assert.equal(toUs.subjectId, logistics.code);
  for (const [reader, message, status] of [
    [ours, toUs, 200],
    [clerk, toClerk, 200],
    [theirs, toUs, 404],
    [clerk, toUs, 404],
    [ours, toClerk, 404],
    [other, toClerk, 404],
    [office_, toClerk, 404],
    [office_, toUs, 404],
  ] as const)
    assert.equal((await reader.ask('GET', `/api/v1/messages/${message.messageId}`)).status, status);
  for (const reader of [theirs, other, office_]) assert.deepEqual(await titlesOf(reader), []);
  assert.equal((await ours.ask('GET', '/api/v1/messages/m0123456789abcdef')).status, 404);
  for (const role of ['person', 'auditor', 'system-admin'] as const)
    assert.equal((await (await office.reader({ role })).ask('GET', '/api/v1/messages')).status, 403);
});

test('a message says word for word what it was filled with, and where to look further', async () => {
  await say(office, {
    to: { agency: housing.code },
    template: 'objection-to-answer',
    blanks: { subject: logistics.name, record: '青住建许字〔2026〕12号', number: 'c-7', dueOn: '2026-03-11' },
    about: { caseId: 'c-7', recordId: 'r1', subjectId: logistics.code },
    key: 'c-7/to-answer',
  });
  const clerk = await office.reader({ role: 'clerk' });
  const [listed] = await titlesOf(clerk);
  assert.deepEqual(
    [listed.title, listed.caseId, listed.recordId, listed.subjectId, listed.readAt, 'body' in listed],
    ['有一件异议须核实答复', 'c-7', 'r1', logistics.code, null, false],
  );
  const { body } = await clerk.ask('GET', `/api/v1/messages/${listed.messageId}`);
  assert.equal(
    body.body,
    `${logistics.name}对青住建许字〔2026〕12号提出异议（编号 c-7）。请核实并答复，期限的最后一日为 2026-03-11。`,
  );
});

test('who reads a message is kept with the first moment, for each reader alone', async () => {
  await say(office, notice('1', { agency: housing.code }));
  const [first, second] = [await office.reader({ role: 'clerk' }), await office.reader({ role: 'reviewer' })];
  const [{ messageId }] = await titlesOf(first);
  const readAt = (await first.ask('GET', `/api/v1/messages/${messageId}`)).body.readAt;
  assert.equal(readAt, office.clock.now.toISOString());
  later(60_000);
  assert.equal((await first.ask('GET', `/api/v1/messages/${messageId}`)).body.readAt, readAt);
  assert.equal((await titlesOf(first))[0].readAt, readAt);
  assert.deepEqual(await titlesOf(first, '?unread=true'), []);
  assert.equal((await titlesOf(second, '?unread=true')).length, 1);
  const { rows } = await office.system.pool.query('select account_id from message_receipt');
  assert.deepEqual(rows, [{ account_id: first.accountId }]);
  const { pool } = office.system;
  await assert.rejects(pool.query('update message_receipt set read_at = $1', [office.clock.now]), /permission denied/);
  const entries = await pool.query(
    `select event, target from journal_entry where target = $1 and event = 'message.read'`,
    [messageId],
  );
  assert.equal(entries.rows.length, 2, 'every reading leaves an entry');
});

test('pages go from the newest to the oldest, each message once, also within one moment', async () => {
  for (let n = 1; n <= 7; n++) {
    await say(office, notice(String(n)));
    if (n % 3 === 0) later(1_000);
  }
  const reader = await office.reader({ role: 'organisation' });
  const seen: string[] = [];
  let next = '';
  do {
    const { body } = await reader.ask('GET', `/api/v1/messages?limit=2${next === '' ? '' : `&after=${next}`}`);
    assert.ok(body.messages.length > 0 && body.messages.length <= 2);
    seen.push(...body.messages.map(({ messageId }: { messageId: string }) => messageId));
    next = body.next ?? '';
  } while (next !== '');
  assert.deepEqual([seen.length, new Set(seen).size], [7, 7]);
  const moments = (await titlesOf(reader)).map(({ sentAt }: { sentAt: string }) => sentAt);
  assert.deepEqual(moments, [...moments].sort().reverse());
  for (const after of ['x', Buffer.from('["2026-03-02","m1"]').toString('base64url')])
    assert.equal((await reader.ask('GET', `/api/v1/messages?after=${after}`)).status, 400);
});

test('what an abolished agency was told is read by whoever took over its duties, and no longer by its own', async () => {
  await say(office, notice('1', { agency: housing.code }));
  await succeed(office, housing.code, drug.code);
  const heir = await office.reader({ role: 'clerk', agency: drug.code });
  const [message] = await titlesOf(heir);
  assert.equal((await heir.ask('GET', `/api/v1/messages/${message.messageId}`)).status, 200);
  assert.deepEqual(await titlesOf(await office.reader({ role: 'clerk' })), []);
});

test('messages past their term are forgotten with who read them, the others stay, and the journal says how many', async () => {
  await say(office, notice('old'));
  const before_ = await office.reader({ role: 'organisation' });
  const [old] = await titlesOf(before_);
  assert.equal((await before_.ask('GET', `/api/v1/messages/${old.messageId}`)).status, 200);
  office.clock.now = new Date('2028-11-20T12:00:00+08:00');
  await say(office, notice('new'));
  assert.equal(await forgetMessages(office.system), 0, 'the last day still counts');
  office.clock.now = new Date('2028-11-21T12:00:00+08:00');
  assert.equal(await forgetMessages(office.system), 1);
  const reader = await office.reader({ role: 'organisation' });
  assert.equal((await titlesOf(reader)).length, 1);
  assert.equal((await reader.ask('GET', `/api/v1/messages/${old.messageId}`)).status, 404);
  const { pool } = office.system;
  const { rows } = await pool.query(`select detail from journal_entry where event = 'message.forgotten'`);
  assert.deepEqual(rows, [{ detail: { messages: 1 } }]);
  assert.equal((await pool.query('select from message_receipt')).rows.length, 0);
});
