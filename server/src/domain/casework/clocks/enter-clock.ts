import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { type ClockEntry, mayEnter, WHY_NOT } from '../clock/index.ts';
import { ledgerOf } from './clocks-of.ts';

/**
 * Adds an entry to the ledger of a clock: the only way a deadline comes to be, stands still or moves. Every entry names
 * its cause and, where there is one, the evidence.
 */
export async function enterClock(
  trx: Transaction,
  act: Act,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  clock: string,
  entry: Omit<ClockEntry, 'entryNo'>,
): Promise<{ entryNo: number } | Refusal> {
  // the ledger says what has happened: a deadline that somebody dates ahead would move before its cause is there
  if (entry.onDay > today(act.now)) {
    return refuse('case-state', '时限记录的日期晚于今天，期限不得预先变动，请核对日期。', { clock, amiss: 'ahead' });
  }
  const ledger = await ledgerOf(trx, { subjectId, caseId }, clock);
  const next: ClockEntry = { entryNo: ledger.length + 1, ...entry };
  const amiss = mayEnter(ledger, next);
  if (amiss !== null) return refuse('case-state', WHY_NOT[amiss], { clock, amiss });
  await trx.query(
    `insert into case_clock_entry (subject_id, case_id, clock, entry_no, kind, on_day, cause, evidence, amount, unit, actor, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      subjectId,
      caseId,
      clock,
      next.entryNo,
      next.kind,
      next.onDay,
      maskEveryIdentifierIn(next.cause),
      typeof next.evidence === 'string' ? maskEveryIdentifierIn(next.evidence) : (next.evidence ?? null),
      next.amount ?? null,
      next.unit ?? null,
      act.actor,
      act.now,
    ],
  );
  await journal(trx, act, {
    event: 'case.clock-entered',
    subjectId,
    target: caseId,
    detail: {
      clock,
      entryNo: next.entryNo,
      kind: next.kind,
      onDay: next.onDay,
      ...(next.amount === undefined ? {} : { amount: next.amount, unit: next.unit }),
    },
  });
  return { entryNo: next.entryNo };
}
