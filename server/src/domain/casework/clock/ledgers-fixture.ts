import fc from 'fast-check';
import { addDays } from '../../../kernel/dates.ts';
import type { ClockEntry, TermUnit } from './entries.ts';

const FIRST_START = '2006-06-01';
/** So that some ledgers run into years without a notice. */
const MOST_DAYS_ON = 7_600;

type Wish = { pick: number; gap: number; amount: number };

/** Ledgers that may be entered, made without asking the rule that says so: each step picks among what its state allows. */
export const anyLedger: fc.Arbitrary<ClockEntry[]> = fc
  .record({
    on: fc.nat(MOST_DAYS_ON),
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom<TermUnit>('working-days', 'days'),
    wishes: fc.array(
      fc.record({
        pick: fc.nat(11),
        gap: fc.oneof(fc.nat(3), fc.nat(40)),
        amount: fc.integer({ min: 1, max: 30 }),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ on, amount, unit, wishes }) => {
    const start = addDays(FIRST_START, on);
    const entries: ClockEntry[] = [{ entryNo: 1, kind: 'started', onDay: start, cause: '收到申请', amount, unit }];
    let suspended = false;
    for (const { pick, gap, amount: more } of wishes satisfies Wish[]) {
      const last = entries.at(-1);
      if (last === undefined || last.kind === 'stopped') break;
      const entry = { entryNo: entries.length + 1, onDay: addDays(last.onDay, gap), cause: '事由', evidence: pick };
      if (pick === 0) entries.push({ ...entry, kind: 'stopped' });
      else if (pick <= 3) entries.push({ ...entry, kind: 'extended', amount: more, unit });
      else {
        entries.push({ ...entry, kind: suspended ? 'resumed' : 'suspended' });
        suspended = !suspended;
      }
    }
    return entries;
  });
