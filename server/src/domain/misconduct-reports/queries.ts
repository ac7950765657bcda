import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import type { RefusedFor } from './rules.ts';

export const WAYS_IN = ['online', 'counter', 'agency'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** A report as it is held; what was said and by whom lies sealed beside it. */
export type Report = {
  reportId: string;
  cameBy: WayIn;
  receivedOn: CalendarDate;
  triageDue: CalendarDate;
  receivedFor: string | null;
  codeHash: Buffer;
  subjectId: string | null;
  caseId: string | null;
  endedAs: 'refused' | 'withdrawn' | null;
  refusedFor: RefusedFor | null;
};

const REPORT = `select report_id as "reportId", came_by as "cameBy", received_on as "receivedOn", triage_due as "triageDue",
       received_for as "receivedFor", code_hash as "codeHash", subject_id as "subjectId", case_id as "caseId",
       ended_as as "endedAs", refused_for as "refusedFor"
  from misconduct_report`;

export async function findReport(db: Queryable, reportId: string): Promise<Report | undefined> {
  const { rows } = await db.query<Report>(`${REPORT} where report_id = $1`, [reportId]);
  return rows[0];
}

/** The same, held by this transaction until it ends. */
export async function holdReport(trx: Transaction, reportId: string): Promise<Report | undefined> {
  const { rows } = await trx.query<Report>(`${REPORT} where report_id = $1 for update`, [reportId]);
  return rows[0];
}

export async function findReportOfCase(db: Queryable, caseId: string): Promise<Report | undefined> {
  const { rows } = await db.query<Report>(`${REPORT} where case_id = $1`, [caseId]);
  return rows[0];
}

/** Reports that no official has looked at yet, the oldest first. */
export async function waitingReports(db: Queryable, limit: number): Promise<Report[]> {
  const { rows } = await db.query<Report>(
    `${REPORT} where case_id is null and ended_as is null order by received_at, report_id limit $1`,
    [limit],
  );
  return rows;
}

export const isWaiting = ({ caseId, endedAs }: Report): boolean => caseId === null && endedAs === null;

/** Whether who reported is still held. */
export async function hasReporter(db: Queryable, reportId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from misconduct_reporter where report_id = $1', [reportId]);
  return rowCount === 1;
}
