import assert from 'node:assert/strict';
import type { Task } from '../../platform/jobs/task.ts';
import { forgetMessages } from './forget-messages.ts';
import { ADDRESS_CODE, FORGET_MESSAGES, MESSAGE_MAIL, MESSAGE_MAIL_TO } from './job-names.ts';
import { deliverCode, failCode } from './mail/deliver-code.ts';
import { type Delivery, deliverMail, failMail } from './mail/deliver-mail.ts';
import { queueMail } from './mail/queue-mail.ts';

export const messageJobs: readonly Task[] = [
  {
    name: MESSAGE_MAIL,
    run: async (system, payload, now) => void (await queueMail(system, textOf(payload, 'messageId'), now)),
  },
  {
    name: MESSAGE_MAIL_TO,
    outward: true,
    run: (system, payload, now) => deliverMail(system, deliveryIn(payload), now),
    giveUp: (system, payload) => failMail(system, deliveryIn(payload), system.clock()),
  },
  {
    name: ADDRESS_CODE,
    outward: true,
    run: (system, payload, now) => deliverCode(system, textOf(payload, 'addressId'), now),
    giveUp: (system, payload) => failCode(system, textOf(payload, 'addressId')),
  },
  { name: FORGET_MESSAGES, every: '35 18 * * *', run: async (system) => void (await forgetMessages(system)) },
];

function deliveryIn(payload: unknown): Delivery {
  return { messageId: textOf(payload, 'messageId'), accountId: textOf(payload, 'accountId') };
}

function textOf(payload: unknown, name: string): string {
  const value = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
  assert(typeof value === 'string', `the job names its ${name}`);
  return value;
}
