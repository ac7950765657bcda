import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { readPageCursor, writePageCursor } from '../../../kernel/page-cursor.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { Effect } from '../recalls/effects.ts';
import type { ReversalAnswer } from './answer-reversal.ts';

export const CHECKS_PAGE = 50;
export const CHECKS_PAGE_AT_MOST = 200;

/** An answer of a check that relied on a record which ended since: not reported on yet, or acted on. */
export type AffectedCheck = {
  checkId: string;
  position: number;
  agency: string;
  matter: string;
  requestRef: string | null;
  subject: { subjectId: string; code: string | null; name: string };
  answeredAt: Date;
  recordId: string;
  effect: Effect;
  at: Date;
  /** Codes of the measures that rest on the record and are not reported on. */
  open: string[];
  /** Codes of those that were applied. */
  applied: string[];
  /** The letter to the desk, where it acted on what proved wrong. */
  reversal: {
    reversalId: string;
    dueOn: CalendarDate;
    overdue: boolean;
    answer: ReversalAnswer | null;
    reason: string | null;
  } | null;
};

type Row = Omit<AffectedCheck, 'subject' | 'reversal'> & {
  recallId: string;
  subjectId: string;
  code: string | null;
  name: string;
  reversalId: string | null;
  dueOn: CalendarDate | null;
  answer: ReversalAnswer | null;
  reason: string | null;
};

/** From the recalls of agencies that had it from a check to the answers; $1 agencies, $2 to $4 where to go on, $5 how many. */
const AFFECTED = `
select r.recall_id as "recallId", a.check_id as "checkId", a.position, h.agency, h.matter, h.request_ref as "requestRef",
       s.subject_id as "subjectId", s.code, s.name, a.answered_at as "answeredAt", r.record_id as "recordId", r.effect,
       r.effect_at as at, told.open, told.applied, v.reversal_id as "reversalId", v.due_on as "dueOn", w.answer, w.reason
  from recall r
  join check_answer a on a.subject_id = r.subject_id and a.answered_at <= r.recorded_at
  join check_head h on h.check_id = a.check_id and h.agency = r.recipient
  join subject s on s.subject_id = r.subject_id
 cross join lateral (
   select coalesce(array_agg(distinct m ->> 'measure' order by m ->> 'measure')
                     filter (where f.measure is null and not m ? 'suspended' and not m ? 'relief'), '{}') as open,
          coalesce(array_agg(distinct m ->> 'measure' order by m ->> 'measure') filter (where f.outcome = 'applied'), '{}') as applied
     from jsonb_array_elements(a.measures) m
     left join check_feedback f on f.subject_id = a.subject_id and f.check_id = a.check_id and f.position = a.position
                               and f.measure = m ->> 'measure'
    where m -> 'decision' ->> 'recordId' = r.record_id) told
  left join reversal v on v.subject_id = a.subject_id and v.check_id = a.check_id and v.position = a.position
                      and v.record_id = r.record_id and v.effect = r.effect and v.effect_at = r.effect_at
  left join reversal_answer w on w.subject_id = v.subject_id and w.reversal_id = v.reversal_id
 where ($1::text[] is null or r.recipient = any($1)) and 'check' = any(r.ways) and r.due_on is not null and r.effect not in ('resumed', 'reinstated')
   and (told.open <> '{}' or told.applied <> '{}')
   and ($2::text is null or (r.recall_id, a.check_id, a.position) > ($2, $3, $4::int))
 order by r.recall_id, a.check_id, a.position limit $5`;

/** The checks of the agencies within reach that relied on a record which ended since. */
export async function listAffectedChecks(
  trx: Queryable,
  act: Act,
  reach: Reach,
  { limit = CHECKS_PAGE, after }: { limit?: number | undefined; after?: string | undefined },
): Promise<{ checks: AffectedCheck[]; next?: string } | Refusal> {
  const place = after === undefined ? undefined : readPlace(after);
  if (place === null) return refuse('invalid-request', 'after 须为上一页的 next。', { field: 'after' });
  const day = today(act.now);
  const [recallId, checkId, position] = place ?? [null, null, null];
  const values = [await agenciesOfReach(trx, reach, day), recallId, checkId, position, limit + 1];
  const { rows } = await trx.query<Row>(AFFECTED, values);
  const page = rows.slice(0, limit);
  await journal(trx, act, { event: 'recall.checks-listed', detail: { checks: page.length } });
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    checks: page.map((row) => affected(row, day)),
    ...(more ? { next: writePageCursor([last.recallId, last.checkId, last.position]) } : {}),
  };
}

function affected(row: Row, day: CalendarDate): AffectedCheck {
  const { recallId: _, subjectId, code, name, reversalId, dueOn, answer, reason, ...check } = row;
  return {
    ...check,
    subject: { subjectId, code, name },
    reversal:
      reversalId === null || dueOn === null
        ? null
        : { reversalId, dueOn, overdue: answer === null && dueOn < day, answer, reason },
  };
}

const POSITIONS_BELOW = 100_000;

function readPlace(text: string): [string, string, number] | null {
  const [recallId, checkId, position] = readPageCursor(text, 3) ?? [];
  const ours =
    typeof recallId === 'string' &&
    /^l[0-9a-f]{20}$/.test(recallId) &&
    typeof checkId === 'string' &&
    /^[0-9a-f-]{36}$/.test(checkId) &&
    typeof position === 'number' &&
    Number.isInteger(position) &&
    position >= 0 &&
    position < POSITIONS_BELOW;
  return ours ? [recallId, checkId, position] : null;
}
