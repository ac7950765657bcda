import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type ErasureReason, erasePerson } from './erase-person.ts';
import { changePersonsAlone } from './one-at-a-time.ts';

export type PersonRelease = {
  subjectId: string;
  organisation: string;
  recordId: string;
  /** Why who it is goes, where nothing else holds the person. */
  reason: Extract<ErasureReason, 'decision-void' | 'term-over'>;
  document: string;
};

/** A decision that names a person has ended: it holds the person no more, and whom nothing else holds is erased. */
export async function releasePerson(
  trx: Transaction,
  act: Act,
  { subjectId, organisation, recordId, reason, document }: PersonRelease,
): Promise<{ erased: boolean } | Refusal> {
  await changePersonsAlone(trx);
  await trx.query(
    `update person_ground set released_at = $4, released_by = $5
      where subject_id = $1 and organisation = $2 and record_id = $3 and released_at is null`,
    [subjectId, organisation, recordId, act.now, act.actor],
  );
  await journal(trx, act, { event: 'person.released', subjectId, target: recordId, detail: { organisation, reason } });
  const { rowCount: left } = await trx.query(
    'select from person_ground where subject_id = $1 and released_at is null and until_day >= $2 limit 1',
    [subjectId, today(act.now)],
  );
  const { rowCount: known } = await trx.query('select from person_identity where subject_id = $1', [subjectId]);
  if (left !== 0 || known === 0) return { erased: false };
  const erased = await erasePerson(trx, act, { subjectId, reason, document });
  return isRefusal(erased) ? erased : { erased: true };
}
