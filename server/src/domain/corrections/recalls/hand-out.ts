import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { competentFor } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import type { Act } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { recordWords, subjectName } from '../record-words.ts';
import { type Endpoint, endpointsOf } from '../webhooks/endpoint.ts';
import { EFFECT_WORDS, type Effect, isReturned } from './effects.ts';
import { noteAttempt } from './note-attempt.ts';

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
  const endpoints = await endpointsOf(trx, competent);
  if (endpoints.length === 0) return intoInbox(trx, act, catalogue, recall, competent);
  await tellOthers(trx, act, catalogue, recall, competent, endpoints);
  await jobs.add(trx, DELIVER, toDeliver, { lanes: LANES, maxAttempts: DELIVERIES_AT_MOST });
}

/** Where several took the recipient's duties over, those without a system of their own are told by letter. */
export async function tellOthers(
  trx: Transaction,
  act: Act,
  catalogue: Pick<Catalogue, 'category'>,
  recall: NewRecall,
  competent: readonly string[],
  endpoints: readonly Pick<Endpoint, 'agency'>[],
): Promise<void> {
  const others = competent.filter((agency) => endpoints.every((endpoint) => endpoint.agency !== agency));
  await writeLetters(trx, act, catalogue, recall, others);
}

/** Also where a webhook could not be reached: nothing is lost on the way, and what was delivered is not said twice. */
export async function intoInbox(
  trx: Transaction,
  act: Act,
  catalogue: Pick<Catalogue, 'category'>,
  recall: NewRecall,
  competent: readonly string[],
): Promise<void> {
  const noted = await noteAttempt(trx, recall, { way: 'inbox', outcome: 'delivered' }, act.now);
  if (noted) await writeLetters(trx, act, catalogue, recall, competent);
}

async function writeLetters(
  trx: Transaction,
  act: Act,
  catalogue: Pick<Catalogue, 'category'>,
  { subjectId, recallId, recordId, effect, dueOn }: NewRecall,
  agencies: readonly string[],
): Promise<void> {
  if (agencies.length === 0) return;
  const blanks = {
    subject: await subjectName(trx, subjectId),
    record: await recordWords(trx, catalogue, { subjectId, recordId }),
    reason: EFFECT_WORDS[effect],
    dueOn,
  };
  const template = isReturned(effect) ? 'recall-returned' : 'recall';
  for (const agency of agencies) {
    const about = { recordId, subjectId };
    await sendMessage(trx, act, { to: { agency }, template, blanks, about, key: `recall ${recallId}` });
  }
}
