import fc from 'fast-check';
import type { SuspensionCause } from './suspend.ts';

/** Clients that write at the same time. */
export const CLIENTS = 3;
const DAY_MS = 86_400_000;

const client = fc.nat({ max: CLIENTS - 1 });
/** Document numbers of the records of a run. */
export const NUMBERS = ['甲1', '乙2', '丙3'] as const;
const documentNo = fc.constantFrom(...NUMBERS);
const length = fc.option(fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 90 })), { nil: null, freq: 2 });
/** One thing that happens in a run, drawn at random. */
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('wait' as const),
      ms: fc.oneof(
        { weight: 5, arbitrary: fc.nat({ max: 2_500 }) },
        { weight: 1, arbitrary: fc.nat({ max: 3 * DAY_MS }) },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ step: fc.constant('end' as const), client, commit: fc.nat({ max: 5 }).map((n) => n > 0) }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      step: fc.constant('deed' as const),
      client,
      documentNo,
      deed: fc.constantFrom(
        'version' as const,
        'version' as const,
        'version' as const,
        'correction' as const,
        'reconfirmation' as const,
        'reconfirmation' as const,
        'withdrawal' as const,
        'repair' as const,
        'closure' as const,
        'suspension' as const,
        'resumption' as const,
      ),
      begins: fc.integer({ min: -6, max: 1 }),
      shown: length,
      used: length,
      withheld: fc.nat({ max: 4 }).map((n) => n === 0),
      cause: fc.constantFrom<SuspensionCause>('objection', 'shield', 'unanswered-objection'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      step: fc.constant('ask' as const),
      openness: fc.constantFrom('public' as const, 'government' as const),
      day: fc.option(fc.integer({ min: -20, max: 10 }), { nil: undefined }),
      // `edge`: the very second in which the oldest open write began, the first that is not settled.
      ago: fc.option(
        fc.oneof(
          fc.nat({ max: 3_000 }),
          fc.nat({ max: 8 * DAY_MS }),
          fc.constantFrom('edge' as const, 'before-edge' as const),
        ),
        { nil: undefined },
      ),
    }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export type Deed = Extract<Step, { step: 'deed' }>;
