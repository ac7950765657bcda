import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sealAddress } from '../../server/src/domain/messages/addresses/seal-address.ts';
import { openSecrets } from '../../server/src/platform/config/secrets.ts';
import { openSmtp, type SmtpServer } from '../../server/src/platform/mail/smtp-fixture.ts';
import { AGENCIES } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { openReceiver, type Receiver } from '../webhook-receiver.ts';
import { bidder, listByTax, registerBidders } from './bidders.ts';
import { openCaseCity } from './case-desk.ts';
import { startGongxin } from './gongxin.ts';
import { ok } from './listing-steps.ts';

const { finance, housing, tax, credit } = AGENCIES;
const NETWORKS = { GONGXIN_WEBHOOK_NETWORKS: '127.0.0.0/8' };
/** Looks at the database while the program works; it starts, finds the dead worker and goes on within some fifteen seconds, later on a busy machine. */
const LOOKS_AT_MOST = 1_200;
const LOOK_AGAIN_MS = 100;

let city: Awaited<ReturnType<typeof openCaseCity>>;
let receiver: Receiver;
let smtp: SmtpServer;
let child: ChildProcess | undefined;
/** What holds the mail server's yes back. */
let holdMail: Promise<undefined> | undefined;

before(async () => {
  city = await openCaseCity([], NETWORKS);
  // the program finds in its folder what the test sealed with
  const secrets = openSecrets({ dataDir: city.folder });
  assert(!('refused' in secrets));
  city.system.secrets = secrets;
  receiver = await openReceiver();
  smtp = await openSmtp({ data: () => holdMail });
});
after(async () => {
  child?.kill('SIGKILL');
  await receiver?.close();
  await smtp?.close();
  await city?.close();
});

const serve = () =>
  startGongxin(city, ['serve', '--port', '0', '--log-level', 'error'], {
    ...NETWORKS,
    GONGXIN_SMTP_URL: smtp.url,
    GONGXIN_MAIL_FROM: 'notice@credit.example.cn',
  });
const dead = (program: ChildProcess) => new Promise<void>((resolve) => program.once('exit', () => resolve()));

async function until(what: string, is: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < LOOKS_AT_MOST; looks += 1) {
    if (await is()) return;
    assert.equal(child?.exitCode, null, `the program ended while the test waited until ${what}`);
    await pause(LOOK_AGAIN_MS);
  }
  assert.fail(`it never came to pass that ${what}`);
}

const rowsOf = async (sql: string): Promise<Record<string, unknown>[]> => (await city.system.pool.query(sql)).rows;

test('killed while a receiver and a mail server have what they were sent and have not answered, the program tells both again under the same number, and nothing is lost or made twice', async () => {
  const { pool, clock } = city.system;
  const [who] = await registerBidders(city, 1);
  await listByTax(city, [bidder(1)]);
  const { headers } = await signIn(city.system, { role: 'security-admin', agency: credit.code });
  const payload = { agency: finance.code, url: receiver.url };
  const made = await city.server.inject({ method: 'POST', url: '/api/v1/webhook-endpoints', headers, payload });
  assert.equal(made.statusCode, 201, made.body);
  const reader = await signIn(city.system, { role: 'desk', agency: housing.code });
  const addressId = 'e0123456789abcdef';
  await pool.query(
    'insert into mail_address (address_id, account_id, sealed, set_at, confirmed_at) values ($1, $2, $3, $4, $4)',
    [addressId, reader.accountId, sealAddress(city.system.secrets, addressId, 'desk@example.cn'), clock()],
  );
  for (const agency of [finance, housing]) {
    const desk = await city.worker('desk', agency.code);
    const asked = { matter: 'fiscal-funds', requestRef: '青办1', subjects: [{ code: who?.code }] };
    ok(await desk.post('/api/v1/checks', asked));
  }
  const [held] = await rowsOf(`select record_id as record from record where category = 'serious-dishonesty'`);
  const withdrawer = await city.worker('reviewer', tax.code);
  const deed = { category: 'serious-dishonesty', reason: '原决定经复议撤销', document: '青税撤〔2026〕1号' };
  ok(await withdrawer.post('/api/v1/intake/withdrawals', { ...deed, record: held?.record }));

  receiver.answers = () => {};
  let release: (said: undefined) => void = () => {};
  holdMail = new Promise((resolve) => (release = resolve));
  child = serve();
  await until('both were sent something', () => receiver.got.length === 1 && smtp.tried.length === 1);
  const gone = dead(child);
  child.kill('SIGKILL');
  await gone;
  assert.deepEqual(await rowsOf('select from recall_delivery where way = $$webhook$$'), [], 'it wrote nothing down');
  assert.deepEqual(await rowsOf('select state from message_mail'), [{ state: 'queued' }]);

  receiver.answers = (response) => response.writeHead(204).end();
  holdMail = undefined;
  release(undefined);
  child = serve();
  await until('both were told again', async () => {
    const [told] = await rowsOf(
      `select exists (select from recall_delivery where way = 'webhook' and outcome = 'delivered')
          and exists (select from message_mail where state = 'sent') as told`,
    );
    return told?.told === true;
  });

  const recalls = await rowsOf(
    `select r.recipient, r.recall_id as id, array_agg(d.way || ' ' || d.outcome) as told from recall r
       join recall_delivery d using (subject_id, recall_id) group by 1, 2 order by 1`,
  );
  assert.deepEqual(
    recalls.map(({ recipient, told }) => [recipient, told]),
    [
      [finance.code, ['webhook delivered']],
      [housing.code, ['inbox delivered']],
    ].sort(([a], [b]) => String(a).localeCompare(String(b))),
  );
  const ours = recalls.find(({ recipient }) => recipient === finance.code)?.id;
  assert.deepEqual(
    receiver.got.map(({ id }) => id),
    [ours, ours],
  );
  assert.equal(smtp.tried.length, 2);
  assert.equal(new Set(smtp.taken.map(({ headers }) => headers.get('message-id'))).size, 1);
  assert.deepEqual(await rowsOf('select agency from message where agency is not null'), [{ agency: housing.code }]);
  assert.equal((await rowsOf(`select from journal_entry where event = 'recall.made'`)).length, 1);
  assert.equal((await rowsOf(`select from journal_entry where event = 'recall.delivered'`)).length, 1);
  // the second look is still to come, and nothing else
  await until('the queue knows what was done', async () => {
    const waiting = await rowsOf(
      `select task_identifier as task, attempts from graphile_worker.jobs
        where task_identifier in ('record-ended', 'corrections-deliver', 'message-mail', 'message-mail-to')`,
    );
    return JSON.stringify(waiting) === JSON.stringify([{ task: 'record-ended', attempts: 0 }]);
  });
});
