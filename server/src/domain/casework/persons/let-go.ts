import type { Transaction } from '../../../platform/db/write.ts';
import type { HeldCase } from '../cases/case.ts';

type Place = Pick<HeldCase, 'subjectId' | 'caseId'>;

/** A person named is held apart from now on; who it is leaves the case. The service of the own notice is named. */
export async function markHeld(
  trx: Transaction,
  { subjectId, caseId }: Place,
  { personNo, heldAs, serviceNo }: { personNo: number; heldAs: string; serviceNo: number },
): Promise<void> {
  await trx.query(
    `update case_person set held_as = $4, service_no = $5, sealed = null
      where subject_id = $1 and case_id = $2 and person_no = $3`,
    [subjectId, caseId, personNo, heldAs, serviceNo],
  );
}

/** A person is no longer named: who it is is erased, why is kept. */
export async function dropNamed(
  trx: Transaction,
  { subjectId, caseId }: Place,
  { personNo, reason }: { personNo: number; reason: string },
): Promise<void> {
  await trx.query(
    `update case_person set sealed = null, dropped_reason = $4
      where subject_id = $1 and case_id = $2 and person_no = $3`,
    [subjectId, caseId, personNo, reason],
  );
}

/** The case came to nothing: who was named in it is erased. */
export async function forgetNamed(trx: Transaction, { subjectId, caseId }: Place): Promise<void> {
  await trx.query(
    'update case_person set sealed = null where subject_id = $1 and case_id = $2 and sealed is not null',
    [subjectId, caseId],
  );
}
