import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../../kernel/dates.ts';
import { type ClockEntry, ENTRY_KINDS, MOST_CAUSE, MOST_ENTRIES, MOST_OF_A_TERM } from './entries.ts';
import { anyLedger } from './ledgers-fixture.ts';
import { mayEnter, WHY_NOT } from './may-enter.ts';

const START: ClockEntry = {
  entryNo: 1,
  kind: 'started',
  onDay: '2026-03-02',
  cause: '收到申请',
  amount: 5,
  unit: 'working-days',
};
const SUSPENDED: ClockEntry = { entryNo: 2, kind: 'suspended', onDay: '2026-03-04', cause: '等待补正' };
const STOPPED: ClockEntry = { entryNo: 2, kind: 'stopped', onDay: '2026-03-04', cause: '已答复' };
const next = (kind: ClockEntry['kind'], change: Partial<ClockEntry> = {}): ClockEntry => ({
  entryNo: 2,
  kind,
  onDay: '2026-03-05',
  cause: '案情复杂',
  ...change,
});

describe('an entry', () => {
  it('is refused that does not follow from the ones before it', () => {
    assert.equal(mayEnter([], START), null);
    assert.equal(mayEnter([], next('stopped', { entryNo: 1 })), 'not-started');
    assert.equal(mayEnter([START], next('started', { amount: 5, unit: 'working-days' })), 'started-already');
    assert.equal(mayEnter([START], next('resumed')), 'not-suspended');
    assert.equal(mayEnter([START, SUSPENDED], next('suspended', { entryNo: 3 })), 'suspended-already');
    assert.equal(mayEnter([START, SUSPENDED], next('resumed', { entryNo: 3 })), null);
    assert.equal(mayEnter([START, SUSPENDED], next('stopped', { entryNo: 3 })), null);
  });

  it('is refused once the clock was stopped, whatever it is', () => {
    for (const kind of ENTRY_KINDS)
      assert.equal(mayEnter([START, STOPPED], next(kind, { entryNo: 3 })), 'stopped-already', kind);
  });

  it('is never dated before the one it follows, and has its number', () => {
    assert.equal(mayEnter([START], next('suspended', { onDay: '2026-03-01' })), 'before-the-last');
    assert.equal(mayEnter([START], next('suspended', { onDay: '2026-03-02' })), null);
    assert.equal(mayEnter([START], next('suspended', { onDay: '2026-02-30' })), 'no-such-day');
    assert.equal(mayEnter([START], next('suspended', { entryNo: 3 })), 'number-out-of-turn');
    assert.equal(mayEnter([START], next('suspended', { entryNo: 1 })), 'number-out-of-turn');
  });

  it('names its cause', () => {
    assert.equal(mayEnter([START], next('suspended', { cause: '  ' })), 'no-cause');
    assert.equal(mayEnter([START], next('suspended', { cause: '因'.repeat(MOST_CAUSE) })), null);
    assert.equal(mayEnter([START], next('suspended', { cause: '因'.repeat(MOST_CAUSE + 1) })), 'no-cause');
  });

  it('adds whole days, in the unit of the term, up to the bound of a term', () => {
    const extended = (amount: number, unit: 'working-days' | 'days' = 'working-days') =>
      mayEnter([START], next('extended', { amount, unit }));
    assert.equal(extended(1), null);
    for (const amount of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_OF_A_TERM - 4])
      assert.equal(extended(amount), 'amount-unfit', `${amount}`);
    assert.equal(extended(MOST_OF_A_TERM - 5), null);
    assert.equal(extended(5, 'days'), 'unit-unfit');
    assert.equal(mayEnter([START], next('extended', { amount: 5 })), 'unit-unfit');
    assert.equal(mayEnter([START], next('extended')), 'amount-unfit');
    assert.equal(mayEnter([START], next('suspended', { amount: 5 })), 'amount-unfit');
    assert.equal(mayEnter([START], next('suspended', { unit: 'days' })), 'unit-unfit');
  });

  it('is refused when the ledger is full', () => {
    const full: ClockEntry[] = [START];
    while (full.length < MOST_ENTRIES - 1)
      full.push(next('extended', { entryNo: full.length + 1, amount: 1, unit: 'working-days' }));
    assert.equal(mayEnter(full.slice(0, -1), full.at(-1) ?? START), null);
    const more = next('extended', { entryNo: MOST_ENTRIES, amount: 1, unit: 'working-days' });
    assert.equal(mayEnter(full, more), 'too-many');
    const end = next('stopped', { entryNo: MOST_ENTRIES });
    assert.equal(mayEnter(full, end), null, 'the last place is for the end');
    assert.equal(mayEnter([...full, end], next('stopped', { entryNo: MOST_ENTRIES + 1 })), 'too-many');
  });

  it('that is refused is told why, and how to mend it', () => {
    for (const sentence of Object.values(WHY_NOT)) assert.match(sentence, /[一-龥].*[。]$/u);
  });
});

describe('any ledger', () => {
  it('that keeps the order may be entered, one entry after the other', () => {
    fc.assert(
      fc.property(anyLedger, (entries) => {
        for (const [index, entry] of entries.entries()) assert.equal(mayEnter(entries.slice(0, index), entry), null);
      }),
    );
  });

  it('takes an entry if, and only if, it is one of those the law of clocks knows', () => {
    const anyEntry = fc.record({
      kind: fc.constantFrom(...ENTRY_KINDS),
      number: fc.constantFrom(1, 1, 1, 1, 1, 0, 2),
      later: fc.constantFrom(0, 1, 5, 5, 5, -1),
      cause: fc.constantFrom('事由', '事由', '事由', '事由', ''),
      // Mostly what the kind asks for, so that an entry is amiss in one thing and not in all.
      measure: fc.option(
        fc.record(
          {
            amount: fc.constantFrom(5, 0, -3, 2.5, MOST_OF_A_TERM),
            unit: fc.constantFrom('days' as const, 'working-days' as const),
          },
          { requiredKeys: [] },
        ),
        { freq: 2 },
      ),
    });
    let taken = 0;
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: anyLedger }, { weight: 1, arbitrary: fc.constant([]) }),
        anyEntry,
        (entries, { number, later, measure, ...wish }) => {
          const last = entries.at(-1);
          const carries = wish.kind === 'started' || wish.kind === 'extended';
          const fitting = carries ? { amount: 5, unit: entries[0]?.unit ?? ('days' as const) } : {};
          const entry: ClockEntry = {
            ...wish,
            ...(measure ?? fitting),
            entryNo: entries.length + number,
            onDay: addDays(last?.onDay ?? '2026-03-02', last === undefined ? 0 : later),
          };
          const lawful = isLawful(entries, entry);
          if (lawful) taken++;
          assert.equal(mayEnter(entries, entry) === null, lawful);
        },
      ),
      { numRuns: 3_000 },
    );
    assert(taken > 150, `${taken} were lawful`);
  });
});

/** What may follow, said by counting the kinds before it. */
function isLawful(entries: readonly ClockEntry[], { kind, entryNo, onDay, cause, amount, unit }: ClockEntry): boolean {
  const count = (one: ClockEntry['kind']) => entries.filter((entry) => entry.kind === one).length;
  const stands = count('suspended') > count('resumed');
  const sum = entries.reduce((total, entry) => total + (entry.amount ?? 0), 0) + (amount ?? 0);
  const carries = kind === 'started' || kind === 'extended';
  const inOrder = {
    started: count('started') === 0,
    suspended: count('started') === 1 && !stands,
    resumed: stands,
    extended: count('started') === 1,
    stopped: count('started') === 1,
  }[kind];
  const measured = carries
    ? Number.isInteger(amount) && (amount ?? 0) > 0 && sum <= MOST_OF_A_TERM && unit !== undefined
    : amount === undefined && unit === undefined;
  return (
    inOrder &&
    measured &&
    count('stopped') === 0 &&
    entryNo === entries.length + 1 &&
    entries.every((entry) => entry.onDay <= onDay) &&
    cause.trim() !== '' &&
    (kind !== 'extended' || unit === entries[0]?.unit)
  );
}
