import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import type { FileLimits } from '../limits.ts';
import { type FileRefusal, tooLarge, unreadable } from '../refusal.ts';
import { IDLE_LOOKS, ProgressWatch } from './progress-watch.ts';
import type { Assignment, Report, Request } from './protocol.ts';

/**
 * Heap of the reading thread, in MiB; the largest part of it are the texts a workbook shares between cells. With it a whole
 * process that reads the worst workbook stays below 512 MiB.
 */
const HEAP_MIB = 352;
const YOUNG_HEAP_MIB = 32;
const STACK_MIB = 4;

const READ_THREAD = new URL('./read-thread.ts', import.meta.url);

type Waiter = { readonly resolve: (report: Report) => void; readonly reject: (error: unknown) => void };

/**
 * One workbook being read in its own thread. The thread runs at most a few batches ahead, is watched while somebody waits
 * for it, and is killed when it makes no progress, runs out of memory, or nobody wants its rows any more.
 */
export class ReadingSession {
  readonly #worker: Worker;
  readonly #progress: Int32Array;
  readonly #idleMs: number;
  #msLeft: number;
  readonly #reports: Report[] = [];
  #waiter: Waiter | null = null;
  #failure: { readonly error: unknown } | null = null;

  /** @param thread another entrance, for tests of the watch itself */
  constructor(path: string, limits: FileLimits, thread: URL = READ_THREAD) {
    const progress = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    this.#progress = new Int32Array(progress);
    this.#idleMs = limits.idleSeconds * 1000;
    this.#msLeft = limits.readingSeconds * 1000;
    this.#worker = new Worker(thread, {
      workerData: { path, limits, progress } satisfies Assignment,
      resourceLimits: {
        maxOldGenerationSizeMb: HEAP_MIB,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MIB,
        stackSizeMb: STACK_MIB,
      },
    });
    this.#worker.on('message', (report: Report) => this.#deliver(report));
    this.#worker.on('error', (error) => this.#settle(error));
    this.#worker.on('exit', () => this.#fail(new Error('the reading thread ended before the end of the file')));
  }

  /** The next report; one caller at a time. Rejects when the session was given up. */
  async next(): Promise<Report> {
    assert(this.#waiter === null, 'a reading session has one consumer');
    const report = this.#reports.shift() ?? (await this.#wait());
    if (report.kind === 'rows') this.#worker.postMessage('more' satisfies Request);
    return report;
  }

  /** Kills the thread. Who still waits, or asks again, gets `reason`. */
  async giveUp(reason: unknown): Promise<void> {
    this.#fail(reason);
    await this.#worker.terminate();
  }

  async #wait(): Promise<Report> {
    if (this.#failure !== null) throw this.#failure.error;
    const watch = this.#watch();
    const since = performance.now();
    try {
      return await new Promise<Report>((resolve, reject) => {
        this.#waiter = { resolve, reject };
      });
    } finally {
      clearInterval(watch);
      this.#msLeft -= performance.now() - since;
    }
  }

  #watch(): NodeJS.Timeout {
    const watch = new ProgressWatch(Atomics.load(this.#progress, 0));
    const since = performance.now();
    return setInterval(() => {
      const late = performance.now() - since > this.#msLeft;
      if (!late && !watch.isStuck(Atomics.load(this.#progress, 0))) return;
      this.#deliver({ kind: 'refused', refusal: late ? tooSlow() : stuck() });
      void this.#worker.terminate();
    }, this.#idleMs / IDLE_LOOKS);
  }

  #deliver(report: Report): void {
    if (this.#waiter === null) this.#reports.push(report);
    else this.#waiter.resolve(report);
    this.#waiter = null;
  }

  #settle(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') this.#deliver({ kind: 'refused', refusal: outOfMemory() });
    else this.#fail(error);
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#waiter?.reject(error);
    this.#waiter = null;
  }
}

function stuck(): FileRefusal {
  return unreadable('工作簿内容异常，读取停滞不前；请把数据复制到新的工作簿，另存为.xlsx或CSV后重新报送。');
}

function tooSlow(): FileRefusal {
  return tooLarge('工作簿内容过多，在规定时间内读不完；请拆分成几个文件，或另存为CSV后重新报送。');
}

function outOfMemory(): FileRefusal {
  return tooLarge('工作簿内容过多，超出可用内存；请拆分成几个文件，或另存为CSV后重新报送。');
}
