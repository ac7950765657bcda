import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, openCase, refuseAbolished } from '../casework/index.ts';
import { journal } from '../journal/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { takeWaiting } from './reach-report.ts';
import { MISCONDUCT_REPORT, type RefusedFor } from './rules.ts';

/** `subject`: 统一社会信用代码. `basis`: by what the official knows that it is this one. */
export type Identification = { subject: string; basis: string };

/**
 * An official says which organisation is meant; only then there is a case, and at first it is the office's. An organisation
 * that is not held is guessed by nobody: it is refused, and the report goes on waiting with its candidates.
 */
export async function identifySubject(
  trx: Transaction,
  { act, reach, catalogue }: Acting,
  reportId: string,
  { subject: code, basis }: Identification,
): Promise<{ caseId: string; state: string } | Refusal> {
  const report = await takeWaiting(trx, { reach, now: act.now }, reportId);
  if (isRefusal(report)) return report;
  const abolished = await refuseAbolished(trx, act.agency, today(act.now));
  if (abolished !== null) return abolished;
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing === 'retired') {
    return refuse('unknown-code', '平台没有这个单位，请核对统一社会信用代码，或者从该举报的候选单位中选择。', {
      field: 'subject',
    });
  }
  const { subjectId } = subject;
  const opened = await openCase(
    trx,
    act,
    MISCONDUCT_REPORT,
    { subjectId, catalogueVersion: catalogue.version },
    { deed: 'received', reason: basis, content: { reportId } },
  );
  await trx.query('update misconduct_report set subject_id = $2, case_id = $3 where report_id = $1', [
    reportId,
    subjectId,
    opened.caseId,
  ]);
  return opened;
}

/** A report that never becomes a case: why, from a list, so that nothing of what it says is written down again. */
export async function refuseReport(
  trx: Transaction,
  { act, reach }: Acting,
  reportId: string,
  { refusedFor }: { refusedFor: RefusedFor },
): Promise<{ reportId: string; refusedFor: RefusedFor } | Refusal> {
  const report = await takeWaiting(trx, { reach, now: act.now }, reportId);
  if (isRefusal(report)) return report;
  await trx.query(
    `update misconduct_report set ended_as = 'refused', refused_for = $2, ended_on = $3 where report_id = $1`,
    [reportId, refusedFor, today(act.now)],
  );
  await journal(trx, act, { event: 'misconduct-report.refused', target: reportId, detail: { refusedFor } });
  return { reportId, refusedFor };
}
