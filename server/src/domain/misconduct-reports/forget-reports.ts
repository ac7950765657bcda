import { sha256Hex } from '../../kernel/canonical-json.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import { type Act, eraseJournalValue, journal } from '../journal/index.ts';

/** Reports deleted in one transaction; the rest follows in the next. */
const REPORTS_AT_ONCE = 20;
const REPORTERS_AT_ONCE = 200;
/** Entries of one case: its deeds, clocks, evidence and every look at it. */
const ENTRIES_A_CASE = 5_000;
const REASON = '失信举报期满删除';

type Gone = { reportId: string; subjectId: string | null; caseId: string | null; hash: string; keptUntil: string };

/**
 * Deletes who reported, and later the reports with their cases, once the term of each is over. Which ones, the database
 * decides by the catalogue in force: this role cannot delete them. Of each report a proof stays that does not say about whom,
 * and the journal no longer says it either.
 */
export async function forgetReports({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<{
  reporters: number;
  reports: number;
}> {
  const reporters = await inBatches(REPORTERS_AT_ONCE, () => write(pool, clock, forgetReporters));
  const reports = await inBatches(REPORTS_AT_ONCE, () => write(pool, clock, forgetSome));
  return { reporters, reports };
}

async function inBatches(full: number, batch: () => Promise<number>): Promise<number> {
  for (let done = 0; ; ) {
    const some = await batch();
    done += some;
    if (some < full) return done;
  }
}

const actAt = (now: Date): Act => ({ actor: 'gongxin', purpose: 'retention', now });

async function forgetReporters(trx: Transaction, now: Date): Promise<number> {
  const { rows } = await trx.query<{ reportId: string }>(
    `select forgotten as "reportId" from forget_misconduct_reporters($1, ${REPORTERS_AT_ONCE}) forgotten`,
    [now],
  );
  for (const { reportId } of rows) {
    await journal(trx, actAt(now), { event: 'misconduct-report.reporter-forgotten', target: reportId });
  }
  return rows.length;
}

async function forgetSome(trx: Transaction, now: Date): Promise<number> {
  const { rows } = await trx.query<Gone>(
    `select forgotten as "reportId", of_subject as "subjectId", of_case as "caseId", hash, until_day as "keptUntil"
       from forget_misconduct_reports($1, ${REPORTS_AT_ONCE})`,
    [now],
  );
  if (rows.length === 0) return 0;
  for (const one of rows) await forgetInJournal(trx, actAt(now), one);
  const proofs = rows.map(({ reportId, hash, keptUntil }) => `${reportId} ${hash} ${keptUntil}`).sort();
  await journal(trx, actAt(now), {
    event: 'misconduct-report.forgotten',
    detail: { reports: rows.length, root: sha256Hex(proofs.join('\n')) },
  });
  return rows.length;
}

/** The entries of a case that is gone stay, without the organisation and without the hashes of its files. */
async function forgetInJournal(trx: Transaction, act: Act, { subjectId, caseId }: Gone): Promise<void> {
  if (subjectId === null || caseId === null) return;
  const { rows } = await trx.query<{ entryId: string; event: string }>(
    `select entry_id::text as "entryId", event from journal_entry where subject_id = $1 and target = $2
      order by entry_id limit ${ENTRIES_A_CASE}`,
    [subjectId, caseId],
  );
  for (const { entryId, event } of rows) {
    await eraseJournalValue(trx, act, { entryId, field: 'subject_id', reason: REASON });
    if (event !== 'case.evidence-added') continue;
    await eraseJournalValue(trx, act, { entryId, field: 'detail.sha256', reason: REASON });
  }
}
