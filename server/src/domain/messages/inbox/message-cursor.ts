import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';

const MESSAGE_ID = /^m[0-9a-f]{16}$/;

/** Where a page of messages ended. */
export type MessagePlace = { sentAt: Date; messageId: string };

export function writeMessageCursor({ sentAt, messageId }: MessagePlace): string {
  return writePageCursor([sentAt.toISOString(), messageId]);
}

/** Null where the text was not written here. */
export function readMessageCursor(text: string): MessagePlace | null {
  const [written, messageId] = readPageCursor(text, 2) ?? [];
  if (typeof written !== 'string' || typeof messageId !== 'string' || !MESSAGE_ID.test(messageId)) return null;
  const sentAt = new Date(written);
  return Number.isNaN(sentAt.getTime()) || sentAt.toISOString() !== written ? null : { sentAt, messageId };
}
