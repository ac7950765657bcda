import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LIMITS } from '../limits.ts';
import { ReadingSession } from './reading-session.ts';

const thread = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const LIMITS = { ...DEFAULT_LIMITS, idleSeconds: 0.2 };

test('a reader that hangs is killed and the file refused, while this thread goes on answering', async () => {
  const session = new ReadingSession('', LIMITS, thread('for (;;);'));
  let turns = 0;
  const answering = setInterval(() => (turns += 1), 1);
  const report = await session.next();
  clearInterval(answering);
  assert.equal(report.kind, 'refused');
  assert(report.kind === 'refused' && report.refusal.refused === 'unreadable');
  assert(turns > 0);
  await assert.rejects(session.next(), /ended/, 'the thread is gone');
});

test('a reader that gets on, but never to the end, is killed when its time is over', async () => {
  const busy = `import { workerData } from 'node:worker_threads';
    const counter = new Int32Array(workerData.progress);
    for (;;) Atomics.add(counter, 0, 1);`;
  const session = new ReadingSession('', { ...LIMITS, readingSeconds: 0.3 }, thread(busy));
  const report = await session.next();
  assert(report.kind === 'refused' && report.refusal.refused === 'too-large');
});

test('a reader that fills its memory refuses the file as too large and takes nobody with it', async () => {
  const session = new ReadingSession(
    '',
    DEFAULT_LIMITS,
    thread('const all = []; for (;;) all.push(new Array(1e5).fill(0.5));'),
  );
  const report = await session.next();
  assert(report.kind === 'refused' && report.refusal.refused === 'too-large');
});

test('a fault of our own in the reader is thrown, not taken for a fault of the file', async () => {
  const session = new ReadingSession('', DEFAULT_LIMITS, thread("throw new Error('our bug')"));
  await assert.rejects(session.next(), /our bug/);
});

test('a reader that ends without a word is a fault, not the end of the file', async () => {
  const session = new ReadingSession('', DEFAULT_LIMITS, thread(''));
  await assert.rejects(session.next(), /ended before/);
});

test('a session that is given up kills its reader and gives the reason to whoever waits', async () => {
  const session = new ReadingSession('', DEFAULT_LIMITS, thread('for (;;);'));
  const waiting = session.next();
  const reason = new Error('nobody wants it');
  const rejected = assert.rejects(waiting, (error) => error === reason);
  await session.giveUp(reason);
  await rejected;
  await assert.rejects(session.next(), (error) => error === reason);
});
