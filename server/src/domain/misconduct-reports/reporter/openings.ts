import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { takeReport } from '../reach-report.ts';

/** Roles that may ask to see who reported; the one that grants it is another. */
export const ASKING_ROLES = ['clerk', 'case-officer'] as const;
export type AskingRole = (typeof ASKING_ROLES)[number];
export const GRANTING_ROLE = 'decider';

export const ASK_REASON_CHARACTERS = 500;
/** Times it may be asked of one report. */
export const OPENINGS_A_REPORT = 20;
/** A grant is good for one look within this time; a CHECK of `misconduct_opening` says so too. */
export const OPENING_GOOD_MS = 24 * 3_600_000;

export type Opening = {
  openingId: string;
  reportId: string;
  askedBy: string;
  settledAt: Date | null;
  granted: boolean | null;
  goodUntil: Date | null;
  openedAt: Date | null;
};

export const noOpening = (): Refusal => refuse('not-found', '没有找到该申请，请核对编号。');

/** One asking, of a report within reach, held by this transaction; its report with it. */
export async function takeOpening(
  trx: Transaction,
  far: { reach: Reach; now: Date },
  openingId: string,
): Promise<Opening | Refusal> {
  const { rows } = await trx.query<Opening>(
    `select opening_id as "openingId", report_id as "reportId", asked_by as "askedBy", settled_at as "settledAt", granted,
            good_until as "goodUntil", opened_at as "openedAt"
       from misconduct_opening where opening_id = $1 for update`,
    [openingId],
  );
  const [opening] = rows;
  if (opening === undefined) return noOpening();
  const report = await takeReport(trx, far, opening.reportId);
  return isRefusal(report) ? noOpening() : opening;
}
