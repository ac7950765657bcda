import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Act } from '../journal/index.ts';
import { resumeRecord, type SuspensionCause, suspendRecord } from '../records/index.ts';
import { resumePerson, suspendPerson } from '../subjects/index.ts';
import type { ObjectionRow } from './objection.ts';

type Suspended = Pick<ObjectionRow, 'subjectId' | 'caseId' | 'recordId' | 'origin' | 'personId'>;

/** Under which cause a fact is verified: an objection, or the agency's own doubt. */
const causeOf = ({ origin }: Suspended): SuspensionCause => (origin === 'own-motion' ? 'verification' : 'objection');

/** While the fact is verified nothing that rests on it bites; of a person's objection nothing against the person. */
export async function suspendFact(trx: Transaction, act: Act, of: Suspended): Promise<Refusal | null> {
  if (of.personId !== '') return suspendNaming(trx, act, of);
  return suspend(trx, act, of, causeOf(of), '异议核实期间暂停适用');
}

/** Nobody answered in time: the record is hidden until somebody does. The naming of a person binds nobody already. */
export async function hideFact(trx: Transaction, act: Act, of: Suspended): Promise<Refusal | null> {
  if (of.personId !== '') return suspendNaming(trx, act, of);
  return suspend(trx, act, of, 'unanswered-objection', '异议逾期未答复，答复前不公示、不使用');
}

/** The objection is over, however: what it had suspended or hidden stands again, unless something else keeps it. */
export async function releaseFact(trx: Transaction, act: Act, of: Suspended): Promise<Refusal | null> {
  const { subjectId, recordId, caseId, personId } = of;
  if (personId !== '') {
    await resumePerson(trx, act, { subjectId: personId, organisation: subjectId, recordId });
    return null;
  }
  for (const cause of [causeOf(of), 'unanswered-objection'] as const) {
    const resumed = await resumeRecord(trx, act, {
      subjectId,
      recordId,
      cause,
      reason: '异议已经办结',
      document: caseId,
    });
    if (isRefusal(resumed) && !GONE.includes(resumed.refused)) return resumed;
  }
  return null;
}

/** Nothing to end: never laid, or the record ended and its suspensions with it. */
const GONE: readonly string[] = ['already-done', 'not-found'];

async function suspendNaming(trx: Transaction, act: Act, { subjectId, recordId, personId }: Suspended): Promise<null> {
  await suspendPerson(trx, act, { subjectId: personId, organisation: subjectId, recordId });
  return null;
}

async function suspend(
  trx: Transaction,
  act: Act,
  { subjectId, recordId, caseId }: Suspended,
  cause: SuspensionCause,
  reason: string,
): Promise<Refusal | null> {
  const laid = await suspendRecord(trx, act, { subjectId, recordId, cause, reason, document: caseId });
  return isRefusal(laid) && !GONE.includes(laid.refused) ? laid : null;
}
