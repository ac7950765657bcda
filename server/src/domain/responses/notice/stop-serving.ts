import assert from 'node:assert/strict';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { enterClock, type HeldCase, ledgerOf } from '../../casework/index.ts';
import type { Act } from '../../journal/index.ts';
import { SERVE } from './chart.ts';

/** Stops the clock on a day; not before its last entry, for a ledger goes forward only. */
export async function stopServing(
  trx: Transaction,
  act: Act,
  held: HeldCase,
  day: CalendarDate,
  why: { cause: string; evidence?: string },
): Promise<void> {
  const last = (await ledgerOf(trx, held, SERVE)).at(-1);
  assert(last !== undefined, 'a notice is opened with its clock');
  const onDay = last.onDay > day ? last.onDay : day;
  const stopped = await enterClock(trx, act, held, SERVE, { kind: 'stopped', onDay, ...why });
  assert(!isRefusal(stopped), 'the clock of an open notice is not stopped yet');
}
