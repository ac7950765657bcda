import * as paths from '../../../../../web/src/portal/paths.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Route } from '../../../platform/http/route.ts';
import { redirect } from '../../../platform/http/sent.ts';
import { confirmAddress, readMessage, removeAddress, setAddress } from '../../messages/index.ts';
import { type FormAnswer, type FormCall, formRoute, noPage, statusOf, userOf } from './form-route.ts';
import { inboxMessagePage, inboxPage } from './inbox-page.ts';

const reader = { permission: 'message.read', back: paths.inbox } as const;
const LISTED = 'message.listed';

/** 我的消息: what one's agency or organisation is told, and where one gets mail about it. */
export const inboxPages: readonly Route[] = [
  formRoute({
    ...reader,
    method: 'GET',
    url: '/account/messages',
    summary: '我的消息',
    journals: [LISTED],
    answer: async (call) => {
      const page = await inboxPage(call, call.query.after);
      return isRefusal(page) ? noPage() : { page };
    },
  }),
  formRoute({
    ...reader,
    method: 'GET',
    url: '/account/messages/:messageId',
    summary: '阅读一条消息',
    journals: ['message.read'],
    answer: async ({ system, act, reach, caller, params }) => {
      const { accountId } = userOf({ caller });
      const message = await write(system.pool, system.clock, (trx, now) =>
        readMessage(trx, act(now, 'messages'), { reach, accountId }, params.messageId ?? ''),
      );
      return isRefusal(message) ? noPage() : { page: inboxMessagePage(message) };
    },
  }),
  formRoute({
    ...reader,
    method: 'POST',
    url: '/account/mail-address',
    summary: '填写接收提醒的邮件地址',
    journals: ['mail-address.set', LISTED],
    answer: (call) =>
      answered(call, async (trx, now, accountId) =>
        setAddress(trx, call.act(now, 'mail-address'), call.system, { accountId, address: call.field('address') }),
      ),
  }),
  formRoute({
    ...reader,
    method: 'POST',
    url: '/account/mail-address/confirmation',
    summary: '以验证码确认邮件地址',
    signsIn: true,
    journals: ['mail-address.confirmed', 'mail-address.refused', LISTED],
    answer: (call) =>
      answered(call, async (trx, now, accountId) =>
        confirmAddress(trx, call.act(now, 'mail-address'), call.system, { accountId, code: call.field('code') }),
      ),
  }),
  formRoute({
    ...reader,
    method: 'POST',
    url: '/account/mail-address/removal',
    summary: '删除邮件地址',
    journals: ['mail-address.removed', LISTED],
    answer: (call) =>
      answered(call, async (trx, now, accountId) => removeAddress(trx, call.act(now, 'mail-address'), accountId)),
  }),
];

type Work = Parameters<typeof write>[2];
type Trx = Parameters<Work>[0];

/** Does one act on the own address; the inbox follows, with what was wrong if something was. */
async function answered(
  call: FormCall,
  work: (trx: Trx, now: Date, accountId: string) => Promise<object | Refusal>,
): Promise<FormAnswer> {
  const { accountId } = userOf(call);
  const done = await write(call.system.pool, call.system.clock, (trx, now) => work(trx, now, accountId));
  if (!isRefusal(done)) return redirect(paths.inbox);
  const page = await inboxPage(call);
  return isRefusal(page) ? noPage() : { page: { ...page, problem: done.detail }, status: statusOf(done) };
}
