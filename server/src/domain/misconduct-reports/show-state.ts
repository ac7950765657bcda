import { today } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { findAgency } from '../access/index.ts';
import { findCase, type HeldCase, lastDeed, takeCase, takeStep } from '../casework/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { isLookUpCode } from './look-up-code.ts';
import { findReport, holdReport, isWaiting, type Report } from './queries.ts';
import { MISCONDUCT_REPORT, type Outcome, REFUSED_FOR } from './rules.ts';

export type Shown = { number: string; lookUpCode: string };

/** What a reporter is told: where it stands, who has it, what was found. Never the case. */
export type ReportState = {
  number: string;
  receivedOn: string;
  state: string;
  stateName: string;
  agencyName: string | null;
  outcome: Outcome | null;
  reply: string | null;
};

/** One answer for a wrong code and an unknown number: nobody finds out which reports there are. */
const noSuchReport = (): Refusal => refuse('not-found', '没有找到该举报，请核对举报编号和查询码；期满的举报已经删除。');

/** Where a report stands, to whoever shows its number and code. */
export async function askState(trx: Queryable, act: Act, shown: Shown): Promise<ReportState | Refusal> {
  const report = proven(await findReport(trx, shown.number), shown);
  if (isRefusal(report)) return report;
  await journal(trx, act, { event: 'misconduct-report.state-asked', target: report.reportId });
  return stateOf(trx, report);
}

/** The reporter takes the report back. What was found by then stays found; the term of erasure begins. */
export async function withdrawReport(trx: Transaction, act: Act, shown: Shown): Promise<ReportState | Refusal> {
  const report = proven(await holdReport(trx, shown.number), shown);
  if (isRefusal(report)) return report;
  if (report.caseId !== null) {
    const held = await takeCase(trx, { reach: { over: 'all' }, now: act.now }, MISCONDUCT_REPORT, report.caseId);
    if (isRefusal(held)) return held;
    const taken = await takeStep(trx, act, MISCONDUCT_REPORT, held, { deed: 'withdrawn' });
    return isRefusal(taken) ? taken : stateOf(trx, report);
  }
  if (!isWaiting(report)) return refuse('already-done', '该举报已经办结，不能再撤回。');
  await trx.query(`update misconduct_report set ended_as = 'withdrawn', ended_on = $2 where report_id = $1`, [
    report.reportId,
    today(act.now),
  ]);
  await journal(trx, act, { event: 'misconduct-report.withdrawn', target: report.reportId });
  return stateOf(trx, { ...report, endedAs: 'withdrawn' });
}

function proven(report: Report | undefined, { lookUpCode }: Shown): Report | Refusal {
  return report === undefined || !isLookUpCode(lookUpCode, report.codeHash) ? noSuchReport() : report;
}

async function stateOf(db: Queryable, report: Report): Promise<ReportState> {
  const { reportId: number, receivedOn, caseId, endedAs, refusedFor } = report;
  const none = { number, receivedOn, agencyName: null, outcome: null, reply: null };
  if (endedAs === 'withdrawn') return { ...none, state: 'withdrawn', stateName: '举报人已撤回' };
  if (refusedFor !== null) {
    return { ...none, state: 'refused', stateName: '不予受理', reply: REFUSED_FOR[refusedFor] };
  }
  const held = caseId === null ? undefined : await findCase(db, caseId);
  if (held === undefined) return { ...none, state: 'waiting', stateName: '待甄别' };
  const agency = await findAgency(db, held.agency);
  return { ...none, ...told(held), agencyName: agency?.name ?? null };
}

/** The outcome and the words meant for the reporter, of the deed that brought them. */
function told(held: HeldCase): Pick<ReportState, 'state' | 'stateName' | 'outcome' | 'reply'> {
  const state = held.state as keyof typeof MISCONDUCT_REPORT.states;
  const { outcome = null, reply = null } = (lastDeed(held, 'concluded') ?? lastDeed(held, 'declined'))?.content ?? {};
  return {
    state,
    stateName: MISCONDUCT_REPORT.states[state].name,
    outcome: outcome as Outcome | null,
    reply: reply as string | null,
  };
}
