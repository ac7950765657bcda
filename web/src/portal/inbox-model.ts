/** 我的消息: what one's agency or organisation is told. */

export type InboxPage = {
  page: 'inbox';
  messages: { href: string; title: string; sent: string; unread: boolean }[];
  first: boolean;
  next?: string;
  /** Whether this installation sends mail at all. */
  mails: boolean;
  /** The confirmed address, partly hidden. */
  confirmed?: string;
  /** An address that waits for its code; `failed`: no mail server would take the code. */
  waiting?: { address: string; failed: boolean };
  problem?: string;
};

export type InboxMessagePage = {
  page: 'inbox-message';
  title: string;
  lines: string[];
  sent: string;
  messageId: string;
  caseId?: string;
};
