/** Finds whom a message is mailed to. */
export const MESSAGE_MAIL = 'message-mail';
/** Mails one account that there is a message. */
export const MESSAGE_MAIL_TO = 'message-mail-to';
/** Mails a code to an address that waits for confirmation. */
export const ADDRESS_CODE = 'mail-address-code';
/** Nightly, 02:35 in Shanghai. */
export const FORGET_MESSAGES = 'messages-forget';

/** Two mails at a time: a slow mail server leaves the other jobs of the process theirs. */
export const MAIL_LANES = ['mail 1', 'mail 2'] as const;
