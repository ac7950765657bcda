import type { Config } from '../../../platform/config/config.ts';
import type { Mail } from '../../../platform/mail/send-mail.ts';
import { baseUrlOf } from '../../access/index.ts';

export const PLATFORM = '公共信用信息平台';
/** Where messages are read after signing in. */
const INBOX = '/account/messages';

type Said = Pick<Mail, 'fromName' | 'subject' | 'text'>;

/**
 * All a mail ever says of a message: that there is one, its template's title, its number, where to read it. It is told no
 * more than that, so that it cannot name an organisation, a person, a decision or a penalty.
 */
export function messageMailText(config: Config, { messageId, title }: { messageId: string; title: string }): Said {
  return {
    fromName: PLATFORM,
    subject: `新消息：${title}`,
    text: [
      `您在${PLATFORM}有一条新消息：${title}。`,
      '',
      `消息编号：${messageId}`,
      `请登录后查看：${baseUrlOf(config)}${INBOX}`,
      '',
      '为保护信息安全，邮件中不写消息的内容。本邮件由系统自动发出，请勿回复。',
      '不再需要邮件提醒的，可以登录后在“我的消息”中删除邮件地址。',
      '',
    ].join('\n'),
  };
}

export function codeMailText(config: Config, code: string): Said {
  return {
    fromName: PLATFORM,
    subject: '确认接收通知的邮件地址',
    text: [
      `有人在${PLATFORM}填写了这个邮件地址，用于接收新消息的提醒。`,
      '',
      `验证码：${code}`,
      `请登录后输入：${baseUrlOf(config)}${INBOX}`,
      '验证码二十四小时内有效。',
      '',
      '不是您本人填写的，请不要理会本邮件，也不要把验证码告诉任何人。本邮件由系统自动发出，请勿回复。',
      '',
    ].join('\n'),
  };
}
