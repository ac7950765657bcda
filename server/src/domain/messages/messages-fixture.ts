import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { Logger, runOnce } from 'graphile-worker';
import { ORGANISATIONS } from '../../../../tests/cast.ts';
import { jobsAtRest } from '../../../../tests/jobs-at-rest.ts';
import { type City, openCity } from '../../../../tests/journeys/city.ts';
import { type Post, signIn } from '../../../../tests/sign-in.ts';
import { buildServer } from '../../app.ts';
import { withClient } from '../../platform/db/pool.ts';
import { write } from '../../platform/db/write.ts';
import type { SmtpServer } from '../../platform/mail/smtp-fixture.ts';
import { addressCode } from './addresses/address-code.ts';
import { messageJobs } from './jobs.ts';
import type { NewMessage } from './message.ts';
import { sendMessage } from './send-message.ts';

export const FROM = 'notice@credit.example.cn';

export type Told = { status: number; body: ReturnType<typeof JSON.parse>; text: string };
/** Somebody signed in: reads the inbox, sets an address. */
export type Reader = {
  accountId: string;
  ask: (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => Promise<Told>;
};

export type Office = City & { server: FastifyInstance; reader: (post: Post) => Promise<Reader> };

/** The city, its server, and the mail server it is told of. */
export async function openPostOffice(smtp?: Pick<SmtpServer, 'url'>): Promise<Office> {
  const mail = smtp === undefined ? {} : { GONGXIN_SMTP_URL: smtp.url, GONGXIN_MAIL_FROM: FROM };
  const env = { GONGXIN_BASE_URL: 'https://credit.example.cn', ...mail };
  const test = await openCity({ env });
  const server = buildServer(test.system);
  const reader = async (post: Post): Promise<Reader> => {
    const { accountId, headers } = await signIn(test.system, post);
    return {
      accountId,
      ask: async (method, url, payload) => {
        const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
        return { status: answer.statusCode, body: answer.json(), text: answer.payload };
      },
    };
  };
  const close = async () => {
    await server.close();
    await test.close();
  };
  return { ...test, server, reader, close };
}

/** A notice to an organisation, or to an agency with `to`. */
export function notice(key: string, to: NewMessage['to'] = { subjectId: ORGANISATIONS.logistics.code }): NewMessage {
  const blanks = { number: 'c-1', text: `第${key}件事` };
  return { to, template: 'case-notice', blanks, about: { caseId: 'c-1' }, key };
}

export async function say({ system }: Pick<Office, 'system'>, message: NewMessage): Promise<void> {
  await write(system.pool, system.clock, (trx, now) =>
    sendMessage(trx, { actor: 'user:test', purpose: 'test', now }, message),
  );
}

/** Works every job of messages whose time has come, as the worker of a running server does; failures are kept. */
export async function workMail({ system }: Pick<Office, 'system'>, tasks = messageJobs): Promise<void> {
  await runOnce({
    pgPool: system.pool,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: Object.fromEntries(
      tasks.map((task) => [
        task.name,
        async (payload: unknown, { job }) => {
          try {
            await task.run(system, payload, system.clock());
          } catch (error) {
            if (job.attempts >= job.max_attempts) await task.giveUp?.(system, payload);
            throw error;
          }
        },
      ]),
    ),
  });
  await jobsAtRest(system.pool);
}

/** What was put off is due now. */
export async function letTimePass({ system }: Pick<Office, 'system'>): Promise<void> {
  await system.pool.query(`update graphile_worker._private_jobs set run_at = clock_timestamp() - interval '1 second'`);
}

export async function waitingJobs({ system }: Pick<Office, 'system'>): Promise<number> {
  const { rows } = await system.pool.query<{ n: number }>(
    'select count(*)::int as n from graphile_worker.jobs where attempts < max_attempts',
  );
  return rows[0]?.n ?? 0;
}

/** An address, confirmed by the code its mail holds. */
export async function confirmed(office: Office, reader: Reader, address: string): Promise<void> {
  const set = await reader.ask('POST', '/api/v1/session/mail-address', { address });
  assert.equal(set.status, 200, set.text);
  const code = await codeOf(office, reader.accountId);
  const answer = await reader.ask('POST', '/api/v1/session/mail-address/confirmation', { code });
  assert.equal(answer.status, 200, answer.text);
  // the mail with the code is not what the test is about
  await office.system.pool.query(`delete from graphile_worker._private_jobs where payload->>'addressId' is not null`);
}

export async function codeOf({ system }: Pick<Office, 'system'>, accountId: string): Promise<string> {
  const { rows } = await system.pool.query<{ address_id: string }>(
    'select address_id from mail_address where account_id = $1 and confirmed_at is null',
    [accountId],
  );
  return addressCode(system.secrets, rows[0]?.address_id ?? '');
}

export type MailRow = { account: string; state: string; tries: number; reply: string | null };

export async function mailRows({ system }: Pick<Office, 'system'>): Promise<MailRow[]> {
  const { rows } = await system.pool.query<MailRow>(
    'select account_id as account, state, tries, reply from message_mail order by changed_at, account_id',
  );
  return rows;
}

/** The duties of an agency come down to another from a day long past. */
export async function succeed({ ownerUrl }: Pick<Office, 'ownerUrl'>, agency: string, heir: string): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(`update agency set successor_of = $1, successor_from = '2026-01-01' where uscc = $2`, [agency, heir]),
  );
}

/** As on the first day: the agencies, and nobody who signs in. */
export async function clear({ ownerUrl }: Pick<Office, 'ownerUrl'>): Promise<void> {
  await withClient(ownerUrl, (client) =>
    client.query(
      `delete from message; delete from mail_address; delete from session; delete from post;
       update agency set successor_of = null, successor_from = null; delete from graphile_worker._private_jobs;`,
    ),
  );
}
