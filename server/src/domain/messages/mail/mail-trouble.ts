import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';

export const TROUBLE_PAGE = 100;

/** A mail that failed for good, or was put off and is tried again. */
export type MailTrouble = {
  messageId: string;
  accountId: string;
  state: 'failed' | 'queued';
  tries: number;
  /** What the mail server said last, without addresses. */
  reply: string | null;
  changedAt: Date;
};

const MESSAGE_ID = /^m[0-9a-f]{16}$/;
const ACCOUNT_ID = /^u[0-9a-f]{16}$/;

/** Mail that did not go out, the latest first; neither an address nor what the message says is in it. */
export async function lookAtMailTrouble(
  trx: Transaction,
  act: Act,
  { after }: { after?: string | undefined },
): Promise<{ mails: MailTrouble[]; next?: string } | Refusal> {
  const from = after === undefined ? undefined : readPlace(after);
  if (from === null) return refuse('invalid-request', '翻页标记 after 无效，请从第一页重新查询。', { field: 'after' });
  const { rows } = await trx.query<MailTrouble>(
    `select message_id as "messageId", account_id as "accountId", state, tries, reply, changed_at as "changedAt"
       from message_mail where (state = 'failed' or state = 'queued' and tries > 0)
        and ($1::timestamptz is null or (changed_at, message_id, account_id) < ($1, $2, $3))
      order by changed_at desc, message_id desc, account_id desc limit ${TROUBLE_PAGE + 1}`,
    from ?? [null, null, null],
  );
  const mails = rows.slice(0, TROUBLE_PAGE);
  const last = mails.at(-1);
  await journal(trx, act, { event: 'mail-trouble.read', detail: { mails: mails.length } });
  const more = rows.length > TROUBLE_PAGE && last !== undefined;
  return { mails, ...(more ? { next: writePlace(last) } : {}) };
}

function writePlace({ changedAt, messageId, accountId }: MailTrouble): string {
  return writePageCursor([changedAt.toISOString(), messageId, accountId]);
}

function readPlace(text: string): [Date, string, string] | null {
  const [written, messageId, accountId] = readPageCursor(text, 3) ?? [];
  if (typeof written !== 'string' || typeof messageId !== 'string' || typeof accountId !== 'string') return null;
  const at = new Date(written);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== written) return null;
  return MESSAGE_ID.test(messageId) && ACCOUNT_ID.test(accountId) ? [at, messageId, accountId] : null;
}
