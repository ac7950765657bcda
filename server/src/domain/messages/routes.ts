import assert from 'node:assert/strict';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { confirmAddress } from './addresses/confirm-address.ts';
import { ownAddress } from './addresses/own-address.ts';
import { removeAddress } from './addresses/remove-address.ts';
import { setAddress } from './addresses/set-address.ts';
import { type ListedMessage, listMessages } from './inbox/list-messages.ts';
import { readMessage } from './inbox/read-message.ts';
import { lookAtMailTrouble } from './mail/mail-trouble.ts';
import * as schemas from './schemas.ts';

const PURPOSE = 'messages';
const own = { permission: 'session.own' } as const;

export const messageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/v1/messages',
    summary: '本部门或者本主体收到的站内消息，最近的在前',
    permission: 'message.read',
    journals: ['message.listed'],
    schema: { querystring: schemas.MessagesQuery, response: schemas.MessagesAnswered },
    answer: async ({ system: { pool, clock }, act, reach, caller, query }) => {
      const reader = { reach, accountId: accountOf(caller) };
      const found = await write(pool, clock, (trx, now) => listMessages(trx, act(now, PURPOSE), reader, query));
      if (isRefusal(found)) return found;
      const messages = found.messages.map((message) => ({ ...lineOf(message), readAt: iso(message.readAt) }));
      return { ...found, messages };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/messages/:messageId',
    summary: '阅读一条站内消息，记下阅读人和首次阅读的时间',
    permission: 'message.read',
    journals: ['message.read'],
    schema: { params: schemas.MessageParams, response: schemas.MessageAnswered },
    answer: async ({ system: { pool, clock }, act, reach, caller, params }) => {
      const reader = { reach, accountId: accountOf(caller) };
      const message = await write(pool, clock, (trx, now) =>
        readMessage(trx, act(now, PURPOSE), reader, params.messageId),
      );
      if (isRefusal(message)) return message;
      return { ...lineOf(message), body: message.body, readAt: message.readAt.toISOString() };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/mail-trouble',
    summary: '未能送出或者推迟的通知邮件，最近的在前',
    permission: 'mail-trouble.read',
    journals: ['mail-trouble.read'],
    schema: { querystring: schemas.TroubleQuery, response: schemas.TroubleAnswered },
    answer: async ({ system: { pool, clock }, act, query }) => {
      const found = await write(pool, clock, (trx, now) => lookAtMailTrouble(trx, act(now, PURPOSE), query));
      if (isRefusal(found)) return found;
      const mails = found.mails.map(({ changedAt, ...mail }) => ({ ...mail, changedAt: changedAt.toISOString() }));
      return { ...found, mails };
    },
  }),
  route({
    method: 'GET',
    url: '/api/v1/session/mail-address',
    summary: '自己接收通知的邮件地址，部分隐去',
    ...own,
    schema: { response: schemas.OwnAddressAnswered },
    answer: async ({ system: { pool, secrets }, caller }) => {
      const { confirmed, waiting } = await ownAddress(pool, secrets, accountOf(caller));
      return {
        ...(confirmed === undefined
          ? {}
          : { confirmed: { ...confirmed, confirmedAt: confirmed.confirmedAt.toISOString() } }),
        ...(waiting === undefined ? {} : { waiting: { ...waiting, setAt: waiting.setAt.toISOString() } }),
      };
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/session/mail-address',
    summary: '填写接收通知的邮件地址，验证码发往该地址',
    ...own,
    journals: ['mail-address.set'],
    schema: { body: schemas.AddressBody, response: schemas.Waiting },
    answer: ({ system, act, caller, body }) =>
      write(system.pool, system.clock, (trx, now) =>
        setAddress(trx, act(now, 'mail-address'), system, { accountId: accountOf(caller), ...body }),
      ),
  }),
  route({
    method: 'POST',
    url: '/api/v1/session/mail-address/confirmation',
    summary: '以邮件中的验证码确认地址，原来的地址随之删除',
    ...own,
    rateClass: 'sign-in',
    journals: ['mail-address.confirmed', 'mail-address.refused'],
    schema: { body: schemas.CodeBody, response: schemas.Confirmed },
    answer: ({ system, act, caller, body }) =>
      write(system.pool, system.clock, (trx, now) =>
        confirmAddress(trx, act(now, 'mail-address'), system, { accountId: accountOf(caller), ...body }),
      ),
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/session/mail-address',
    summary: '删除自己的邮件地址，不再接收邮件提醒',
    ...own,
    journals: ['mail-address.removed'],
    schema: { response: schemas.Removed },
    answer: ({ system: { pool, clock }, act, caller }) =>
      write(pool, clock, (trx, now) => removeAddress(trx, act(now, 'mail-address'), accountOf(caller))),
  }),
];

/** Whoever has one of these rights is signed in. */
function accountOf(caller: Caller): string {
  assert(caller.kind === 'user', 'the policy lets in only who is signed in');
  return caller.accountId;
}

function lineOf({ messageId, title, sentAt, caseId, recordId, subjectId }: Omit<ListedMessage, 'readAt'>) {
  return { messageId, title, sentAt: sentAt.toISOString(), caseId, recordId, subjectId };
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
