import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { dutiesOf } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';

/** Whether the desk undid what it did, did not, or had done nothing that could be undone. */
export const REVERSAL_ANSWERS = ['reversed', 'not-reversed', 'nothing-to-reverse'] as const;
export type ReversalAnswer = (typeof REVERSAL_ANSWERS)[number];
export const REASON_CHARACTERS = 1_000;

export type AnswerOfDesk = { reversalId: string; answer: ReversalAnswer; reason: string };

/** The agency whose desk acted, or who took its duties over, answers the letter once, with what it did and why. */
export async function answerReversal(
  trx: Transaction,
  act: Act & { agency: string },
  { reversalId, answer, reason }: AnswerOfDesk,
): Promise<{ reversalId: string; answer: ReversalAnswer } | Refusal> {
  const said = maskEveryIdentifierIn(reason.trim());
  if (said === '') return refuse('invalid-request', '请写明复核的情况和理由。', { field: 'reason' });
  const { rows } = await trx.query<{ subjectId: string; agency: string; recordId: string; checkId: string }>(
    `select subject_id as "subjectId", agency, record_id as "recordId", check_id as "checkId" from reversal where reversal_id = $1`,
    [reversalId],
  );
  const [asked] = rows;
  if (asked === undefined || !(await dutiesOf(trx, act.agency, today(act.now))).includes(asked.agency)) {
    return refuse('not-found', '没有找到请本单位复核的这件事，请核对编号。');
  }
  const { subjectId, recordId, checkId } = asked;
  const { rowCount } = await trx.query(
    `insert into reversal_answer (subject_id, reversal_id, answer, reason, actor, agency, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [subjectId, reversalId, answer, said, act.actor, act.agency, act.now],
  );
  if (rowCount === 0) return refuse('already-done', '本单位已经反馈过，不能更改。');
  await journal(trx, act, {
    event: 'reversal.answered',
    subjectId,
    target: reversalId,
    detail: { answer, recordId, checkId },
  });
  return { reversalId, answer };
}
