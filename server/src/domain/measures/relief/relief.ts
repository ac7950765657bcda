import { randomBytes } from 'node:crypto';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { withinReach } from '../../access/index.ts';
import { competentFor } from '../../casework/index.ts';

export const RELIEF_CHARACTERS = {
  act: 500,
  requestRef: 256,
  documentNo: 128,
  clause: 200,
  authority: 200,
  reason: 1_000,
};
/** Reliefs of one organisation at most, so that they are always read whole. */
export const RELIEFS_A_SUBJECT = 200;
/** A relief lasts so many days at most: what is needed for longer is decided anew. */
export const RELIEF_DAYS_AT_MOST = 366;

/** A permission 准予 of one act although a measure stands, as held. */
export type Relief = {
  subjectId: string;
  reliefId: string;
  recordId: string;
  agency: string;
  matter: string;
  measure: string | null;
  act: string;
  requestRef: string | null;
  from: CalendarDate;
  until: CalendarDate;
  documentNo: string;
  clause: string;
  authority: string;
  proposedBy: string;
  proposedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
  reason: string | null;
};

export const RELIEF_COLUMNS = `subject_id as "subjectId", relief_id as "reliefId", record_id as "recordId", agency, matter,
  measure, act, request_ref as "requestRef", from_day as "from", until_day as "until", document_no as "documentNo", clause,
  authority, proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_by as "confirmedBy",
  confirmed_at as "confirmedAt", ended_by as "endedBy", ended_at as "endedAt", reason`;

const ID_BYTES = 10;
export const newReliefId = (): string => `e${randomBytes(ID_BYTES).toString('hex')}`;

/** The relief, held by this transaction until it ends; one beyond the reach is answered as if it did not exist. */
export async function takeRelief(
  trx: Transaction,
  { reach, day }: { reach: Reach; day: CalendarDate },
  reliefId: string,
): Promise<Relief | Refusal> {
  const { rows } = await trx.query<Relief>(
    `select ${RELIEF_COLUMNS} from measure_relief where relief_id = $1 for update`,
    [reliefId],
  );
  const relief = rows[0];
  return relief !== undefined && (await reachesAgency(trx, reach, relief.agency, day)) ? relief : noSuchRelief();
}

/** Whether what an agency has to decide lies within a reach today; what was an abolished one's is its successor's. */
export async function reachesAgency(db: Queryable, reach: Reach, agency: string, day: CalendarDate): Promise<boolean> {
  if (reach.over === 'agency') return (await competentFor(db, agency, day)).includes(reach.agency);
  return withinReach(db, reach, agency);
}

export function noSuchRelief(): Refusal {
  return refuse('not-found', '没有找到该项准予，请核对编号。');
}
