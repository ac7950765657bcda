import { today } from '../../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../../kernel/masking.ts';
import type { Queryable, Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { type Acting, agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { takePart } from '../parts/part.ts';
import type { Result } from '../parts/tell-result.ts';

/** Returns listed at once; whoever has more has sent none for long. */
export const RETURNS_AT_MOST = 200;

export type ReturnState = 'to-send' | 'sent' | 'received';
export type Return = {
  caseId: string;
  about: Result;
  origin: string;
  externalNo: string | null;
  state: ReturnState;
  number: string | null;
  onDay: string;
};

/** What other sites have not confirmed yet, the oldest first. */
export async function listReturns(
  trx: Queryable,
  act: Act,
  reach: Reach,
): Promise<{ returns: Return[]; more: boolean }> {
  const agencies = await agenciesOfReach(trx, reach, today(act.now));
  const { rows } = await trx.query<Return>(
    `select t.case_id as "caseId", t.about, a.origin, a.external_no as "externalNo", last.state, last.number, last.on_day as "onDay"
       from repair_return t
       join repair_part p on p.subject_id = t.subject_id and p.case_id = t.case_id
       join repair_application a on a.subject_id = p.subject_id and a.application_id = p.application_id
       cross join lateral (select l.state, l.number, l.on_day from repair_return l where l.subject_id = t.subject_id
         and l.case_id = t.case_id and l.about = t.about
         order by array_position(array['received', 'sent', 'to-send'], l.state) limit 1) last
      where t.state = 'to-send' and last.state <> 'received' and ($1::text[] is null or p.agency = any($1))
      order by t.recorded_at, t.case_id limit ${RETURNS_AT_MOST + 1}`,
    [agencies],
  );
  const returns = rows.slice(0, RETURNS_AT_MOST);
  await journal(trx, act, { event: 'repair.returns-read', detail: { returns: returns.length } });
  return { returns, more: rows.length > RETURNS_AT_MOST };
}

export type ReturnNote = { about: Result; state: 'sent' | 'received'; number: string };

/** An official notes that the other site was told, or that it confirmed: each once, and in this order. */
export async function noteReturn(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { about, state, number }: ReturnNote,
): Promise<{ caseId: string; about: Result; state: ReturnState } | Refusal> {
  const { act } = acting;
  const held = await takePart(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const { subjectId } = held;
  const { rows } = await trx.query<{ state: ReturnState }>(
    'select state from repair_return where subject_id = $1 and case_id = $2 and about = $3',
    [subjectId, caseId, about],
  );
  const done = rows.map((row) => row.state);
  if (done.length === 0) return refuse('not-found', '本件没有须告知外部平台的这项结果。', { field: 'about' });
  if (done.includes(state)) return refuse('already-done', '该项结果已经登记，无须再次登记。');
  if (state === 'received' && !done.includes('sent')) {
    return refuse('case-state', '结果尚未发送，请先登记发送，再登记回执。', { state: 'to-send' });
  }
  await trx.query(
    `insert into repair_return (subject_id, case_id, about, state, number, on_day, actor, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [subjectId, caseId, about, state, maskEveryIdentifierIn(number.trim()), today(act.now), act.actor, act.now],
  );
  await journal(trx, act, {
    event: 'repair.return-noted',
    subjectId,
    target: caseId,
    detail: { about, state },
  });
  return { caseId, about, state };
}
