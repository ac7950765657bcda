import assert from 'node:assert/strict';
import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import type { MailSettings } from './mail-settings.ts';
import { maskReply } from './mask-reply.ts';

export type Mail = {
  /** Left part of the Message-ID: a mail that goes out twice is recognised by it. Letters, digits, dots and hyphens. */
  id: string;
  /** As `readMailAddress` made it. */
  to: string;
  fromName: string;
  subject: string;
  text: string;
  at: Date;
};

/**
 * `sent`: the server has taken it. `refused`: it said no for good, to this recipient or this mail. `later`: anything else,
 * also a wrong password of ours, which somebody will mend. `reply` is what the server said, without addresses.
 */
export type MailOutcome = { outcome: 'sent' | 'refused' | 'later'; reply: string };

/** Milliseconds: no server keeps a job longer than `whole`, however slowly it speaks. */
export type MailBounds = { connect: number; silence: number; whole: number };
export const MAIL_BOUNDS: MailBounds = { connect: 15_000, silence: 30_000, whole: 60_000 };
/** A reply of a server is a few lines. */
const REPLY_BYTES = 16 * 1024;
/** The commands whose refusal speaks of the recipient or the mail; of all others it speaks of us. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);
const ID = /^[a-z0-9][a-z0-9.-]{0,100}$/;

/** Hands one mail to the server: plain text, one recipient, marked as sent by a machine (RFC 3834). */
export async function sendMail(settings: MailSettings, mail: Mail, bounds = MAIL_BOUNDS): Promise<MailOutcome> {
  const { from } = settings;
  assert.match(mail.id, ID, 'the id of a mail is one of ours');
  for (const header of [mail.subject, mail.fromName, mail.to])
    assert.doesNotMatch(header, /\p{C}/u, 'a header is a line');
  const transport = createTransport(optionsOf(settings, bounds));
  try {
    const { response } = await transport.sendMail({
      envelope: { from, to: [mail.to] },
      from: { name: mail.fromName, address: from },
      to: { name: '', address: mail.to },
      subject: mail.subject,
      text: mail.text,
      textEncoding: 'base64',
      date: mail.at,
      messageId: `<${mail.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
      signal: AbortSignal.timeout(bounds.whole),
    });
    return { outcome: 'sent', reply: maskReply(response, mail.to) };
  } catch (error) {
    return outcomeOf(error, mail.to);
  } finally {
    transport.close();
  }
}

export function optionsOf({ host, port, secure, loopback, login, from }: MailSettings, bounds: MailBounds) {
  return {
    host,
    port,
    secure,
    requireTLS: !secure && !loopback,
    // a mail server on this machine often offers a certificate of nobody's
    ignoreTLS: !secure && loopback,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    name: from.slice(from.lastIndexOf('@') + 1),
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: bounds.connect,
    dnsTimeout: bounds.connect,
    greetingTimeout: bounds.silence,
    socketTimeout: bounds.silence,
    socketCloseTimeout: 0,
    maxResponseSize: REPLY_BYTES,
  } as const satisfies SMTPTransportOptions;
}

function outcomeOf(thrown: unknown, to: string): MailOutcome {
  assert(thrown instanceof Error, 'what goes wrong is an error');
  const { responseCode, response, command } = thrown as { responseCode?: number; response?: string; command?: string };
  const forGood = responseCode !== undefined && responseCode >= 500 && ABOUT_THE_MAIL.has(command ?? '');
  return { outcome: forGood ? 'refused' : 'later', reply: maskReply(response ?? thrown.message, to) };
}
