import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Acting } from '../../casework/index.ts';
import { isSamePerson, journal } from '../../journal/index.ts';
import { GRANTING_ROLE, OPENING_GOOD_MS, takeOpening } from './openings.ts';

/** Another person, in the other role, grants a look or does not. Whoever grants is shown nothing. */
export async function settleOpening(
  trx: Transaction,
  { act, reach }: Acting,
  openingId: string,
  { granted }: { granted: boolean },
): Promise<{ openingId: string; granted: boolean } | Refusal> {
  const opening = await takeOpening(trx, { reach, now: act.now }, openingId);
  if (isRefusal(opening)) return opening;
  if (opening.settledAt !== null) return refuse('already-done', '该申请已经审批。');
  if (isSamePerson(opening.askedBy, act.actor)) {
    return refuse('second-person', '申请查看举报人身份与审批须由两人分别办理，请由另一人审批。');
  }
  await trx.query(
    `update misconduct_opening set settled_by = $2, settled_as = $3, settled_at = $4, granted = $5, good_until = $6
      where opening_id = $1`,
    [
      openingId,
      act.actor,
      GRANTING_ROLE,
      act.now,
      granted,
      granted ? new Date(act.now.getTime() + OPENING_GOOD_MS) : null,
    ],
  );
  await journal(trx, act, {
    event: granted ? 'misconduct-report.reporter-granted' : 'misconduct-report.reporter-denied',
    target: opening.reportId,
    detail: { openingId },
  });
  return { openingId, granted };
}
