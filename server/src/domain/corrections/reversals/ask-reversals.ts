import { randomBytes } from 'node:crypto';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { workingDayAfter } from '../../../kernel/working-days.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { competentFor } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { sendMessage } from '../../messages/index.ts';
import { EFFECT_WORDS, type Told, type WrongEffect } from '../recalls/effects.ts';
import { recordWords, subjectName } from '../record-words.ts';

const ID_BYTES = 10;

type Acted = {
  checkId: string;
  position: number;
  agency: string;
  matter: string;
  requestRef: string | null;
  measures: string[];
  actedOn: CalendarDate;
};

/** Answers on which a desk applied a measure that rests on the record, and has not been asked about for this deed. */
const ACTED = `
select a.check_id as "checkId", a.position, h.agency, h.matter, h.request_ref as "requestRef",
       array_agg(distinct f.measure order by f.measure) as measures,
       to_char(max(f.recorded_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "actedOn"
  from check_answer a
  join check_head h on h.check_id = a.check_id
  join agency g on g.uscc = h.agency
 cross join jsonb_array_elements(a.measures) m
  join check_feedback f on f.subject_id = a.subject_id and f.check_id = a.check_id and f.position = a.position
                       and f.measure = m ->> 'measure' and f.outcome = 'applied'
 where a.subject_id = $1 and m -> 'decision' ->> 'recordId' = $2 and a.answered_at <= $5
   and not exists (select from reversal v where v.subject_id = a.subject_id and v.check_id = a.check_id
                      and v.position = a.position and v.record_id = $2 and v.effect = $3 and v.effect_at = $4)
 group by a.check_id, a.position, h.agency, h.matter, h.request_ref
 order by a.check_id, a.position`;

/**
 * Asks every desk that acted on a record that proved wrong whether it reversed what it did: once for each answer of a check and
 * each deed, by letter into its inbox, with a last day. Runs again without asking twice.
 */
export async function askReversals(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, effect, at, before }: Told & { effect: WrongEffect; before: Date },
): Promise<number> {
  const { rows } = await trx.query<Acted>(ACTED, [subjectId, recordId, effect, at, before]);
  if (rows.length === 0) return 0;
  const { policy, workingDays } = catalogue;
  const { date: dueOn } = workingDayAfter(today(act.now), policy.reversalAnswerWorkingDays, workingDays);
  const subject = await subjectName(trx, subjectId);
  const record = await recordWords(trx, catalogue, { subjectId, recordId });
  let asked = 0;
  for (const { checkId, position, agency, matter, requestRef, measures, actedOn } of rows) {
    const reversalId = `v${randomBytes(ID_BYTES).toString('hex')}`;
    const { rowCount } = await trx.query(
      `insert into reversal (subject_id, reversal_id, check_id, position, record_id, effect, effect_at, agency, measures, due_on, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict on constraint reversal_once do nothing`,
      [subjectId, reversalId, checkId, position, recordId, effect, at, agency, measures, dueOn, act.now],
    );
    if (rowCount !== 1) continue;
    asked += 1;
    const action = `${catalogue.matter(matter)?.name ?? matter}${requestRef === null ? '' : `，办件编号 ${requestRef}`}`;
    for (const to of await competentFor(trx, agency, today(act.now))) {
      await sendMessage(trx, act, {
        to: { agency: to },
        template: 'reversal-asked',
        blanks: { actedOn, subject, action, record, reason: EFFECT_WORDS[effect], dueOn },
        about: { recordId, subjectId },
        key: `reversal ${reversalId}`,
      });
    }
  }
  if (asked > 0) {
    await journal(trx, act, { event: 'reversal.asked', subjectId, target: recordId, detail: { effect, at, asked } });
  }
  return asked;
}
