import { type TSchema, Type } from 'typebox';
import { MESSAGES_PAGE_AT_MOST } from './inbox/list-messages.ts';

const closed = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
const orNull = (description: string) => Type.Unsafe<string | null>({ type: ['string', 'null'], description });

const After = Type.String({ minLength: 1, maxLength: 400, description: '上一页的 next' });
const Next = Type.Optional(Type.String());

const LISTED = {
  messageId: Type.String(),
  title: Type.String(),
  sentAt: Type.String(),
  caseId: orNull('所涉案件'),
  recordId: orNull('所涉记录'),
  subjectId: orNull('所涉主体'),
};

export const MessagesQuery = closed({
  unread: Type.Optional(Type.Boolean({ description: '只列自己未读的' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MESSAGES_PAGE_AT_MOST })),
  after: Type.Optional(After),
});
export const MessagesAnswered = closed({
  messages: Type.Array(closed({ ...LISTED, readAt: orNull('自己首次阅读的时间；为空的未读') })),
  next: Next,
});

export const MessageParams = closed({ messageId: Type.String({ pattern: '^m[0-9a-f]{16}$' }) });
export const MessageAnswered = closed({ ...LISTED, body: Type.String(), readAt: Type.String() });

/** Longer than any address: what is wrong with it is said by the act. */
const ADDRESS_CHARACTERS = 300;
const CODE_CHARACTERS = 40;
const typed = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '^[^\\u0000]+$' });

export const AddressBody = closed({ address: typed(ADDRESS_CHARACTERS) });
export const CodeBody = closed({ code: typed(CODE_CHARACTERS) });
export const OwnAddressAnswered = closed({
  confirmed: Type.Optional(closed({ address: Type.String({ description: '部分隐去' }), confirmedAt: Type.String() })),
  waiting: Type.Optional(
    closed({
      address: Type.String({ description: '部分隐去' }),
      setAt: Type.String(),
      codeMail: Type.Unsafe<'queued' | 'sent' | 'failed'>({
        type: 'string',
        enum: ['queued', 'sent', 'failed'],
        description: '验证码邮件：queued 待发、sent 已发、failed 未能送出',
      }),
    }),
  ),
});
export const Waiting = closed({ waiting: Type.Literal(true) });
export const Confirmed = closed({ confirmed: Type.Literal(true) });
export const Removed = closed({ removed: Type.Integer() });

export const TroubleQuery = closed({ after: Type.Optional(After) });
export const TroubleAnswered = closed({
  mails: Type.Array(
    closed({
      messageId: Type.String(),
      accountId: Type.String(),
      state: Type.Unsafe<'failed' | 'queued'>({
        type: 'string',
        enum: ['failed', 'queued'],
        description: 'failed 未能送出、queued 稍后再试',
      }),
      tries: Type.Integer(),
      reply: orNull('邮件服务器最后的答复，不含地址'),
      changedAt: Type.String(),
    }),
  ),
  next: Next,
});
