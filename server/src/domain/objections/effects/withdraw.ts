import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import type { Acting } from '../../casework/index.ts';
import { endListing, listingOf } from '../../lists/index.ts';
import { findCurrent, withdrawRecord } from '../../records/index.ts';
import { releasePerson } from '../../subjects/index.ts';
import type { HeldObjection, ObjectionRow } from '../objection.ts';
import { onRecord } from '../words.ts';

type Grounds = { reason: string; documentNo: string };

/**
 * Takes the record off every page, answer and check. An entry decided here leaves its list by its own case, with the paper
 * that says so; a person named is let go from the decision that names the person, and nothing else of it changes.
 */
export async function withdrawFact(
  trx: Transaction,
  acting: Acting,
  { objection }: HeldObjection,
  { reason, documentNo, removalDocumentNo }: Grounds & { removalDocumentNo?: string | undefined },
): Promise<Refusal | null> {
  const { act } = acting;
  const { subjectId, recordId, personId } = objection;
  if (personId !== '') {
    const named = { subjectId: personId, organisation: subjectId, recordId };
    const released = await releasePerson(trx, act, { ...named, reason: 'decision-void', document: documentNo });
    return isRefusal(released) ? released : null;
  }
  const listing = await listingOf(trx, objection, 'in-force');
  if (listing !== undefined) {
    const said = onRecord(reason);
    const ending = {
      kind: 'revoked',
      reason: said,
      grounds: said,
      documentNo: removalDocumentNo ?? documentNo,
    } as const;
    const ended = await endListing(trx, acting, listing, ending);
    return isRefusal(ended) ? ended : null;
  }
  return withdrawHere(trx, acting, objection, { reason, documentNo });
}

/** The record alone; what was withdrawn already by somebody else is withdrawn. */
export async function withdrawHere(
  trx: Transaction,
  { act }: Acting,
  objection: Pick<ObjectionRow, 'subjectId' | 'recordId'>,
  { reason, documentNo }: Grounds,
): Promise<Refusal | null> {
  const current = await findCurrent(trx, objection);
  if (current === undefined) return null;
  const { category, agency, recordId } = current;
  // whoever answers today may be the successor of who submitted it
  const withdrawn = await withdrawRecord(
    trx,
    { ...act, agency },
    // the answer to the objection is itself the decision that annuls, made today
    { category, record: { recordId }, reason: onRecord(reason), document: documentNo, decidedOn: today(act.now) },
  );
  return isRefusal(withdrawn) && withdrawn.refused !== 'already-done' ? withdrawn : null;
}
