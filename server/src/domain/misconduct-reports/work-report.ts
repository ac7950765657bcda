import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, enterClock, refuseUnheldEvidence, type StepTaken, takeStep } from '../casework/index.ts';
import { HANDLE_CLOCK, MISCONDUCT_REPORT, needsDocument, type Outcome } from './rules.ts';
import { stopAccepting, takeReportCase } from './triage.ts';

/** The agency takes it on; its time to find out begins. */
export async function acceptReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason?: string | undefined },
): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const taken = await takeStep(trx, act, MISCONDUCT_REPORT, held, { deed: 'accepted', reason });
  if (isRefusal(taken)) return taken;
  const stopped = await stopAccepting(trx, acting, held, '已受理');
  if (isRefusal(stopped)) return stopped;
  const started = await enterClock(trx, act, held, HANDLE_CLOCK, {
    kind: 'started',
    onDay: today(act.now),
    cause: '受理举报',
    amount: catalogue.policy.reportHandleWorkingDays,
    unit: 'working-days',
  });
  return isRefusal(started) ? started : taken;
}

/** `reason` stays in the case; `reply` is what the reporter reads. */
export type Words = { reason: string; reply: string };

/** Not taken on: by the agency, or by the office before it was sent anywhere. */
export async function declineReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, reply }: Words,
): Promise<StepTaken | Refusal> {
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const content = { reply: kept(reply) };
  const taken = await takeStep(trx, acting.act, MISCONDUCT_REPORT, held, { deed: 'declined', reason, content });
  if (isRefusal(taken)) return taken;
  // sent back once and declined by the office: the time of the last agency has ended already
  const stopped = held.state === 'triaged' ? await stopAccepting(trx, acting, held, '不予受理') : null;
  return isRefusal(stopped) ? stopped : taken;
}

/** `evidenceNo`: what shows it, of this case. */
export type Investigation = { findings: string; evidenceNo?: number | undefined };

/** What an official of the agency found out, and proposes to find. */
export async function recordInvestigation(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { findings, evidenceNo }: Investigation,
): Promise<StepTaken | Refusal> {
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const unheld = evidenceNo === undefined ? null : await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  return takeStep(trx, acting.act, MISCONDUCT_REPORT, held, {
    deed: 'investigated',
    reason: findings,
    content: evidenceNo === undefined ? {} : { evidenceNo },
  });
}

/** `documentNo`: of the decision that finds it true; that one enters as a record by its own way, the report never does. */
export type Conclusion = Words & { outcome: Outcome; documentNo?: string | undefined };

/** What was found, by another person than the one who investigated. Nothing follows from it but words. */
export async function concludeReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { outcome, reason, reply, documentNo }: Conclusion,
): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeReportCase(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const document = documentNo?.trim() ?? '';
  if (needsDocument(outcome) !== (document !== '')) {
    return refuse(
      'invalid-request',
      needsDocument(outcome)
        ? '认定属实或者部分属实的，须写明据以认定的决定文书号。'
        : '查无实据的，没有决定文书，请删去文书号。',
      { field: 'documentNo' },
    );
  }
  // the number stands in the deed alone: a journal entry would outlive the report
  const content = { outcome, reply: kept(reply), ...(document === '' ? {} : { documentNo: kept(document) }) };
  const taken = await takeStep(trx, act, MISCONDUCT_REPORT, held, { deed: 'concluded', reason, content });
  if (isRefusal(taken)) return taken;
  const day = today(act.now);
  const stopped = await enterClock(trx, act, held, HANDLE_CLOCK, { kind: 'stopped', onDay: day, cause: '已认定' });
  return isRefusal(stopped) ? stopped : taken;
}

/** Done: from this day the terms run after which the reporter, and then all of it, is erased. */
export async function closeReport(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason?: string | undefined },
): Promise<StepTaken | Refusal> {
  const held = await takeReportCase(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, MISCONDUCT_REPORT, held, { deed: 'closed', reason });
}

const kept = (text: string): string => maskEveryIdentifierIn(text.trim());
