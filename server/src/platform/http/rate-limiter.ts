import type { Clock } from '../clock/clock.ts';
import { RATE_COUNTERS_AT_MOST, RATE_WINDOW_MS } from './limits.ts';

type Bucket = { left: number; filledAt: number };

/**
 * Token buckets in memory: `perMinute` requests at once, refilled evenly. Per process, because it guards this process;
 * a row in the database for every request would cost more than what it guards.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one; 0 when it was there, otherwise the whole seconds until the next one is. */
  take(name: string, perMinute: number): number {
    const bucket = this.#bucket(name, perMinute);
    if (bucket.left < 1) return Math.ceil(((1 - bucket.left) / perMinute) * (RATE_WINDOW_MS / 1000));
    bucket.left -= 1;
    return 0;
  }

  /** Whether one is left, without taking it. */
  has(name: string, perMinute: number): boolean {
    return this.#bucket(name, perMinute).left >= 1;
  }

  #bucket(name: string, perMinute: number): Bucket {
    const now = this.#clock().getTime();
    const known = this.#buckets.get(name);
    const bucket = known ?? { left: perMinute, filledAt: now };
    const elapsed = Math.max(0, now - bucket.filledAt);
    bucket.left = Math.min(perMinute, bucket.left + (elapsed / RATE_WINDOW_MS) * perMinute);
    bucket.filledAt = now;
    // Re-inserted so that the map's order is the order of last use, and the first is the one to forget.
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > RATE_COUNTERS_AT_MOST) {
      const oldest = this.#buckets.keys().next();
      if (!oldest.done) this.#buckets.delete(oldest.value);
    }
    return bucket;
  }
}
