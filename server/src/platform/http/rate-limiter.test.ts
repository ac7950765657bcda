import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RATE_COUNTERS_AT_MOST, RATE_WINDOW_MS } from './limits.ts';
import { RateLimiter } from './rate-limiter.ts';

test('whatever the rhythm, nobody gets more than a burst and the rate, and whoever waits as told is let in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 80 }),
      (rate, gaps) => {
        let now = 0;
        const limiter = new RateLimiter(() => new Date(now));
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          const wait = limiter.take('caller', rate);
          if (wait === 0) taken += 1;
          else {
            now += wait * 1_000;
            assert.ok(limiter.has('caller', rate));
          }
        }
        assert.ok(taken <= rate + (now / RATE_WINDOW_MS) * rate + 1e-6);
      },
    ),
    { numRuns: 200 },
  );
});

test('callers are counted apart, and a clock set back gives nobody a present', () => {
  let now = 1_000_000;
  const limiter = new RateLimiter(() => new Date(now));
  assert.equal(limiter.take('a', 1), 0);
  assert.ok(limiter.take('a', 1) > 0);
  assert.equal(limiter.take('b', 1), 0);
  now -= 500_000;
  assert.ok(limiter.take('a', 1) > 0);
});

test('the memory of callers is bounded: the one longest unseen is forgotten', () => {
  const limiter = new RateLimiter(() => new Date(0));
  limiter.take('first', 1);
  for (let caller = 0; caller < RATE_COUNTERS_AT_MOST; caller++) limiter.take(`caller ${caller}`, 1);
  assert.equal(limiter.take('first', 1), 0);
});
