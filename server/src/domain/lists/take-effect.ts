import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  clauseOf,
  findService,
  lastDeed,
  recordOfCase,
  refuseStep,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { DECISION, REPAIR_NOTICE } from './decide-listing.ts';
import { decisionOf, takeListing } from './listing.ts';
import { holdNamed, noticedPersons } from './persons/hold-named.ts';
import { LISTING } from './rules.ts';

/** News for the slice of honours, which comes later: it ends those of the organisation that lapse on this entry. */
export const HONOURS_LAPSE = 'honours-lapse';

export type InForce = { caseId: string; state: string; recordId: string };

/**
 * Decision and repair notice have been served: the entry is recorded, shown and used from now on, and its measures follow
 * by the catalogue. Whoever it names was served an own notice, and is held apart from now on. Without both services nothing
 * of it can be written (`case_step`, `record_of_effective_case`).
 */
export async function takeEffect(trx: Transaction, acting: Acting, caseId: string): Promise<InForce | Refusal> {
  const { act, catalogue, jobs } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'repair-noticed') === undefined)
    return refuseStep(LISTING, held.state, 'took-effect');
  const [repair, decision] = [await findService(trx, held, REPAIR_NOTICE), await findService(trx, held, DECISION)];
  if (repair === undefined || decision === undefined) {
    return refuse('case-state', '列入决定书和信用修复告知书须一并送达（两书同达），请先登记两份文书的送达及凭证。', {
      state: held.state,
      missing: [...(decision === undefined ? [DECISION] : []), ...(repair === undefined ? [REPAIR_NOTICE] : [])],
      clause: clauseOf(LISTING, 'repair-noticed'),
    });
  }
  const persons = await noticedPersons(trx, acting, held);
  if (isRefusal(persons)) return persons;
  const decided = lastDeed(held, 'decided');
  const { documentNo, onDay } = decided ?? {};
  if (decided === undefined || documentNo == null || onDay === undefined) throw new Error('the decision was issued');
  const informed = await takeStep(trx, act, LISTING, held, { deed: 'repair-noticed', serviceNo: repair.serviceNo });
  if (isRefusal(informed)) return informed;
  const now = { ...held, state: informed.state, deeds: [...held.deeds, { ...decided, deedNo: informed.deedNo }] };
  const effect = await takeStep(trx, act, LISTING, now, {
    deed: 'took-effect',
    serviceNo: decision.serviceNo,
    documentNo,
  });
  if (isRefusal(effect)) return effect;
  const worded = decisionOf(held, { documentNo, decidedOn: onDay, servedOn: decision.servedOn });
  if (isRefusal(worded)) return worded;
  // the last day is the one of the paper, whatever the catalogue has come to say since
  const { validUntil: decidedUntil } = decided.content;
  const said = typeof decidedUntil === 'string' ? { ...worded, validUntil: decidedUntil } : worded;
  // who decided it, though that agency may have been succeeded before it was served
  const authority = { ...act, agency: decided.agency ?? held.agency };
  const from = { subjectId: held.subjectId, caseId, deedNo: effect.deedNo, deed: 'took-effect' as const };
  const recorded = await recordOfCase(trx, authority, catalogue, from, said);
  if (isRefusal(recorded)) return recorded;
  const { recordId } = recorded;
  if (persons.length > 0) {
    const { validUntil } = said;
    if (validUntil === undefined) return refuse('person-not-permitted', '列入没有期限，不得对责任人员采取措施。');
    const naming = { recordId, documentNo, authority: authority.agency, decidedOn: onDay, validUntil };
    const refusal = await holdNamed(trx, acting, held, persons, naming);
    if (refusal !== null) return refusal;
  }
  await jobs.add(trx, HONOURS_LAPSE, { subjectId: held.subjectId }, { jobKey: `${HONOURS_LAPSE}:${held.subjectId}` });
  return { caseId, state: effect.state, recordId };
}
