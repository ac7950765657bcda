import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, journal } from '../../journal/index.ts';
import { inboxOf } from './inbox-of.ts';
import { readMessageCursor, writeMessageCursor } from './message-cursor.ts';

export const MESSAGES_PAGE = 50;
export const MESSAGES_PAGE_AT_MOST = 200;

/** A line of the inbox. What it says is read one by one. */
export type ListedMessage = {
  messageId: string;
  title: string;
  sentAt: Date;
  caseId: string | null;
  recordId: string | null;
  subjectId: string | null;
  /** When whoever asks read it first; null: unread. */
  readAt: Date | null;
};

export type MessagesQuestion = {
  /** Only what whoever asks has not read. */
  unread?: boolean | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

/** The messages of an inbox, newest first. */
export async function listMessages(
  trx: Transaction,
  act: Act,
  { reach, accountId }: { reach: Reach; accountId: string },
  { unread = false, limit = MESSAGES_PAGE, after }: MessagesQuestion,
): Promise<{ messages: ListedMessage[]; next?: string } | Refusal> {
  const from = after === undefined ? undefined : readMessageCursor(after);
  if (from === null) return refuse('invalid-request', '翻页标记 after 无效，请从第一页重新查询。', { field: 'after' });
  const { agencies, subjectId } = await inboxOf(trx, reach, act.now);
  const { rows } = await trx.query<ListedMessage>(
    `select m.message_id as "messageId", m.title, m.sent_at as "sentAt", m.about_case as "caseId",
            m.about_record as "recordId", coalesce(m.about_subject, m.subject_id) as "subjectId", r.read_at as "readAt"
       from message m left join message_receipt r on r.message_id = m.message_id and r.account_id = $1
      where (m.agency = any($2) or m.subject_id = $3) and (not $4 or r.read_at is null)
        and ($5::timestamptz is null or (m.sent_at, m.message_id) < ($5, $6))
      order by m.sent_at desc, m.message_id desc limit $7`,
    [accountId, agencies, subjectId, unread, from?.sentAt ?? null, from?.messageId ?? null, limit + 1],
  );
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  await journal(trx, act, { event: 'message.listed', detail: { messages: messages.length } });
  return { messages, ...(rows.length > limit && last !== undefined ? { next: writeMessageCursor(last) } : {}) };
}
