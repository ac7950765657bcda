import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Acting, issuePaper, refuseStep, type StepTaken, stepFrom, takeStep } from '../../casework/index.ts';
import { endListing, listingOf } from '../../lists/index.ts';
import { closeRecord, takeRecord } from '../../records/index.ts';
import type { RepairRecord } from '../eligibility/records-of.ts';
import { REPAIR } from '../rules.ts';
import { type HeldPart, recordsOfPart, takePart } from './part.ts';
import { type Proposed, proposalOf, refuseUngrantable } from './propose.ts';
import { recordRows, recordWords } from './record-words.ts';
import type { Remedies } from './remedies.ts';
import { stopClocks } from './stop-clocks.ts';
import { tellResult } from './tell-result.ts';

export const DECISION = 'repair-decision';

/** `removals`: the number of the removal decision of each entry of a list that was decided here. */
export type Decision = Remedies & {
  documentNo: string;
  grounds: string;
  removals?: { recordId: string; documentNo: string }[] | undefined;
};

export type Decided = StepTaken & { paperNo: number };

/**
 * The second person confirms the result that was proposed. What is repaired is no longer published, no longer shared or
 * used, and brings no measure, all in this transaction with the deed, the paper and the word to the applicant; an entry of
 * a list that was decided here leaves it by its own deed.
 */
export async function decidePart(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  said: Decision,
): Promise<Decided | Refusal> {
  const { act } = acting;
  const decision: Decision = { ...said, grounds: maskEveryIdentifierIn(said.grounds) };
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(REPAIR, held.state, 'granted') === undefined) return refuseStep(REPAIR, held.state, 'granted');
  const proposed = proposalOf(held);
  await holdRecords(trx, acting, held, proposed.granted);
  const records = await recordsOfPart(trx, acting, held, { met: proposed.met });
  const granted = records.filter(({ recordId }) => proposed.granted.includes(recordId));
  if (granted.length < proposed.granted.length) return refuseGone();
  // days pass between proposal and decision: what was withdrawn, hidden or repaired meanwhile is not repaired again
  const amiss = refuseUngrantable(granted, today(act.now));
  if (amiss !== null) return amiss;
  const { documentNo, grounds } = decision;
  const paper = await issueDecision(trx, acting, held, { decision, proposed, records, granted });
  if (isRefusal(paper)) return paper;
  const result = granted.length > 0 ? 'granted' : 'refused';
  const taken = await takeStep(trx, act, REPAIR, held, {
    deed: result,
    reason: proposed.reason,
    documentNo,
    content: { granted: proposed.granted, refused: proposed.refused, paperNo: paper.paperNo, grounds },
  });
  if (isRefusal(taken)) return taken;
  for (const record of granted) {
    const ended = await endEffects(trx, acting, record, { decision, reason: proposed.reason });
    if (ended !== null) return ended;
  }
  const stopped = await stopClocks(trx, acting, held, result === 'granted' ? '准予修复' : '不予修复');
  if (stopped !== null) return stopped;
  const record = records.map(recordWords).join('、');
  await tellResult(trx, acting, held, { result, reason: reasonOf(proposed), record });
  return { ...taken, paperNo: paper.paperNo };
}

/**
 * Holds what is to be repaired before it is judged, in the order in which everybody holds several: its agency may be saying it anew.
 * An entry decided here changes by its own case alone, and is held behind it.
 */
async function holdRecords(
  trx: Transaction,
  { act }: Acting,
  { subjectId }: HeldPart,
  recordIds: readonly string[],
): Promise<void> {
  for (const recordId of [...recordIds].sort()) {
    if ((await listingOf(trx, { subjectId, recordId }, 'in-force')) !== undefined) continue;
    await takeRecord(trx, { subjectId, recordId }, act.now);
  }
}

/** As long as the reason of an ending may be (`records`); the whole of it stands in the deed and on the paper. */
const ENDING_REASON_CHARACTERS = 500;

/** One record: off every page, answer and check. Null: done. */
async function endEffects(
  trx: Transaction,
  acting: Acting,
  { subjectId, recordId }: RepairRecord,
  { decision, reason }: { decision: Decision; reason: string },
): Promise<Refusal | null> {
  const { act, catalogue } = acting;
  const { documentNo, grounds, removals = [] } = decision;
  const ending = { kind: 'repair' as const, reason: [...reason].slice(0, ENDING_REASON_CHARACTERS).join('') };
  const listing = await listingOf(trx, { subjectId, recordId }, 'in-force');
  if (listing === undefined) {
    const closed = await closeRecord(trx, act, catalogue, { subjectId, recordId, ...ending, document: documentNo });
    return isRefusal(closed) ? closed : null;
  }
  const removal = removals.find((one) => one.recordId === recordId);
  if (removal === undefined) {
    return refuse('invalid-request', '本平台认定的名单须同时作出移出决定，请写明移出决定书的文号。', {
      field: 'removals',
      recordId,
    });
  }
  const ended = await endListing(trx, acting, listing, { ...ending, grounds, documentNo: removal.documentNo });
  return isRefusal(ended) ? ended : null;
}

async function issueDecision(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldPart,
  {
    decision,
    proposed,
    records,
    granted,
  }: {
    decision: Decision;
    proposed: Proposed & { reason: string };
    records: readonly RepairRecord[];
    granted: readonly RepairRecord[];
  },
) {
  const { documentNo, grounds, removals: _removals, ...remedies } = decision;
  const refused = proposed.refused.flatMap(({ recordId, reason }) => {
    const record = records.find((one) => one.recordId === recordId);
    return record === undefined ? [] : [[record.categoryName, record.documentNo ?? '—', reason]];
  });
  return issuePaper(trx, act, catalogue, held, {
    paper: DECISION,
    documentNo,
    blanks: {
      receivedOn: held.application.receivedOn,
      ...(granted.length === 0 ? {} : { granted: recordRows(granted) }),
      ...(refused.length === 0 ? {} : { refused }),
      reasons: proposed.reason,
      grounds,
      ...remedies,
    },
  });
}

/** What the applicant is told: the reason, and why some of it was refused. */
function reasonOf({ reason, refused }: Proposed & { reason: string }): string {
  return [reason, ...refused.map((one) => one.reason)].join('；');
}

function refuseGone(): Refusal {
  return refuse('seen-otherwise', '提请审定后，有的信息已不在该单位名下，请退回重新审查。');
}
