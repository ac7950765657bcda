import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { findAgency } from '../access/index.ts';
import {
  type Acting,
  enterClock,
  type HeldCase,
  ledgerOf,
  refuseAbolished,
  type StepTaken,
  takeCase,
  takeStep,
} from '../casework/index.ts';
import { acceptClock, MISCONDUCT_REPORT, TRIAGES_AT_MOST } from './rules.ts';

/** `agency`: 统一社会信用代码 of the agency that is competent; it holds the case from then on, alone. */
export type Triage = { agency: string; reason: string };

export function takeReportCase(trx: Transaction, { act, reach }: Acting, caseId: string): Promise<HeldCase | Refusal> {
  return takeCase(trx, { reach, now: act.now }, MISCONDUCT_REPORT, caseId);
}

/** The office sends a report to the agency whose business it is. Its time to accept begins. */
export async function triage(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { agency, reason }: Triage,
): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const day = today(act.now);
  if ((await findAgency(trx, agency)) === undefined) {
    return refuse('unknown-agency', '该单位未在平台登记，请核对主管单位的统一社会信用代码。', { field: 'agency' });
  }
  const abolished = await refuseAbolished(trx, agency, day);
  if (abolished !== null) return abolished;
  const before = triagesOf(held);
  if (before === TRIAGES_AT_MOST) {
    return refuse('conflict', `一件举报最多转办 ${TRIAGES_AT_MOST} 次，请与有关单位商定主管单位，或者不予受理。`);
  }
  const taken = await takeStep(trx, act, MISCONDUCT_REPORT, held, { deed: 'triaged', reason, content: { to: agency } });
  if (isRefusal(taken)) return taken;
  await handOver(trx, held);
  const started = await enterClock(trx, act, held, acceptClock(before + 1), {
    kind: 'started',
    onDay: day,
    cause: '转主管单位办理',
    amount: catalogue.policy.reportAcceptWorkingDays,
    unit: 'working-days',
  });
  return isRefusal(started) ? started : taken;
}

/** The agency says that it is not its business: the report goes back to the office that sent it, and it sees it no more. */
export async function returnReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const to = held.deeds[0]?.agency;
  const taken = await takeStep(trx, act, MISCONDUCT_REPORT, held, { deed: 'returned', reason, content: { to } });
  if (isRefusal(taken)) return taken;
  const stopped = await stopAccepting(trx, acting, held, '退回转办单位');
  if (isRefusal(stopped)) return stopped;
  await handOver(trx, held);
  return taken;
}

/** The time to accept is over, however it ended; nothing where it never began. */
export async function stopAccepting(
  trx: Transaction,
  { act }: Acting,
  held: HeldCase,
  cause: string,
): Promise<null | Refusal> {
  const clock = acceptClock(triagesOf(held));
  if ((await ledgerOf(trx, held, clock)).length === 0) return null;
  const stopped = await enterClock(trx, act, held, clock, { kind: 'stopped', onDay: today(act.now), cause });
  return isRefusal(stopped) ? stopped : null;
}

const triagesOf = ({ deeds }: HeldCase): number => deeds.filter(({ deed }) => deed === 'triaged').length;

/** To the agency that the deed just taken names; the database lets it go to no other. */
async function handOver(trx: Transaction, { subjectId, caseId }: HeldCase): Promise<void> {
  const { rows } = await trx.query<{ agency: string | null }>('select hand_over_misconduct_case($1, $2) as agency', [
    subjectId,
    caseId,
  ]);
  if (rows[0]?.agency == null) throw new Error('a report is handed over by its last deed');
}
