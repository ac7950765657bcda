import { existsSync } from 'node:fs';
import { isRefusal } from '../refusal.ts';
import { anyoneAttached, register } from './attachment.ts';
import { bringUp, type EmbeddedOptions } from './bring-up.ts';
import { lives, type ProcessMark, signal } from './living-process.ts';
import { claim, holderOf, type Ownership, release } from './owner-file.ts';
import { stopPostmaster } from './postmaster.ts';
import { runningPostmaster } from './running.ts';

/** `postmaster` is the one we own; undefined when another living process owns it. */
export type Kept = {
  options: EmbeddedOptions;
  ownership: Ownership;
  clusterDir: string;
  postmaster: ProcessMark | undefined;
};

const LOOK_EVERY_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A server that lived this long did not fail because of how it was started. */
const STABLE_AFTER_MS = 60_000;

/** How long to wait after so many failures in a row, in milliseconds. */
export function pauseAfter(failures: number): number {
  return Math.min(LOOK_EVERY_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}

/** Restarts the postmaster when it dies, takes the cluster over when its owner does, and hands it over or stops it. */
export class Keeper {
  #kept: Kept;
  /** Whether the postmaster is ours to restart and to stop. Becomes true when its owner ends before us. */
  owning: boolean;
  #registration: { withdraw(): void } | undefined;
  #failures = 0;
  #upSince = performance.now();
  #closed = false;
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout;
  #lastMoment = () => this.#endAbruptly();

  constructor(kept: Kept) {
    this.#kept = kept;
    this.owning = kept.postmaster !== undefined;
    if (!this.owning) this.#registration = register(kept.options.dataDir, kept.ownership.self);
    process.on('exit', this.#lastMoment);
    this.#timer = this.#lookIn(LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    process.off('exit', this.#lastMoment);
    const { options, ownership, clusterDir } = this.#kept;
    this.#registration?.withdraw();
    if (this.owning && anyoneAttached(options.dataDir)) {
      // Hand it over running: whoever is attached notices within one look.
      release(ownership);
      this.owning = false;
    }
    // Of the last two to leave at the same moment, at least one sees the other gone and stops the server.
    if (!this.owning && !anyoneAttached(options.dataDir)) this.owning = claim(ownership).owned;
    if (!this.owning) return;
    const running = runningPostmaster(clusterDir);
    if (running !== undefined) await stopPostmaster(running.mark, clusterDir);
    release(ownership);
    this.owning = false;
  }

  #lookIn(ms: number): NodeJS.Timeout {
    const look = async () => {
      const pause = await this.#look();
      if (!this.#closed) this.#timer = this.#lookIn(pause);
    };
    const timer = setTimeout(() => {
      this.#looking = look();
    }, ms);
    return timer.unref();
  }

  /** Returns how long to wait before the next look, in milliseconds. */
  async #look(): Promise<number> {
    const { postmaster, options } = this.#kept;
    if (postmaster !== undefined && lives(postmaster)) return LOOK_EVERY_MS;
    if (!this.owning && !this.#takeOver()) return LOOK_EVERY_MS;
    if (postmaster !== undefined) options.log(`数据库进程(${postmaster.pid})意外结束,正在重新启动。`);
    this.#kept.postmaster = undefined;
    if (performance.now() - this.#upSince > STABLE_AFTER_MS) this.#failures = 0;
    this.#failures += 1;
    const pause = pauseAfter(this.#failures);
    const problem = await this.#restart();
    options.log(problem === undefined ? '数据库已恢复运行。' : `${problem}(${pause / 1000} 秒后再试)`);
    return pause;
  }

  #takeOver(): boolean {
    const { options, ownership } = this.#kept;
    const holder = holderOf(ownership.file);
    if (holder !== undefined && lives(holder)) return false;
    this.owning = claim(ownership).owned;
    if (this.owning) {
      this.#registration?.withdraw();
      options.log('运行数据库的进程已经结束,由本进程接管数据库。');
    }
    return this.owning;
  }

  async #restart(): Promise<string | undefined> {
    try {
      const up = await bringUp(this.#kept.options, 'existing');
      if (isRefusal(up)) return up.message;
      this.#kept.postmaster = up.postmaster;
      this.#upSince = performance.now();
      return undefined;
    } catch (error) {
      return `数据库未能恢复:${String(error)}`;
    }
  }

  /** Somebody called process.exit, or an error nobody caught ended us: no time for anything but a signal. */
  #endAbruptly(): void {
    const { options, ownership, postmaster } = this.#kept;
    this.#registration?.withdraw();
    // Whoever removed the whole data folder has nothing left to protect.
    if (!this.owning || !existsSync(options.dataDir)) return;
    if (postmaster !== undefined && !anyoneAttached(options.dataDir)) signal(postmaster.pid, 'SIGINT');
    release(ownership);
  }
}
