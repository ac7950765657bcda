import { randomBytes } from 'node:crypto';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Acting } from '../../casework/index.ts';
import { journal } from '../../journal/index.ts';
import { hasReporter } from '../queries.ts';
import { takeReport } from '../reach-report.ts';
import { plain } from '../report.ts';
import { type AskingRole, OPENINGS_A_REPORT } from './openings.ts';

const ID_BYTES = 8;

/** Somebody who works the report asks to see who reported it, and why. Nothing is shown until somebody else grants it. */
export async function askOpening(
  trx: Transaction,
  { act, reach }: Acting,
  role: AskingRole,
  reportId: string,
  { reason }: { reason: string },
): Promise<{ openingId: string } | Refusal> {
  const report = await takeReport(trx, { reach, now: act.now }, reportId);
  if (isRefusal(report)) return report;
  if (!(await hasReporter(trx, reportId))) {
    return refuse('not-found', '举报人没有留下身份信息，或者已经期满删除。');
  }
  const { rows } = await trx.query<{ asked: number; open: boolean }>(
    `select count(*)::int as asked, coalesce(bool_or(settled_by is null), false) as open
       from misconduct_opening where report_id = $1`,
    [reportId],
  );
  if (rows[0]?.open === true) return refuse('conflict', '该举报已有一项申请待审批，请先办结。');
  if ((rows[0]?.asked ?? 0) >= OPENINGS_A_REPORT) {
    return refuse('conflict', `一件举报最多申请 ${OPENINGS_A_REPORT} 次查看举报人身份。`);
  }
  const why = maskEveryIdentifierIn(plain(reason));
  if (why === '') return refuse('invalid-request', '请写明查看举报人身份的理由。', { field: 'reason' });
  const openingId = `o${randomBytes(ID_BYTES).toString('hex')}`;
  await trx.query(
    `insert into misconduct_opening (opening_id, report_id, asked_by, asked_as, asked_for, reason, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [openingId, reportId, act.actor, role, act.agency, why, act.now],
  );
  await journal(trx, act, { event: 'misconduct-report.reporter-asked', target: reportId, detail: { openingId } });
  return { openingId };
}
