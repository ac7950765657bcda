import type pg from 'pg';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import { type Queryable, type Transaction, write } from '../../platform/db/write.ts';
import { OneByOne } from '../../platform/jobs/one-by-one.ts';
import type { System } from '../../system.ts';
import { findAgency, regionCovers } from '../access/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { sendMessage } from '../messages/index.ts';
import { recordWords, subjectName } from './record-words.ts';

/** Looked at together; those after them follow in the same run. */
const OVERDUE_A_PAGE = 1_000;
/** Offices of one region at most. */
const OFFICES_AT_MOST = 20;

const BEGINNING = ['2000-01-01', ''] as const;

type LawOn = (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>;
type Overdue = { subjectId: string; id: string; recordId: string; agency: string; dueOn: CalendarDate };

/** What is owed and past its day, by the table that says it was owed, and the sentence by which the office is told. */
const KINDS = [
  {
    overdue: `select r.subject_id as "subjectId", r.recall_id as id, r.record_id as "recordId", r.recipient as agency, r.due_on as "dueOn"
      from recall r where r.due_on < $1
       and not exists (select from recall_acknowledgement k where k.subject_id = r.subject_id and k.recall_id = r.recall_id)
       and not exists (select from recall_escalation e where e.subject_id = r.subject_id and e.recall_id = r.recall_id)
       and (r.due_on, r.recall_id) > ($2, $3)
     order by r.due_on, r.recall_id limit ${OVERDUE_A_PAGE}`,
    hold: 'insert into recall_escalation (subject_id, recall_id, recorded_at) values ($1, $2, $3) on conflict do nothing',
    template: 'recall-overdue',
    event: 'recall.escalated',
  },
  {
    overdue: `select v.subject_id as "subjectId", v.reversal_id as id, v.record_id as "recordId", v.agency, v.due_on as "dueOn"
      from reversal v where v.due_on < $1
       and not exists (select from reversal_answer k where k.subject_id = v.subject_id and k.reversal_id = v.reversal_id)
       and not exists (select from reversal_escalation e where e.subject_id = v.subject_id and e.reversal_id = v.reversal_id)
       and (v.due_on, v.reversal_id) > ($2, $3)
     order by v.due_on, v.reversal_id limit ${OVERDUE_A_PAGE}`,
    hold: 'insert into reversal_escalation (subject_id, reversal_id, recorded_at) values ($1, $2, $3) on conflict do nothing',
    template: 'reversal-overdue',
    event: 'reversal.escalated',
  },
] as const;

/**
 * Nightly: tells the office, once each, which recalls and letters nobody answered within the term. Where there is no office to
 * tell today, it is told as soon as there is one.
 */
export async function escalate({ pool, clock }: Pick<System, 'pool' | 'clock'>, lawOn: LawOn): Promise<number> {
  const day = today(clock());
  const catalogue = await lawOn(pool, day);
  const each = new OneByOne('overdue answers that could not be told of');
  let escalated = 0;
  for (const kind of KINDS) {
    for (let after: readonly [CalendarDate, string] | undefined = BEGINNING; after !== undefined; ) {
      const { rows }: { rows: Overdue[] } = await pool.query<Overdue>(kind.overdue, [day, ...after]);
      for (const overdue of rows) {
        const told = await each.try(overdue.id, () =>
          write(pool, clock, (trx, now) =>
            tellOffice(trx, { actor: 'gongxin', purpose: 'recall', now }, catalogue, kind, overdue),
          ),
        );
        escalated += told ?? 0;
      }
      const last = rows.at(-1);
      after = last === undefined || rows.length < OVERDUE_A_PAGE ? undefined : [last.dueOn, last.id];
    }
  }
  each.end();
  return escalated;
}

async function tellOffice(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { hold, template, event }: (typeof KINDS)[number],
  { subjectId, id, recordId, agency, dueOn }: Overdue,
): Promise<number> {
  const offices = await officesOver(trx, agency, today(act.now));
  if (offices.length === 0) return 0;
  const held = await trx.query(hold, [subjectId, id, act.now]);
  if (held.rowCount !== 1) return 0;
  const subject = await subjectName(trx, subjectId);
  const record = await recordWords(trx, catalogue, { subjectId, recordId });
  const name = (await findAgency(trx, agency))?.name ?? agency;
  for (const office of offices) {
    const blanks = { agency: name, subject, record, dueOn };
    const about = { subjectId, recordId };
    await sendMessage(trx, act, { to: { agency: office }, template, blanks, about, key: `${template} ${id}` });
  }
  await journal(trx, act, { event, subjectId, target: id, detail: { recordId, agency, dueOn } });
  return 1;
}

/** The agencies whose officials are the office 信用办 of an agency's region today. */
export async function officesOver(db: Queryable, agency: string, day: CalendarDate): Promise<string[]> {
  const region = (await findAgency(db, agency))?.region;
  if (region === undefined) return [];
  const { rows } = await db.query<{ agency: string; region: string }>(
    `select distinct agency, region from post
      where role in ('case-officer', 'decider') and agency is not null and confirmed_at is not null and ended_at is null
        and from_day <= $1 and (until_day is null or until_day >= $1)
      order by agency, region`,
    [day],
  );
  const offices = rows.filter((post) => regionCovers(post.region, region)).map((post) => post.agency);
  return [...new Set(offices)].slice(0, OFFICES_AT_MOST);
}
