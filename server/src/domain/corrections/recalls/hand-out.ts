import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { competentFor } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { recordWords, subjectName } from '../record-words.ts';
import { hasEndpoint } from '../webhooks/endpoint.ts';
import { EFFECT_WORDS, type Effect, isReturned } from './effects.ts';

export type NewRecall = {
  subjectId: string;
  recallId: string;
  recordId: string;
  effect: Effect;
  recipient: string;
  dueOn: CalendarDate;
};

/** Carries a recall to the webhook of its recipient; the slice's own job. */
export const DELIVER = 'corrections-deliver';
export type ToDeliver = { subjectId: string; recallId: string };
/** With the growing pauses of the queue some sixteen hours: a term of working days is not spent on a machine that is off. */
const DELIVERIES_AT_MOST = 12;
/** Deliveries under way at the same time, so that slow receivers leave room for other jobs. */
const LANES = ['corrections-deliver-1', 'corrections-deliver-2'];

/** To the webhook of who does today what the recipient had to do, where there is one; else into the inbox. */
export async function handOut(
  trx: Transaction,
  jobs: System['jobs'],
  act: Act,
  catalogue: Catalogue,
  recall: NewRecall,
): Promise<void> {
  const competent = await competentFor(trx, recall.recipient, today(act.now));
  const toDeliver: ToDeliver = { subjectId: recall.subjectId, recallId: recall.recallId };
  if (await hasEndpoint(trx, competent))
    return jobs.add(trx, DELIVER, toDeliver, { lanes: LANES, maxAttempts: DELIVERIES_AT_MOST });
  await intoInbox(trx, act, catalogue, recall, competent);
}

/** Also where a webhook could not be reached: nothing is lost on the way. */
export async function intoInbox(
  trx: Transaction,
  act: Act,
  catalogue: Pick<Catalogue, 'category'>,
  { subjectId, recallId, recordId, effect, dueOn }: NewRecall,
  competent: readonly string[],
): Promise<void> {
  const blanks = {
    subject: await subjectName(trx, subjectId),
    record: await recordWords(trx, catalogue, { subjectId, recordId }),
    reason: EFFECT_WORDS[effect],
    dueOn,
  };
  const template = isReturned(effect) ? 'recall-returned' : 'recall';
  for (const agency of competent) {
    const about = { recordId, subjectId };
    await sendMessage(trx, act, { to: { agency }, template, blanks, about, key: `recall ${recallId}` });
  }
  await trx.query(
    `insert into recall_delivery (subject_id, recall_id, attempt_no, way, outcome, recorded_at)
     select $1, $2, coalesce(max(attempt_no), 0) + 1, 'inbox', 'delivered', $3
       from recall_delivery where subject_id = $1 and recall_id = $2`,
    [subjectId, recallId, act.now],
  );
}
