import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { checkIdsFrom } from '../checks/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { readLookUpCursor, writeLookUpCursor } from './look-up-cursor.ts';

export const LOOK_UPS_PAGE = 50;
export const LOOK_UPS_PAGE_AT_MOST = 200;
/** Journal events that are a look at one subject's non-public data. */
const LOOKS = ['subject.read', 'repair.eligibility-read', 'person.sought', 'person.shown'];

export type LookUpsAsked = {
  subjectId: string;
  /** The first moment of which somebody is still told. */
  since: Date;
  /** Whether the caller's file number is told of archive looks, too: to the auditor, who looks into misuse. */
  withRefs: boolean;
  limit?: number | undefined;
  after?: string | undefined;
};

export type LookUp = {
  at: string;
  kind: 'archive' | 'check' | 'identifier';
  /** null: at the platform's own machine, by the office that runs it. Of officials the agency alone is told. */
  agency: string | null;
  agencyName: string | null;
  /** A purpose or, of a check, a matter. */
  purpose: string;
  ref: string | null;
};
export type LookUps = { lookUps: LookUp[]; next?: string };

/** Who looked at what is not public about a subject, newest first; journalled before it is answered. */
export async function lookUpsOf(trx: Queryable, act: Act, asked: LookUpsAsked): Promise<LookUps | Refusal> {
  const { subjectId, since, withRefs, after } = asked;
  const start = after === undefined ? undefined : readLookUpCursor(after);
  if (start === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });
  const limit = Math.min(Math.max(asked.limit ?? LOOK_UPS_PAGE, 1), LOOK_UPS_PAGE_AT_MOST);
  const { rows } = await trx.query<Row>(LOOK_UPS, [
    subjectId,
    since,
    start?.at ?? act.now,
    start?.id ?? AFTER_ALL_IDS,
    limit + 1,
    LOOKS,
    checkIdsFrom(since),
    checkIdsFrom(start?.at ?? act.now) + AFTER_ALL_IDS,
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  await journal(trx, act, { event: 'look-ups.read', subjectId, detail: { lookUps: shown.length } });
  return {
    lookUps: shown.map(({ id, at, ref, ...row }) => ({
      at: at.toISOString(),
      ...row,
      ref: withRefs || row.kind === 'check' ? ref : null,
    })),
    ...(rows.length > limit && last !== undefined ? { next: writeLookUpCursor(last) } : {}),
  };
}

type Row = Omit<LookUp, 'at'> & { id: string; at: Date };

/** Sorts after every id and every number of a check of one moment. */
const AFTER_ALL_IDS = '~';

/**
 * Archive looks from the journal and checks from their own log. What an organisation's user or a person looked up of
 * oneself is left out. The file number stands in the entry's detail or, in a newer journal, in a column of its own.
 */
const LOOK_UPS = `
with looks as (
  select 'j' || lpad(e.entry_id::text, 20, '0') collate "C" as id, e.occurred_at as at, e.agency, e.purpose,
         case e.event when 'person.sought' then 'identifier' else 'archive' end as kind,
         coalesce(to_jsonb(e)->>'ref', e.detail->>'ref') as ref
    from journal_entry e
   where e.subject_id = $1 and e.event = any($6) and e.occurred_at >= $2 and e.occurred_at <= $3
     and not (e.agency is null and starts_with(e.actor, 'user:'))
     and (e.occurred_at, 'j' || lpad(e.entry_id::text, 20, '0') collate "C") < ($3, $4)
   order by e.occurred_at desc, e.entry_id desc limit $5
), checked as (
  select 'c' || a.check_id || '/' || lpad(a.position::text, 5, '0') collate "C" as id, a.answered_at as at, h.agency,
         h.matter as purpose, 'check' as kind, h.request_ref as ref
    from check_answer a join check_head h using (check_id)
   where a.subject_id = $1 and a.check_id >= $7 and a.check_id < $8 and a.answered_at >= $2
     and (a.answered_at, 'c' || a.check_id || '/' || lpad(a.position::text, 5, '0') collate "C") < ($3, $4)
   order by a.check_id desc, a.position desc limit $5
)
select l.id, l.at, l.kind, l.agency, g.name as "agencyName", l.purpose, l.ref
  from (select * from looks union all select * from checked) l left join agency g on g.uscc = l.agency
 order by l.at desc, l.id desc limit $5`;
