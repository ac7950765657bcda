import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { codeOf, MATTER, SUBJECTS } from './city.ts';

/**
 * A client that costs little, so that the measurement is of the servers: raw sockets, kept open, one request under way
 * on each. Answers `{perSecond, bytes}`; any answer but 200 ends the run.
 */
export type Load = { port: number; key: string; requests: number };
export type Measured = { perSecond: number; bytes: number };

/**
 * Requests under way at once. Checks that come together share look-ups and commits, so fewer at once compare worse with
 * a baseline that neither identifies nor holds anything: with 32, about 0.5 of the read-only one.
 */
const CONNECTIONS = 64;
const CODES = 20_000;
/** Prime to the number of subjects, so that the codes asked for are spread over the whole city. */
const STRIDE = 7_919;

const codes = Array.from({ length: CODES }, (_, index) => codeOf((index * STRIDE) % SUBJECTS));

function requestFor(code: string, key: string): Buffer {
  const body = JSON.stringify({ matter: MATTER, requestRef: '青办〔2026〕1号', subjects: [{ code }] });
  return Buffer.from(
    `POST /api/v1/checks HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

async function run({ port, key, requests }: Load): Promise<Measured> {
  const prepared = codes.map((code) => requestFor(code, key));
  let sent = 0;
  let bytes = 0;
  const next = () => (sent < requests ? prepared[sent++ % CODES] : undefined);
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => converse(port, next, (length) => (bytes += length))));
  return { perSecond: requests / ((performance.now() - started) / 1000), bytes: Math.round(bytes / requests) };
}

function converse(port: number, next: () => Buffer | undefined, seen: (bytes: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let held = Buffer.alloc(0);
    const ask = () => {
      const request = next();
      if (request === undefined) socket.end(resolve);
      else socket.write(request);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (data) => {
      held = held.length === 0 ? data : Buffer.concat([held, data]);
      const head = held.indexOf('\r\n\r\n');
      if (head < 0) return;
      const text = held.toString('latin1', 0, head);
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (held.length < head + 4 + length) return;
      if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(held.toString('utf8')));
      seen(length);
      held = Buffer.alloc(0);
      ask();
    });
  });
}

process.on('message', (load: Load) => {
  run(load).then(
    (measured) => process.send?.(measured),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());
assert(process.send !== undefined, 'started by the bench');
