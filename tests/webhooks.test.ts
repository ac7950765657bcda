import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { appJobs } from '../server/src/app.ts';
import { createApiKey } from '../server/src/domain/access/index.ts';
import { catalogueInForce } from '../server/src/domain/catalogue/index.ts';
import { allowedAddresses } from '../server/src/domain/corrections/webhooks/allowed-addresses.ts';
import { deliverRecall } from '../server/src/domain/corrections/webhooks/deliver.ts';
import { postNotice, type Resolve } from '../server/src/domain/corrections/webhooks/post-notice.ts';
import { signedHeaders } from '../server/src/domain/corrections/webhooks/sign.ts';
import { withClient } from '../server/src/platform/db/pool.ts';
import { write } from '../server/src/platform/db/write.ts';
import { isRefusal } from '../server/src/platform/errors.ts';
import { AGENCIES } from './cast.ts';
import { type Bidder, bidder, listByTax, registerBidders, workJobs } from './journeys/bidders.ts';
import { type Answer, openCaseCity, type Worker } from './journeys/case-desk.ts';
import { Crash, dyingAfter } from './journeys/dying-system.ts';
import { ok } from './journeys/listing-steps.ts';
import { signIn } from './sign-in.ts';
import { openReceiver, type Receiver, verifies } from './webhook-receiver.ts';

const { finance, tax, housing, credit, eco } = AGENCIES;
const ENDPOINTS = '/api/v1/webhook-endpoints';

let city: Awaited<ReturnType<typeof openCaseCity>>;
let receiver: Receiver;
let desk: Worker;
let withdrawer: Worker;
let security: Pick<Worker, 'get' | 'post'> & { end: (url: string) => Promise<Answer> };
let secret: string;
let endpointId: string;
let number = 0;

before(async () => {
  city = await openCaseCity([], { GONGXIN_WEBHOOK_NETWORKS: '127.0.0.0/8' });
  await listByTax(city, await registerBidders(city, 13));
  receiver = await openReceiver();
  desk = await city.worker('desk', finance.code);
  withdrawer = await city.worker('reviewer', tax.code);
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<Answer> => {
    const { headers } = await signIn(city.system, { role: 'security-admin', agency: credit.code });
    const answer = await city.server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: answer.json() };
  };
  security = {
    get: (url) => ask('GET', url),
    post: (url, body) => ask('POST', url, body),
    end: (url) => ask('DELETE', url),
  };
  ({ secret, endpointId } = ok(await security.post(ENDPOINTS, { agency: finance.code, url: receiver.url })));
});
after(async () => {
  await receiver?.close();
  await city?.close();
});

/** A record that the agency with the webhook received is withdrawn; the recall of it waits to be delivered. */
async function recalled(): Promise<{ subjectId: string; recallId: string; recordId: string; who: Bidder }> {
  number += 1;
  const who = bidder(number);
  ok(
    await desk.post('/api/v1/checks', { matter: 'fiscal-funds', requestRef: '青办1', subjects: [{ code: who.code }] }),
  );
  const { pool } = city.system;
  const { rows } = await pool.query<{ record: string }>(
    `select record_id as record from record where subject_id = $1 and category = 'serious-dishonesty'`,
    [who.code],
  );
  const record = rows[0]?.record ?? '';
  const reason = { reason: '原决定经复议撤销', document: '青税撤〔2026〕1号' };
  ok(await withdrawer.post('/api/v1/intake/withdrawals', { category: 'serious-dishonesty', record, ...reason }));
  await workJobs(city.system, 'record-ended');
  // the tests deliver by themselves
  await pool.query(`select graphile_worker.complete_jobs(array_agg(j.id)) from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'corrections-deliver'`);
  const made = await pool.query<{ id: string }>('select recall_id as id from recall where record_id = $1', [record]);
  assert.equal(made.rows.length, 1);
  receiver.got.length = 0;
  receiver.answers = (response) => response.writeHead(204).end();
  return { subjectId: who.code, recallId: made.rows[0]?.id ?? '', recordId: record, who };
}

const deliver = (recall: { subjectId: string; recallId: string }, how: { withinMs?: number } = {}) =>
  deliverRecall(city.system, catalogueInForce, recall, how);
const failing = (recall: { subjectId: string; recallId: string }, outcome: RegExp, how: { withinMs?: number } = {}) =>
  assert.rejects(deliver(recall, how), outcome);

async function standing({ recallId }: { recallId: string }) {
  const { rows } = await city.system.pool.query(
    `select (select array_agg(way || ' ' || outcome || coalesce(' ' || status, '') order by attempt_no) from recall_delivery d
              where d.recall_id = r.recall_id) as attempts,
            exists (select from recall_acknowledgement k where k.recall_id = r.recall_id) as acknowledged,
            (select count(*)::int from message m where m.said_key = 'recall ' || r.recall_id) as letters
       from recall r where r.recall_id = $1`,
    [recallId],
  );
  return rows[0];
}

test('a notice is signed as the reference implementation of Standard Webhooks signs it', () => {
  // made with standardwebhooks 1.0.0; the secret, the id and the body are the example of its documentation
  const headers = signedHeaders([Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')], {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  });
  assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  assert.equal(headers['webhook-timestamp'], '1614265330');
});

test('a receiver is told by bare ids what ended and when, and knows that we said so; delivered is not acknowledged', async () => {
  const recall = await recalled();
  await deliver(recall);
  const [notice, ...more] = receiver.got;
  assert(notice !== undefined && more.length === 0);
  assert.ok(verifies(secret, notice));
  assert.ok(!verifies(secret, { ...notice, body: notice.body.replace('withdrawn', 'resumed') }));
  assert.equal(notice.id, recall.recallId);
  const at = city.clock.now.toISOString();
  assert.deepEqual(JSON.parse(notice.body), {
    type: 'record.ended',
    timestamp: at,
    data: { changeId: recall.recallId, recordId: recall.recordId, effect: 'withdrawn', at },
  });
  assert.ok(![recall.who.code, recall.who.name, '青税'].some((fact) => notice.body.includes(fact)), 'no name, no fact');
  assert.deepEqual(await standing(recall), { attempts: ['webhook delivered 204'], acknowledged: false, letters: 0 });
  await deliver(recall);
  assert.equal(receiver.got.length, 1, 'what was delivered is not sent again');
});

test('a receiver that fails is tried again under the same id, and when nobody tries any more the inbox has it: nothing is lost', async () => {
  const recall = await recalled();
  receiver.answers = (response) => response.writeHead(503).end('{"acknowledged":true}');
  await failing(recall, /refused/);
  receiver.answers = (response) => void response.destroy();
  await failing(recall, /unreachable/);
  assert.deepEqual(new Set(receiver.got.map(({ id }) => id)), new Set([recall.recallId]));
  const task = appJobs().find(({ name }) => name === 'corrections-deliver');
  await task?.giveUp?.(city.system, recall);
  await task?.giveUp?.(city.system, recall);
  const { attempts, letters } = await standing(recall);
  assert.deepEqual(attempts.slice(0, 3), ['webhook refused 503', 'webhook unreachable', 'inbox delivered']);
  assert.equal(letters, 1);
});

test('whose worker died in the last attempt, after the receiver had taken it, is not told once more by letter', async () => {
  const recall = await recalled();
  await deliver(recall);
  const task = appJobs().find(({ name }) => name === 'corrections-deliver');
  await task?.giveUp?.(city.system, recall);
  assert.deepEqual(await standing(recall), { attempts: ['webhook delivered 204'], acknowledged: false, letters: 0 });
});

test('a receiver that takes its time is left, and told again', async () => {
  const recall = await recalled();
  receiver.answers = () => {};
  await failing(recall, /too-slow/, { withinMs: 300 });
  receiver.answers = (response) => response.writeHead(200).end('x'.repeat(100_000));
  await deliver(recall);
  assert.deepEqual((await standing(recall)).attempts, ['webhook too-slow', 'webhook delivered 200']);
});

test('a receiver that changes the protocol or answers with a number that is none is left like any that refuses, and written down', {
  timeout: 60_000,
}, async () => {
  const recall = await recalled();
  const says = (head: string) => {
    receiver.answers = (response) => void response.socket?.write(head);
  };
  says('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
  await failing(recall, /refused/);
  says('HTTP/1.1 999 No\r\n\r\n');
  await failing(recall, /refused/);
  assert.deepEqual((await standing(recall)).attempts, ['webhook refused 101', 'webhook refused']);
});

test('two workers that carry one recall at the same moment leave one delivery and one entry', async () => {
  const recall = await recalled();
  const waiting: (() => void)[] = [];
  receiver.answers = (response) => {
    waiting.push(() => response.writeHead(204).end());
    if (waiting.length === 2) for (const answer of waiting) answer();
  };
  await Promise.all([deliver(recall), deliver(recall)]);
  assert.equal(receiver.got.length, 2, 'under one id');
  assert.deepEqual((await standing(recall)).attempts, ['webhook delivered 204']);
  const { rows } = await city.system.pool.query(
    `select from journal_entry where event = 'recall.delivered' and target = $1`,
    [recall.recallId],
  );
  assert.equal(rows.length, 1);
});

test('a process that dies between sending and writing it down sends again under the same id, and one delivery stands', async () => {
  const recall = await recalled();
  // the clock is read for the day and for the notice; the third look is that of the transaction
  await assert.rejects(deliverRecall(dyingAfter(city.system, 2), catalogueInForce, recall), Crash);
  assert.equal(receiver.got.length, 1);
  assert.equal((await standing(recall)).attempts, null);
  await deliver(recall);
  assert.deepEqual(
    receiver.got.map(({ id }) => id),
    [recall.recallId, recall.recallId],
  );
  assert.deepEqual((await standing(recall)).attempts, ['webhook delivered 204']);
});

test('a receiver that answers twice is counted once; one that lies in its answer is believed nothing, whatever it signs', async () => {
  const recall = await recalled();
  const claim = JSON.stringify({ changeId: recall.recallId, done: 'deleted', acknowledged: true });
  receiver.answers = (response) => {
    const forged = signedHeaders([Buffer.from('guessed'.repeat(5))], {
      id: recall.recallId,
      at: new Date(),
      body: claim,
    });
    response.writeHead(200, { 'content-type': 'application/json', ...forged }).end(claim);
  };
  await deliver(recall);
  assert.equal((await standing(recall)).acknowledged, false);

  const { pool, clock } = city.system;
  const key = async (agency: string) => {
    const made = await write(pool, clock, (trx, now) =>
      createApiKey(trx, { actor: '立夏', purpose: 'test', now }, { agency, scopes: ['check'] }),
    );
    assert(!isRefusal(made));
    return { authorization: `Bearer ${made.key}` };
  };
  const acknowledge = async (headers: Record<string, string>) => {
    const url = `/api/v1/recalls/${recall.recallId}/acknowledgement`;
    return (await city.server.inject({ method: 'POST', url, headers, payload: { done: 'deleted' } })).statusCode;
  };
  // the signature of a notice is no key
  assert.equal(await acknowledge({ authorization: `Bearer ${secret}` }), 401);
  assert.equal(await acknowledge(await key(housing.code)), 404, 'somebody else');
  const own = await key(finance.code);
  assert.deepEqual([await acknowledge(own), await acknowledge(own)], [200, 200]);
  const { rows } = await pool.query('select 1 from recall_acknowledgement where recall_id = $1', [recall.recallId]);
  assert.equal(rows.length, 1);
});

test('a redirect is not followed', async () => {
  const recall = await recalled();
  const elsewhere = await openReceiver();
  receiver.answers = (response) => response.writeHead(307, { location: elsewhere.url }).end();
  await failing(recall, /refused/);
  assert.deepEqual(elsewhere.got, []);
  await elsewhere.close();
});

test('after a rotation old and new secret both sign for a day, then the new one alone; a secret is shown once and lies sealed', async () => {
  const rotated = ok(await security.post(`${ENDPOINTS}/${endpointId}/secret`));
  const both = await recalled();
  await deliver(both);
  const [during] = receiver.got;
  assert(during !== undefined);
  assert.deepEqual([verifies(secret, during), verifies(rotated.secret, during)], [true, true]);
  city.clock.now = new Date(new Date(rotated.olderSignsUntil).getTime() + 1);
  const alone = await recalled();
  await deliver(alone);
  const [afterwards] = receiver.got;
  assert(afterwards !== undefined);
  assert.deepEqual([verifies(secret, afterwards), verifies(rotated.secret, afterwards)], [false, true]);
  const { rows } = await city.system.pool.query<{ sealed: Buffer }>('select sealed from webhook_secret');
  for (const shown of [secret, rotated.secret]) {
    const bytes = Buffer.from(shown.slice('whsec_'.length), 'base64');
    assert.ok(!rows.some(({ sealed }) => sealed.includes(bytes)));
    assert.ok(!city.logged.some((line) => line.includes(shown)));
  }
  const { endpoints } = ok(await security.get(ENDPOINTS));
  assert.ok(!JSON.stringify(endpoints).includes('whsec_'));
});

test('an address is https and leads out: nothing that is or means this machine or its neighbours is registered', async () => {
  for (const url of [
    'http://credit.example.cn/hook',
    'ftp://credit.example.cn/hook',
    'https://10.0.0.8/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.8]/hook',
    'https://0x0a000008/hook',
    'http://10.0.0.8/hook',
    'https://user:pass@credit.example.cn/hook',
    'https://credit.example.cn/hook#part',
    'nonsense and more',
  ]) {
    const refused = await security.post(ENDPOINTS, { agency: housing.code, url });
    assert.deepEqual([refused.status, refused.body.field], [400, 'url'], url);
  }
  assert.equal(
    (await security.post(ENDPOINTS, { agency: finance.code, url: receiver.url })).status,
    409,
    'one at a time',
  );
});

test('a name is judged by every address it has at the moment of the call, and called by those alone', async () => {
  const notice = { headers: {}, body: '{}' };
  const allowed = allowedAddresses([]);
  const asked: string[] = [];
  const means =
    (...addresses: string[]): Resolve =>
    (name, told) => {
      asked.push(name);
      told(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  for (const addresses of [['127.0.0.1'], ['::1'], ['10.1.2.3'], ['93.184.215.14', '192.168.0.1'], ['fd00::1'], []]) {
    const { outcome } = await postNotice('https://hook.example.cn/x', notice, {
      allowed,
      resolve: means(...addresses),
    });
    assert.equal(outcome, addresses.length === 0 ? 'unreachable' : 'address-not-allowed', String(addresses));
  }
  assert.equal(asked.length, 6, 'it is looked up once for each call');
  const { outcome } = await postNotice(receiver.url, notice, { allowed });
  assert.equal(outcome, 'address-not-allowed', 'opened for tests alone');
});

test('whatever address of a private, local or mapped network is drawn, none is allowed unless the operator has opened it', () => {
  const part = fc.integer({ min: 0, max: 255 });
  const inside = fc.oneof(
    fc.tuple(fc.constant(10), part, part, part),
    fc.tuple(fc.constant(127), part, part, part),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), part, part),
    fc.tuple(fc.constant(192), fc.constant(168), part, part),
    fc.tuple(fc.constant(169), fc.constant(254), part, part),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), part, part),
    fc.tuple(fc.integer({ min: 224, max: 255 }), part, part, part),
  );
  const none = allowedAddresses([]);
  const opened = allowedAddresses(['10.20.0.0/16']);
  fc.assert(
    fc.property(inside, (parts) => {
      const address = parts.join('.');
      assert.equal(none.allows(address), false);
      assert.equal(none.allows(`::ffff:${address}`), false);
      assert.equal(none.allowsPlain(address), false);
      assert.equal(opened.allows(address), parts[0] === 10 && parts[1] === 20);
    }),
  );
  for (const address of ['::', '::1', 'fe80::1', 'fc00::1', 'ff02::1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1'])
    assert.equal(none.allows(address), false, address);
  for (const address of ['93.184.215.14', '2400:3200::1']) assert.equal(none.allows(address), true, address);
});

test('an agency whose address was given up is told by its inbox, also of what was on its way', async () => {
  const recall = await recalled();
  ok(await security.end(`${ENDPOINTS}/${endpointId}`));
  await deliver(recall);
  assert.deepEqual(await standing(recall), { attempts: ['inbox delivered'], acknowledged: false, letters: 1 });
  assert.equal((await security.post(`${ENDPOINTS}/${endpointId}/secret`)).status, 404);
});

test('where several took its duties over, the system of the one is told and the inbox of the other', async () => {
  const again = ok(await security.post(ENDPOINTS, { agency: housing.code, url: receiver.url }));
  const before = ok(await security.post(ENDPOINTS, { agency: finance.code, url: receiver.url }));
  const recall = await recalled();
  ok(await security.end(`${ENDPOINTS}/${before.endpointId}`));
  await withClient(city.ownerUrl, (client) =>
    client.query(`update agency set successor_of = $1, successor_from = '2026-01-01' where uscc = any($2)`, [
      finance.code,
      [housing.code, eco.code],
    ]),
  );
  await deliver(recall);
  assert.equal(receiver.got.length, 1);
  const { rows } = await city.system.pool.query<{ agency: string }>(
    'select agency from message where said_key = $1 order by agency',
    [`recall ${recall.recallId}`],
  );
  assert.deepEqual(
    rows.map(({ agency }) => agency),
    [eco.code],
  );
  ok(await security.end(`${ENDPOINTS}/${again.endpointId}`));
});
