import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as a real server on this machine took it, decoded as a mail program would. */
export type TakenMail = { from: string; to: string; headers: Map<string, string>; text: string; raw: string };

/** What the server says to a recipient or to a whole mail: nothing to take it, or a reply such as `550 no such user`. */
export type Says = (to: string, nth: number) => string | undefined | Promise<string | undefined>;

export type SmtpServer = {
  url: string;
  port: number;
  taken: TakenMail[];
  /** Recipients that were tried, in order. */
  tried: string[];
  close(): Promise<void>;
};

export async function openSmtp(
  options: { recipient?: Says; data?: Says; port?: number; server?: SMTPServerOptions } = {},
): Promise<SmtpServer> {
  const taken: TakenMail[] = [];
  const tried: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      tried.push(address);
      const nth = tried.filter((one) => one === address).length;
      Promise.resolve(options.recipient?.(address, nth)).then(
        (reply) => done(reply === undefined ? null : no(reply)),
        done,
      );
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo[0]?.address ?? '';
        const nth = tried.filter((one) => one === to).length;
        Promise.resolve(options.data?.(to, nth)).then((reply) => {
          if (reply !== undefined) return done(no(reply));
          const raw = Buffer.concat(chunks).toString('latin1');
          taken.push({ from: mailFrom === false ? '' : mailFrom.address, to, ...decoded(raw), raw });
          done(null, '2.0.0 queued');
        }, done);
      });
    },
    ...options.server,
  });
  // a client that hangs up in the middle is what some tests are about
  server.on('error', () => {});
  await once(server.listen(options.port ?? 0, '127.0.0.1'), 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    tried,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function no(reply: string): Error {
  const [code, ...words] = reply.split(' ');
  return Object.assign(new Error(words.join(' ')), { responseCode: Number(code) });
}

/** Headers unfolded and decoded (RFC 2047), the body out of base64: enough for what we send. */
function decoded(raw: string): { headers: Map<string, string>; text: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
    }),
  );
  if (headers.size !== lines.length) throw new Error('a header stands twice');
  const body = rest.join('\r\n\r\n');
  const bytes =
    headers.get('content-transfer-encoding') === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(body, 'latin1');
  return { headers, text: bytes.toString('utf8') };
}

function words(text: string): string {
  const joined = text.replaceAll(/\?=\s+=\?/g, '?==?');
  const bytes: Buffer[] = [];
  let at = 0;
  for (const found of joined.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)) {
    bytes.push(Buffer.from(joined.slice(at, found.index), 'latin1'));
    const content = found[2] ?? '';
    bytes.push(
      found[1]?.toLowerCase() === 'b'
        ? Buffer.from(content, 'base64')
        : Buffer.from(
            content
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ),
    );
    at = found.index + found[0].length;
  }
  bytes.push(Buffer.from(joined.slice(at), 'latin1'));
  return Buffer.concat(bytes).toString('utf8');
}
