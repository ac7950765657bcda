import type { Secrets } from '../../platform/config/secrets.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { type Act, journal } from '../journal/index.ts';
import { findSubjectByCode, searchSubjects } from '../subjects/index.ts';
import { hasReporter, isWaiting, type Report, waitingReports } from './queries.ts';
import { reachReport } from './reach-report.ts';
import type { ReportContent } from './report.ts';
import { openText } from './sealed-text.ts';

/** Reports listed at once; whoever has done these sees the next. */
export const WAITING_LISTED_AT_MOST = 200;
/** Organisations offered for one report. */
export const CANDIDATES_AT_MOST = 10;

export type ReportCandidate = { code: string | null; name: string };
export type ReadReport = Pick<Report, 'reportId' | 'cameBy' | 'receivedOn' | 'triageDue' | 'caseId'> &
  ReportContent & {
    /** Whether who reported is held, sealed; who it is is opened by two people (`reporter/`). */
    reporterHeld: boolean;
    /** While it waits: which organisations may be meant. Nobody is taken for meant without an official. */
    candidates: ReportCandidate[];
  };

/** What was reported, to whoever works it; not who reported it. */
export async function readReport(
  trx: Queryable,
  act: Act,
  { reach, secrets }: { reach: Reach; secrets: Pick<Secrets, 'derive'> },
  reportId: string,
): Promise<ReadReport | Refusal> {
  const report = await reachReport(trx, { reach, now: act.now }, reportId);
  if (isRefusal(report)) return report;
  const { rows } = await trx.query<{ sealed: Buffer }>('select sealed from misconduct_content where report_id = $1', [
    reportId,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('a report has its content until both go');
  const content = openText<ReportContent>(secrets, 'misconduct-content', reportId, row.sealed);
  await journal(trx, act, { event: 'misconduct-report.read', target: reportId });
  const { cameBy, receivedOn, triageDue, caseId } = report;
  return {
    ...{ reportId, cameBy, receivedOn, triageDue, caseId, ...content },
    reporterHeld: await hasReporter(trx, reportId),
    candidates: isWaiting(report) ? await candidatesFor(trx, content.organisation) : [],
  };
}

/** Organisations that a name or a code may mean: offered to an official, never taken. */
export async function candidatesFor(
  db: Queryable,
  { name, code }: ReportContent['organisation'],
): Promise<ReportCandidate[]> {
  const byCode = code === undefined ? null : await findSubjectByCode(db, code);
  const found = await searchSubjects(db, { query: name, limit: CANDIDATES_AT_MOST });
  const named = isRefusal(found) ? [] : found.subjects;
  const all = [...(byCode === null || byCode.standing === 'retired' ? [] : [byCode]), ...named];
  const once = new Map(all.map((one) => [one.subjectId, { code: one.code, name: one.name }]));
  return [...once.values()].slice(0, CANDIDATES_AT_MOST);
}

/** Reports that wait to be looked at, the oldest first; nothing of what they say. */
export async function listWaiting(
  trx: Queryable,
  act: Act,
): Promise<{ reports: Pick<Report, 'reportId' | 'cameBy' | 'receivedOn' | 'triageDue'>[]; more: boolean }> {
  const found = await waitingReports(trx, WAITING_LISTED_AT_MOST + 1);
  const reports = found
    .slice(0, WAITING_LISTED_AT_MOST)
    .map(({ reportId, cameBy, receivedOn, triageDue }) => ({ reportId, cameBy, receivedOn, triageDue }));
  await journal(trx, act, { event: 'misconduct-report.waiting-listed', detail: { reports: reports.length } });
  return { reports, more: found.length > WAITING_LISTED_AT_MOST };
}
