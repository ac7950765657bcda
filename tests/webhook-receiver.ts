import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** A notice as a receiver got it: with the id by which it counts once. */
export type Got = { id: string; headers: IncomingHttpHeaders; body: string };
export type Receiver = {
  url: string;
  got: Got[];
  /** What it does with the next notices, until told otherwise; 204 unless said. */
  answers: (response: ServerResponse) => void;
  close: () => Promise<void>;
};

/** Somebody's system, on this machine. */
export async function openReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { headers } = request;
      receiver.got.push({ id: String(headers['webhook-id']), headers, body: Buffer.concat(parts).toString() });
      receiver.answers(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert(typeof address === 'object' && address !== null);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/recalls`,
    got: [],
    answers: (response) => response.writeHead(204).end(),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** As the Standard Webhooks specification tells receivers to verify, in our own words; without its tolerance of time. */
export function verifies(secret: string, { headers, body }: Pick<Got, 'headers' | 'body'>): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const [version, signature = ''] = one.split(',');
      const given = Buffer.from(signature, 'base64');
      return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
    });
}
