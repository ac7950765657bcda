import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { workingDayAfter } from '../../../kernel/working-days.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { offerNotice } from '../notices/offer-notice.ts';
import { askReversals } from '../reversals/ask-reversals.ts';
import { isWrong, type Told } from './effects.ts';
import { handOut, type NewRecall } from './hand-out.ts';
import { type Received, recipientsOf } from './recipients-of.ts';

const ID_BYTES = 10;
/** What was being answered while the record ended is in no log yet; it is by then. No request takes as long. */
export const LOOK_AGAIN_AFTER_MS = 120_000;

/** The version of the catalogue in force on a day. */
export type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;

/**
 * Tells everybody who received a record, and nobody else, that it ended or came back: one recall for each recipient and deed,
 * however often this runs. Desks that acted on what proved wrong are asked whether they reversed it, and its organisation whether
 * it wants that told to everybody. Recalls, messages and the jobs that carry them are durable together. `before`: a moment after the deed was durable; whoever came later was given the
 * record as it is now.
 *
 * @returns how many recalls were made now.
 */
export async function makeRecalls(
  { pool, clock, jobs }: Pick<System, 'pool' | 'clock' | 'jobs'>,
  lawOn: LawOn,
  told: Told,
  before: Date,
): Promise<number> {
  const catalogue = await lawOn(pool, today(clock()));
  return write(pool, clock, async (trx, now) => {
    const act: Act = { actor: 'gongxin', purpose: 'recall', now };
    const recalls = await insertRecalls(trx, catalogue, act, told, await recipientsOf(trx, told, before));
    for (const recall of recalls) await handOut(trx, jobs, act, catalogue, recall);
    if (recalls.length > 0) {
      await journal(trx, act, {
        event: 'recall.made',
        subjectId: told.subjectId,
        target: told.recordId,
        detail: { effect: told.effect, at: told.at, recipients: recalls.map(({ recipient }) => recipient) },
      });
    }
    if (isWrong(told.effect)) {
      const { effect } = told;
      await askReversals(trx, act, catalogue, { ...told, effect, before });
      await offerNotice(trx, act, catalogue, { ...told, effect });
    }
    return recalls.length;
  });
}

async function insertRecalls(
  trx: Transaction,
  { policy, workingDays }: Catalogue,
  { now }: Act,
  { subjectId, recordId, effect, at }: Told,
  received: readonly Received[],
): Promise<NewRecall[]> {
  const { date } = workingDayAfter(today(now), policy.recallAnswerWorkingDays, workingDays);
  const recalls: NewRecall[] = [];
  for (const { recipient, ways, lastAt } of received) {
    const recallId = `l${randomBytes(ID_BYTES).toString('hex')}`;
    const { rowCount } = await trx.query(
      `insert into recall (subject_id, recall_id, record_id, effect, effect_at, recipient, ways, received_at, due_on, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict on constraint recall_once do nothing`,
      [subjectId, recallId, recordId, effect, at, recipient, ways, lastAt, date, now],
    );
    if (rowCount === 1) recalls.push({ subjectId, recallId, recordId, effect, recipient, dueOn: date });
  }
  return recalls;
}
