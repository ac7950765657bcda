import { readMailAddress } from '../../kernel/mail-address.ts';

/** The server that takes our mail, and as whom we write. */
export type MailSettings = {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps://`). */
  secure: boolean;
  /** On this machine alone words may travel in clear; everywhere else there is TLS or no mail. */
  loopback: boolean;
  login?: { user: string; password: string };
  from: string;
};

/** RFC 6409 submission, RFC 8314 over TLS. */
const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Undefined where no mail is wanted. Of what is wrong a sentence that repeats neither: the address of the server holds
 * its password.
 */
export function readMailSettings(url: string | undefined, from: string | undefined): MailSettings | string | undefined {
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || from === undefined) return 'GONGXIN_SMTP_URL 和 GONGXIN_MAIL_FROM 须一并设置。';
  const sender = readMailAddress(from);
  if (sender === null) return 'GONGXIN_MAIL_FROM 应为一个邮件地址，如 notice@credit.example.cn。';
  const server = URL.canParse(url) ? new URL(url) : undefined;
  const port = server === undefined ? undefined : PORTS[server.protocol];
  if (server === undefined || port === undefined || server.hostname === '' || server.pathname.replace('/', '') !== '')
    return 'GONGXIN_SMTP_URL 应为 smtp://主机:端口 或 smtps://主机:端口，须登录的写作 smtps://用户:口令@主机:端口。';
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const [user, password] = [decoded(server.username), decoded(server.password)];
  if (user === undefined || password === undefined)
    return 'GONGXIN_SMTP_URL 中的用户和口令含有特殊字符的，应按百分号编码书写。';
  return {
    host,
    port: server.port === '' ? port : Number(server.port),
    secure: server.protocol === 'smtps:',
    loopback: LOOPBACK.test(host),
    ...(user === '' ? {} : { login: { user, password } }),
    from: sender,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
