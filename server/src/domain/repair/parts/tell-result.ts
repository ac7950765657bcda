import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Acting, ownAct } from '../../casework/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { EXTERNAL_ORIGINS } from '../rules.ts';
import type { HeldPart } from './part.ts';

/** Deeds whose result the applicant is told, and the site from which the application came. */
export type Result = 'declined' | 'incomplete' | 'granted' | 'refused' | 'withdrawn' | 'revoked';

const OUTCOMES: Readonly<Record<Result, string>> = {
  declined: '不予受理',
  incomplete: '逾期未补正，不予受理',
  granted: '准予修复',
  refused: '不予修复',
  withdrawn: '已撤回申请',
  revoked: '已撤销修复',
};

/** Tells the organisation what became of its application, and keeps that the other site has to be told. */
export async function tellResult(
  trx: Transaction,
  { act }: Acting,
  held: HeldPart,
  { result, reason, record }: { result: Result; reason: string; record: string },
): Promise<void> {
  const { subjectId, caseId, application } = held;
  const common = { to: { subjectId }, about: { caseId, subjectId }, key: `repair-${result}:${caseId}` } as const;
  if (result === 'revoked') {
    await sendMessage(trx, ownAct(act), {
      ...common,
      template: 'repair-revoked',
      blanks: { record, number: application.applicationId, reason },
    });
  } else {
    await sendMessage(trx, ownAct(act), {
      ...common,
      template: 'repair-decided',
      blanks: { record, number: application.applicationId, outcome: OUTCOMES[result], reason },
    });
  }
  if (!EXTERNAL_ORIGINS.includes(application.origin)) return;
  await trx.query(
    `insert into repair_return (subject_id, case_id, about, state, on_day, actor, recorded_at)
     values ($1, $2, $3, 'to-send', $4, $5, $6)`,
    [subjectId, caseId, result, today(act.now), act.actor, act.now],
  );
}
