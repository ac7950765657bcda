import type { InboxMessagePage, InboxPage } from '../../../../../web/src/portal/inbox-model.ts';
import * as paths from '../../../../../web/src/portal/paths.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { listMessages, ownAddress, type ReadMessage } from '../../messages/index.ts';
import { type FormCall, userOf } from './form-route.ts';

const A_PAGE = 20;
const IN_SHANGHAI = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
  hourCycle: 'h23',
});

/** The inbox of whoever is signed in, and the address that gets mail about it. */
export async function inboxPage(
  { system, act, reach, caller }: Pick<FormCall, 'system' | 'act' | 'reach' | 'caller'>,
  after?: string,
): Promise<InboxPage | Refusal> {
  const { accountId } = userOf({ caller });
  const listed = await write(system.pool, system.clock, (trx, now) =>
    listMessages(trx, act(now, 'messages'), { reach, accountId }, { limit: A_PAGE, after }),
  );
  if (isRefusal(listed)) return listed;
  const { confirmed, waiting } = await ownAddress(system.pool, system.secrets, accountId);
  return {
    page: 'inbox',
    messages: listed.messages.map(({ messageId, title, sentAt, readAt }) => ({
      href: paths.inboxMessage(messageId),
      title,
      sent: IN_SHANGHAI.format(sentAt),
      unread: readAt === null,
    })),
    first: after === undefined,
    ...(listed.next === undefined ? {} : { next: paths.inboxAfter(listed.next) }),
    mails: system.config.mail !== undefined,
    ...(confirmed === undefined ? {} : { confirmed: confirmed.address }),
    ...(waiting === undefined ? {} : { waiting: { address: waiting.address, failed: waiting.codeMail === 'failed' } }),
  };
}

export function inboxMessagePage({ title, body, sentAt, messageId, caseId }: ReadMessage): InboxMessagePage {
  return {
    page: 'inbox-message',
    title,
    lines: body.split('\n'),
    sent: IN_SHANGHAI.format(sentAt),
    messageId,
    ...(caseId === null ? {} : { caseId }),
  };
}
