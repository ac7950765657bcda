import type { CalendarDate } from '../../kernel/dates.ts';
import { workingDayAfter } from '../../kernel/working-days.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { competentFor } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { writtenText } from './ask-query.ts';
import { ANSWERS, type AnswerWord, findQuery, type Query } from './queries.ts';

export const NOTE_CHARACTERS = 500;

export type Answering = { queryId: string; answer: AnswerWord; note?: string | undefined };

/**
 * The agency, or who took its duties over, answers a query, once, also after its last day. Numbers it answers for leave the
 * list of suspicions; those it will report come back to it after as many working days as an answer may take, unless they are
 * held by then.
 */
export async function answerQuery(
  trx: Transaction,
  act: Act & { agency: string },
  { catalogue, today }: { catalogue: Catalogue; today: CalendarDate },
  { queryId, answer, note }: Answering,
): Promise<Query | Refusal> {
  const query = await findQuery(trx, queryId);
  if (query === undefined || !(await competentFor(trx, query.agency, today)).includes(act.agency))
    return refuse('not-found', '没有找到该询问,请核对询问编号。');
  const words: readonly string[] = ANSWERS[query.kind];
  if (!words.includes(answer))
    return refuse('invalid-request', `此询问的答复应为 ${words.join('、')} 之一。`, { field: 'answer' });
  const written = writtenText(note);
  if (answer === 'natural-person' && written !== null)
    return refuse('invalid-request', '涉及自然人的,只须选择此项,请删去说明,不要写出任何个人的情况。', {
      field: 'note',
    });
  const due = workingDayAfter(today, catalogue.policy.queryAnswerWorkingDays, catalogue.workingDays);
  const { rowCount } = await trx.query(
    `insert into governance_answer (query_id, kind, agency, answer, note, report_by, answered_by, answered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      queryId,
      query.kind,
      query.agency,
      answer,
      written,
      answer === 'will-report' ? due.date : null,
      act.actor,
      act.now,
    ],
  );
  if (rowCount === 0) return refuse('already-done', '该询问已经答复,不能更改。');
  await journal(trx, act, {
    event: 'governance.answered',
    target: queryId,
    detail: { kind: query.kind, answer },
    ...(query.subjectId === null ? {} : { subjectId: query.subjectId }),
  });
  return (await findQuery(trx, queryId)) ?? query;
}
