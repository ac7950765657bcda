import { today } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { findCase, reachesCase } from '../casework/index.ts';
import { findReport, holdReport, type Report } from './queries.ts';

type Far = { reach: Reach; now: Date };

export const noReport = (): Refusal => refuse('not-found', '没有找到该举报，请核对编号。');

/** A report within reach: before it has a case the office's, then whoever reaches its case. */
export async function reachReport(db: Queryable, far: Far, reportId: string): Promise<Report | Refusal> {
  return within(db, far, await findReport(db, reportId));
}

/** The same, held by this transaction until it ends. */
export async function takeReport(trx: Transaction, far: Far, reportId: string): Promise<Report | Refusal> {
  return within(trx, far, await holdReport(trx, reportId));
}

/** The same, and it still waits: nobody has said yet which organisation is meant. */
export async function takeWaiting(trx: Transaction, far: Far, reportId: string): Promise<Report | Refusal> {
  const report = await takeReport(trx, far, reportId);
  if (isRefusal(report)) return report;
  if (report.endedAs !== null) return refuse('already-done', '该举报已经办结。');
  return report.caseId === null ? report : refuse('already-done', '该举报已经立案，请在案件中办理。');
}

async function within(db: Queryable, { reach, now }: Far, report: Report | undefined): Promise<Report | Refusal> {
  if (report === undefined) return noReport();
  if (report.caseId === null) return reach.over === 'region' || reach.over === 'all' ? report : noReport();
  const held = await findCase(db, report.caseId);
  return held !== undefined && (await reachesCase(db, reach, held, today(now))) ? report : noReport();
}
