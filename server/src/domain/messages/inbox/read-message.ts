import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Act, journal } from '../../journal/index.ts';
import { inboxOf } from './inbox-of.ts';
import type { ListedMessage } from './list-messages.ts';

export type ReadMessage = ListedMessage & { body: string; readAt: Date };

/** One message, word for word; that its reader has read it, and when first, is kept. */
export async function readMessage(
  trx: Transaction,
  act: Act,
  { reach, accountId }: { reach: Reach; accountId: string },
  messageId: string,
): Promise<ReadMessage | Refusal> {
  const { agencies, subjectId } = await inboxOf(trx, reach, act.now);
  const { rows } = await trx.query<Omit<ReadMessage, 'readAt'>>(
    `select message_id as "messageId", title, body, sent_at as "sentAt", about_case as "caseId",
            about_record as "recordId", coalesce(about_subject, subject_id) as "subjectId"
       from message where message_id = $1 and (agency = any($2) or subject_id = $3)`,
    [messageId, agencies, subjectId],
  );
  const [message] = rows;
  if (message === undefined) return refuse('not-found', '没有这条消息，请核对消息编号；超过保存期限的消息已经删除。');
  await trx.query(
    'insert into message_receipt (message_id, account_id, read_at) values ($1, $2, $3) on conflict do nothing',
    [messageId, accountId, act.now],
  );
  const receipt = await trx.query<{ read_at: Date }>(
    'select read_at from message_receipt where message_id = $1 and account_id = $2',
    [messageId, accountId],
  );
  await journal(trx, act, {
    event: 'message.read',
    target: messageId,
    ...(message.subjectId === null ? {} : { subjectId: message.subjectId }),
  });
  return { ...message, readAt: receipt.rows[0]?.read_at ?? act.now };
}
