import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../../tests/cast.ts';
import { write } from '../../../platform/db/write.ts';
import { openSmtp, type SmtpServer } from '../../../platform/mail/smtp-fixture.ts';
import { blanksOf } from '../fill-template.ts';
import { messageJobs } from '../jobs.ts';
import {
  clear,
  confirmed,
  FROM,
  letTimePass,
  mailRows,
  notice,
  type Office,
  openPostOffice,
  say,
  succeed,
  waitingJobs,
  workMail,
} from '../messages-fixture.ts';
import { sendMessage } from '../send-message.ts';
import { type MessageTemplate, TEMPLATES } from '../templates.ts';
import { deliverMail } from './deliver-mail.ts';

const { housing, drug } = AGENCIES;
const { logistics } = ORGANISATIONS;
const TEMPLATE_NAMES = Object.keys(TEMPLATES) as MessageTemplate[];

/** What the server says to a recipient, and to a whole mail; each test sets its own. */
let recipient: (to: string, nth: number) => string | undefined | Promise<string | undefined>;
let data: (to: string, nth: number) => string | undefined | Promise<string | undefined>;
let smtp: SmtpServer;
let office: Office;
before(async () => {
  smtp = await openSmtp({ recipient: (to, nth) => recipient(to, nth), data: (to, nth) => data(to, nth) });
  office = await openPostOffice(smtp);
});
beforeEach(async () => {
  recipient = data = () => undefined;
  smtp.taken.length = smtp.tried.length = 0;
  await clear(office);
});
after(async () => {
  await office.close();
  await smtp.close();
});

test('whoever acts for the organisation and has confirmed an address is told that there is a message, and nobody else', async () => {
  const reader = await office.reader({ role: 'organisation' });
  await confirmed(office, reader, 'zhao@example.cn');
  await confirmed(office, await office.reader({ role: 'clerk' }), 'clerk@example.cn');
  const other = await office.reader({ role: 'organisation', subjectId: ORGANISATIONS.food.code });
  await confirmed(office, other, 'other@example.cn');
  await office.reader({ role: 'organisation' });
  const ended = await office.reader({ role: 'organisation' });
  await confirmed(office, ended, 'gone@example.cn');
  await office.system.pool.query(`update post set ended_at = $2, ended_by = '丙' where account_id = $1`, [
    ended.accountId,
    office.clock.now,
  ]);
  await say(office, notice('1'));
  await workMail(office);
  const listed = await reader.ask('GET', '/api/v1/messages');
  const { messageId } = listed.body.messages[0];
  assert.deepEqual(
    smtp.taken.map(({ to, from }) => [to, from]),
    [['zhao@example.cn', FROM]],
  );
  const [mail] = smtp.taken;
  assert.equal(mail?.headers.get('subject'), '新消息：案件有新的进展');
  assert.equal(mail?.headers.get('message-id'), `<${messageId}.${reader.accountId}@credit.example.cn>`);
  assert.match(mail?.text ?? '', new RegExp(`消息编号：${messageId}`));
  assert.match(mail?.text ?? '', /https:\/\/credit\.example\.cn\/account\/messages/);
  assert.deepEqual(await mailRows(office), [
    { account: reader.accountId, state: 'sent', tries: 1, reply: '250 2.0.0 queued' },
  ]);
});

test('of an agency those are told who may read its messages, also where its duties came down to another', async () => {
  for (const role of ['clerk', 'decider', 'auditor', 'system-admin'] as const)
    await confirmed(office, await office.reader({ role }), `${role}@example.cn`);
  await confirmed(office, await office.reader({ role: 'desk', agency: drug.code }), 'heir@example.cn');
  await say(office, notice('1', { agency: housing.code }));
  await workMail(office);
  assert.deepEqual(smtp.taken.map(({ to }) => to).sort(), ['clerk@example.cn', 'decider@example.cn']);
  smtp.taken.length = 0;
  await succeed(office, housing.code, drug.code);
  await say(office, notice('2', { agency: housing.code }));
  await workMail(office);
  assert.deepEqual(
    smtp.taken.map(({ to }) => to),
    ['heir@example.cn'],
  );
});

test('no mail says more than its title: nothing that fills a blank, for any template', async () => {
  const reader = await office.reader({ role: 'organisation', name: '赵掌柜' });
  await confirmed(office, reader, 'zhao@example.cn');
  for (const template of TEMPLATE_NAMES) {
    const blanks = Object.fromEntries(blanksOf(template).map((name) => [name, `MARK-${name}-标记`]));
    const about = { caseId: 'MARK-case', recordId: 'MARK-record', subjectId: 'MARK-subject' };
    await say(office, { to: { subjectId: logistics.code }, template, blanks, about, key: `MARK-${template}` });
  }
  await workMail(office);
  assert.equal(smtp.taken.length, TEMPLATE_NAMES.length);
  const titles = new Set<string>(TEMPLATE_NAMES.map((template) => `新消息：${TEMPLATES[template].title}`));
  for (const { headers, text } of smtp.taken) {
    const said = [...headers.values(), text].join('\n');
    assert.doesNotMatch(said, /MARK|标记|赵掌柜|\{|\}/);
    assert.ok(!said.includes(logistics.code) && !said.includes(logistics.name));
    assert.ok(titles.has(headers.get('subject') ?? ''), headers.get('subject'));
  }
});

test('a message asked for twice under one key is one message and one mail; another recipient has its own', async () => {
  await confirmed(office, await office.reader({ role: 'organisation' }), 'zhao@example.cn');
  await confirmed(office, await office.reader({ role: 'clerk' }), 'clerk@example.cn');
  await Promise.all([say(office, notice('same')), say(office, notice('same'))]);
  await say(office, notice('same', { agency: housing.code }));
  await workMail(office);
  await say(office, notice('same'));
  await workMail(office);
  assert.deepEqual(smtp.taken.map(({ to }) => to).sort(), ['clerk@example.cn', 'zhao@example.cn']);
  const { rows } = await office.system.pool.query('select from message');
  assert.equal(rows.length, 2);
});

test('what is rolled back is told to nobody', async () => {
  await confirmed(office, await office.reader({ role: 'organisation' }), 'zhao@example.cn');
  const { pool, clock } = office.system;
  const failed = write(pool, clock, async (trx, now) => {
    await sendMessage(trx, { actor: 'user:test', purpose: 'test', now }, notice('1'));
    throw new Error('the act failed');
  });
  await assert.rejects(failed, /the act failed/);
  await workMail(office);
  assert.deepEqual([smtp.tried, await mailRows(office), await waitingJobs(office)], [[], [], 0]);
});

test('a recipient the server refuses is told of to the administrator, and holds up nobody', async () => {
  const gone = await office.reader({ role: 'clerk' });
  await confirmed(office, gone, 'gone@example.cn');
  await confirmed(office, await office.reader({ role: 'reviewer' }), 'here@example.cn');
  recipient = (to) => (to === 'gone@example.cn' ? `550 5.1.1 <${to}> no such user` : undefined);
  await say(office, notice('1', { agency: housing.code }));
  await workMail(office);
  assert.deepEqual(
    smtp.taken.map(({ to }) => to),
    ['here@example.cn'],
  );
  assert.equal(await waitingJobs(office), 0, 'what is refused for good is not tried again');
  const administrator = await office.reader({ role: 'system-admin' });
  const trouble = await administrator.ask('GET', '/api/v1/mail-trouble');
  assert.equal(trouble.status, 200, trouble.text);
  const [mail, ...more] = trouble.body.mails;
  assert.deepEqual([mail.accountId, mail.state, mail.reply], [gone.accountId, 'failed', '550 5.1.1 <…> no such user']);
  assert.equal(more.length, 0);
  assert.doesNotMatch(trouble.text, /example\.cn|案件/);
});

test('a recipient put off is tried again, and those after it in the same lane are not', async () => {
  for (const name of ['a', 'b', 'c', 'd'])
    await confirmed(office, await office.reader({ role: 'clerk' }), `${name}@example.cn`);
  recipient = (to, nth) => (to.startsWith('a') && nth < 3 ? '451 4.7.1 greylisted' : undefined);
  await say(office, notice('1', { agency: housing.code }));
  await workMail(office);
  assert.deepEqual(smtp.taken.map(({ to }) => to).sort(), ['b@example.cn', 'c@example.cn', 'd@example.cn']);
  const [late] = (await mailRows(office)).filter(({ state }) => state === 'queued');
  assert.deepEqual([late?.tries, late?.reply], [1, '451 4.7.1 greylisted']);
  const trouble = await (await office.reader({ role: 'system-admin' })).ask('GET', '/api/v1/mail-trouble');
  assert.deepEqual(
    trouble.body.mails.map(({ state }: { state: string }) => state),
    ['queued'],
  );
  for (let round = 0; round < 2; round++) {
    await letTimePass(office);
    await workMail(office);
  }
  assert.equal(smtp.taken.filter(({ to }) => to === 'a@example.cn').length, 1);
  assert.ok((await mailRows(office)).every(({ state }) => state === 'sent'));
});

test('a server that is away is waited for, and given up at the last try with what was said last', async (t) => {
  const gone = await openSmtp();
  const away = await openPostOffice(gone);
  t.after(() => away.close());
  const { port } = gone;
  await confirmed(away, await away.reader({ role: 'organisation' }), 'zhao@example.cn');
  await gone.close();
  const servers: SmtpServer[] = [];
  t.after(() => Promise.all(servers.map((server) => server.close())));
  await say(away, notice('1'));
  await workMail(away);
  assert.deepEqual(
    (await mailRows(away)).map(({ state, tries }) => [state, tries]),
    [['queued', 1]],
  );
  const back = await openSmtp({ port });
  servers.push(back);
  await letTimePass(away);
  await workMail(away);
  assert.equal(back.taken.length, 1);
  await back.close();
  await say(away, notice('2'));
  await workMail(away);
  await away.system.pool.query('update graphile_worker._private_jobs set attempts = max_attempts - 1');
  await letTimePass(away);
  await workMail(away);
  const [, second] = await mailRows(away);
  assert.equal(second?.state, 'failed');
  assert.match(second?.reply ?? '', /ECONNREFUSED/);
  assert.equal(await waitingJobs(away), 0);
});

test('a server that does not answer keeps no job longer than its bound', async (t) => {
  const reader = await office.reader({ role: 'organisation' });
  await confirmed(office, reader, 'zhao@example.cn');
  let answer: (reply: undefined) => void = () => {};
  data = () => new Promise((resolve) => (answer = resolve));
  t.after(() => answer(undefined));
  await say(office, notice('1'));
  await workMail(office, [queueOnly()]);
  const { rows } = await office.system.pool.query<{ message_id: string }>('select message_id from message_mail');
  const delivery = { messageId: rows[0]?.message_id ?? '', accountId: reader.accountId };
  const bounds = { connect: 300, silence: 300, whole: 300 };
  await assert.rejects(deliverMail(office.system, delivery, office.clock.now, bounds), /mail put off/);
  assert.deepEqual(
    (await mailRows(office)).map(({ state }) => state),
    ['queued'],
  );
});

test('who dies between the server’s yes and our own row sends once more under the same number, and loses nothing', async () => {
  await confirmed(office, await office.reader({ role: 'organisation' }), 'zhao@example.cn');
  await say(office, notice('1'));
  const { pool } = office.system;
  // the process is gone the moment it would write down what the server said
  const query = async (text: string, values: unknown[]) => {
    if (/update message_mail/.test(text)) throw new Error('killed');
    return pool.query(text, values);
  };
  const dying = { ...office.system, pool: Object.assign(Object.create(pool), { query }) };
  await workMail(office, [queueOnly()]);
  const { rows } = await pool.query<{ message_id: string; account_id: string }>('select * from message_mail');
  const delivery = { messageId: rows[0]?.message_id ?? '', accountId: rows[0]?.account_id ?? '' };
  await assert.rejects(deliverMail(dying, delivery, office.clock.now), /killed/);
  await workMail(office);
  assert.equal(smtp.taken.length, 2);
  assert.equal(new Set(smtp.taken.map(({ headers }) => headers.get('message-id'))).size, 1);
  await workMail(office);
  await deliverMail(office.system, delivery, office.clock.now);
  assert.equal(smtp.taken.length, 2, 'what is sent is not sent again');
});

test('neither queue, journal nor log holds an address, and no table holds one in clear', async () => {
  office.logged.length = 0;
  const reader = await office.reader({ role: 'organisation' });
  recipient = () => '451 4.3.0 unter.wegs@example.cn not now';
  await reader.ask('POST', '/api/v1/session/mail-address', { address: 'unter.wegs@example.cn' });
  await workMail(office);
  await confirmed(office, await office.reader({ role: 'organisation' }), 'unter.wegs@example.cn');
  await say(office, notice('1'));
  await workMail(office);
  const { pool } = office.system;
  const told = await Promise.all(
    ['graphile_worker._private_jobs', 'journal_entry', 'mail_address', 'message_mail', 'sign_in_attempt'].map((table) =>
      pool.query<{ row: string }>(`select t::text as row from ${table} t`),
    ),
  );
  const all = [...told.flatMap(({ rows }) => rows.map(({ row }) => row)), ...office.logged].join('\n');
  assert.ok(all.length > 0);
  assert.doesNotMatch(all, /wegs/);
  assert.doesNotMatch(all, new RegExp(Buffer.from('unter.wegs').toString('hex')));
});

test('without a mail server messages stay in the inbox, and no job fails', async (t) => {
  const silent = await openPostOffice();
  t.after(() => silent.close());
  const reader = await silent.reader({ role: 'organisation' });
  const set = await reader.ask('POST', '/api/v1/session/mail-address', { address: 'zhao@example.cn' });
  assert.deepEqual([set.status, set.body.code], [409, 'conflict']);
  await say(silent, notice('1'));
  await workMail(silent);
  assert.deepEqual([await mailRows(silent), await waitingJobs(silent)], [[], 0]);
  assert.equal((await reader.ask('GET', '/api/v1/messages')).body.messages.length, 1);
});

test('who removes the address before the mail goes out gets none', async () => {
  const reader = await office.reader({ role: 'organisation' });
  await confirmed(office, reader, 'zhao@example.cn');
  await say(office, notice('1'));
  await workMail(office, [queueOnly()]);
  assert.equal((await reader.ask('DELETE', '/api/v1/session/mail-address')).status, 200);
  await workMail(office);
  assert.deepEqual([smtp.tried, await mailRows(office), await waitingJobs(office)], [[], [], 0]);
});

function queueOnly() {
  const [queue] = messageJobs;
  assert.ok(queue !== undefined);
  return queue;
}
