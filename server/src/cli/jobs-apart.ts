import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker as Thread } from 'node:worker_threads';
import { JOBS_STOP_WITHIN_MS, type Worker } from '../platform/jobs/worker.ts';
import type { System } from '../system.ts';
import type { JobsOf } from './jobs-thread.ts';

const ENTRANCE = new URL('./jobs-thread.ts', import.meta.url);
/** Jobs are given back after `JOBS_STOP_WITHIN_MS`; then the thread has this long to let go of the database. */
const LET_GO_WITHIN_MS = 5_000;
/** A thread that ended by itself is begun again after this. */
const BEGIN_AGAIN_AFTER_MS = 5_000;
/** `threadId` of a thread that is no more. */
const ENDED = -1;

/**
 * Works the jobs in a thread of their own with connections of their own: judging thousands of rows never keeps a check
 * waiting, neither for the processor's turn within this process nor for a connection of the pool.
 */
export async function startJobsApart({ config, database, log }: System): Promise<Worker> {
  const workerData: JobsOf = { config, url: database.url, ownerUrl: database.ownerUrl };
  let stopping = false;
  let thread: Thread;
  let pausing: NodeJS.Timeout | undefined;
  const begin = async () => {
    thread = new Thread(ENTRANCE, { workerData });
    thread.on('error', (error) => log.error({ err: error }, 'the thread of the jobs failed'));
    thread.once('exit', () => {
      if (stopping) return;
      log.error('the thread of the jobs ended; it is begun again');
      pausing = setTimeout(() => void begin().catch(() => {}), BEGIN_AGAIN_AFTER_MS).unref();
    });
    await once(thread, 'message');
  };
  const stop = async () => {
    stopping = true;
    clearTimeout(pausing);
    if (thread.threadId === ENDED) return;
    const gone = once(thread, 'exit').then(() => 'gone');
    thread.postMessage('stop');
    const late = pause(JOBS_STOP_WITHIN_MS + LET_GO_WITHIN_MS, 'late', { ref: false });
    if ((await Promise.race([gone, late])) === 'late') await thread.terminate();
  };
  await begin().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { stop };
}
