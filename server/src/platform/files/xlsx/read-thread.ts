import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import { FileRefusedError } from '../refusal.ts';
import { type Assignment, BATCHES_AHEAD, type Report } from './protocol.ts';
import { readWorkbookRows } from './read.ts';

/** Entrance of the reading thread. It may be killed at any point: it holds nothing but an open file. */
const port = parentPort;
assert(port, 'this module is the entrance of a worker thread');
const { path, limits, progress } = workerData as Assignment;
const counter = new Int32Array(progress);
Atomics.add(counter, 0, 1);

let allowed = BATCHES_AHEAD;
let resume: (() => void) | null = null;
port.on('message', () => {
  allowed += 1;
  resume?.();
});

const say = (report: Report): void => port.postMessage(report);

try {
  for await (const report of readWorkbookRows(path, limits, () => void Atomics.add(counter, 0, 1))) {
    if (report.kind === 'rows') {
      while (allowed === 0) await new Promise<void>((resolve) => (resume = resolve));
      allowed -= 1;
    }
    say(report);
  }
  say({ kind: 'end' });
} catch (error) {
  if (!(error instanceof FileRefusedError)) throw error;
  say({ kind: 'refused', refusal: error.refusal });
} finally {
  port.close();
}
