import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { dutiesOf } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type Done, findRecall } from './find-recall.ts';

export const NOTE_CHARACTERS = 500;
/** Recalls acknowledged by one request of a registered system. */
export const ACKNOWLEDGED_AT_ONCE = 200;

export type Acknowledgement = { recallId: string; done: Done; note?: string | undefined };
export type Acknowledged = { recallId: string; done: Done; repeated: boolean };

/**
 * The recipient, or who took its duties over, says what it did with what it holds: once. The same word again changes nothing,
 * because a program may ask twice; another word is refused.
 */
export async function acknowledgeRecall(
  trx: Transaction,
  act: Act & { agency: string },
  { recallId, done, note }: Acknowledgement,
): Promise<Acknowledged | Refusal> {
  const recall = await findRecall(trx, recallId);
  const duties = await dutiesOf(trx, act.agency, today(act.now));
  if (recall === undefined || !duties.includes(recall.recipient)) {
    return refuse('not-found', '没有找到发给本单位的这件召回，请核对召回编号。', { recallId });
  }
  const { subjectId, recordId, effect } = recall;
  const said = maskEveryIdentifierIn(note?.trim() ?? '') || null;
  const { rowCount } = await trx.query(
    `insert into recall_acknowledgement (subject_id, recall_id, done, note, actor, agency, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [subjectId, recallId, done, said, act.actor, act.agency, act.now],
  );
  if (rowCount === 0) {
    const before = (await findRecall(trx, recallId))?.done;
    return before === done
      ? { recallId, done, repeated: true }
      : refuse('already-done', '这件召回已经回执，内容不同，不能更改。', { recallId });
  }
  await journal(trx, act, {
    event: 'recall.acknowledged',
    subjectId,
    target: recallId,
    detail: { recordId, effect, done },
  });
  return { recallId, done, repeated: false };
}

/** All of them or none; the refusal names the one that was refused. */
export async function acknowledgeRecalls(
  trx: Transaction,
  act: Act & { agency: string },
  acknowledgements: readonly Acknowledgement[],
): Promise<{ acknowledged: number; repeated: number } | Refusal> {
  let repeated = 0;
  for (const one of acknowledgements) {
    const done = await acknowledgeRecall(trx, act, one);
    if (isRefusal(done)) return done;
    if (done.repeated) repeated += 1;
  }
  return { acknowledged: acknowledgements.length - repeated, repeated };
}
