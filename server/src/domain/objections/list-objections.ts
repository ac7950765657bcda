import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type Acting, clocksOf } from '../casework/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { isOwn } from './objection.ts';
import {
  type About,
  ACCEPT_CLOCK,
  ANSWER_CLOCK,
  OBJECTION,
  type Origin,
  OUTCOME_NAMES,
  OUTCOMES,
  type Outcome,
  type Standing,
  whyNotSuspended,
} from './rules.ts';

/** Own objections told at once, newest first. */
export const OBJECTIONS_AT_MOST = 200;

export type OwnObjection = {
  caseId: string;
  recordId: string;
  about: About;
  origin: Origin;
  filedAt: Date;
  agency: string;
  agencyName: string;
  state: string;
  stateName: string;
  /** Whether what rests on the record is suspended for it; and if not, why not. */
  suspends: boolean;
  why?: string;
  /** Last day for what is owed now: acceptance, or the answer; null where nothing is, or its clock stands still. */
  dueOn: CalendarDate | null;
  overdue: boolean;
  outcome?: Outcome;
  outcomeName?: string;
  reason?: string;
  documentNo?: string;
  decidedOn?: CalendarDate;
  /** What was issued to whoever objected, the first one first. */
  papers: { paperNo: number; title: string; documentNo: string; issuedOn: CalendarDate }[];
};

type Row = Pick<
  OwnObjection,
  'caseId' | 'recordId' | 'about' | 'origin' | 'filedAt' | 'agency' | 'agencyName' | 'suspends' | 'papers'
> & {
  standing: Standing;
  closed: boolean;
  state: string;
  deed: string | null;
  reason: string | null;
  documentNo: string | null;
  onDay: CalendarDate | null;
};

/**
 * The objections of the organisation, or of the person, with state, last day, answer and the papers addressed to it.
 * Lateness is worked out from the clock, whether a job has run or not.
 */
export async function listObjections(
  trx: Transaction,
  { act, reach, catalogue }: { act: Act } & Pick<Acting, 'reach' | 'catalogue'>,
): Promise<{ objections: OwnObjection[]; more: boolean }> {
  const subjectId = reach.over === 'subject' ? reach.subjectId : '';
  const { rows } = await trx.query<Row>(
    `select o.case_id as "caseId", o.record_id as "recordId", o.about, o.origin, o.filed_at as "filedAt", f.agency,
            a.name as "agencyName", o.suspends, o.standing, o.closed_at is not null as closed, last.to_state as state,
            coalesce((select json_agg(json_build_object('paperNo', p.paper_no, 'title', p.title, 'documentNo', p.document_no,
                'issuedOn', p.issued_on) order by p.paper_no) from case_paper p
              where p.subject_id = o.subject_id and p.case_id = o.case_id
                and p.person_no is not distinct from o.person_no), '[]') as papers,
            answer.deed, answer.reason, answer.document_no as "documentNo", answer.on_day as "onDay"
       from objection o
       join case_file f on f.subject_id = o.subject_id and f.case_id = o.case_id
       join agency a on a.uscc = f.agency
       cross join lateral (select d.to_state from case_deed d where d.subject_id = o.subject_id and d.case_id = o.case_id
         order by d.deed_no desc limit 1) last
       left join lateral (select d.deed, d.reason, d.document_no, d.on_day from case_deed d
         where d.subject_id = o.subject_id and d.case_id = o.case_id and d.deed = any($2)
         order by d.deed_no desc limit 1) answer on true
      where ${isOwn(subjectId)} order by o.filed_at desc, o.case_id limit ${OBJECTIONS_AT_MOST + 1}`,
    [subjectId, [...OUTCOMES, 'refused']],
  );
  const page = rows.slice(0, OBJECTIONS_AT_MOST);
  const ids = page.map(({ caseId }) => caseId);
  const clocks = await clocksOf(trx, ids, catalogue.workingDays, today(act.now));
  await journal(trx, act, { event: 'objection.listed', subjectId, detail: { objections: page.length } });
  return {
    objections: page.map((row) => told(row, clocks.get(row.caseId) ?? [])),
    more: rows.length > OBJECTIONS_AT_MOST,
  };
}

type Clock = { clock: string; dueOn: CalendarDate | null; overdue: boolean };

function told(
  { standing, closed, deed, reason, documentNo, onDay, ...row }: Row,
  clocks: readonly Clock[],
): OwnObjection {
  const owed = clocks.find(({ clock }) => clock === (row.state === 'received' ? ACCEPT_CLOCK : ANSWER_CLOCK));
  const outcome = OUTCOMES.find((one) => one === deed);
  const why = whyNotSuspended({ suspends: row.suspends, standing });
  const states: Readonly<Record<string, { name: string }>> = OBJECTION.states;
  return {
    ...row,
    stateName: states[row.state]?.name ?? row.state,
    ...(why === undefined ? {} : { why }),
    dueOn: closed ? null : (owed?.dueOn ?? null),
    overdue: !closed && owed?.overdue === true,
    ...(outcome === undefined ? {} : { outcome, outcomeName: OUTCOME_NAMES[outcome] }),
    ...(reason === null ? {} : { reason }),
    ...(documentNo === null ? {} : { documentNo }),
    ...(onDay === null ? {} : { decidedOn: onDay }),
  };
}
