import type { Chart } from '../charts/chart.ts';
import { isFinal, stateName } from '../charts/chart.ts';
import { clocksOf } from '../clocks/clocks-of.ts';
import { TASKS_A_SOURCE, type Task, type TaskSource } from './task.ts';

type OpenCase = {
  caseId: string;
  procedure: string;
  agency: string;
  subjectId: string;
  code: string | null;
  name: string;
  state: string;
};

const OPEN_CASES = `
select f.case_id as "caseId", f.procedure, f.agency, f.subject_id as "subjectId", s.code, s.name, last.to_state as state
  from case_file f
  join subject s on s.subject_id = f.subject_id
  cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
    order by d.deed_no desc limit 1) last
 where ($1::text[] is null or f.agency = any($1)) and f.procedure = any($3) and not (f.procedure || '.' || last.to_state = any($2))
   and exists (select from case_clock_entry e where e.subject_id = f.subject_id and e.case_id = f.case_id and e.entry_no = 1
     and not exists (select from case_clock_entry z where z.subject_id = e.subject_id and z.case_id = e.case_id
       and z.clock = e.clock and z.kind = 'stopped'))
 order by f.opened_at, f.case_id limit ${TASKS_A_SOURCE}`;

/**
 * Every clock that is not stopped of every case of these charts that is not closed. One case more than is answered, so that what is left
 * out is said; entries in force owe nothing and take no place.
 */
export function caseTasksUnder(charts: readonly Chart[]): TaskSource {
  const procedures = charts.map(({ procedure }) => procedure);
  const closed = charts.flatMap((chart) =>
    Object.keys(chart.states)
      .filter((state) => isFinal(chart, state))
      .map((state) => `${chart.procedure}.${state}`),
  );
  return async (db, { agencies, catalogue, today }) => {
    const { rows } = await db.query<OpenCase>(OPEN_CASES, [agencies, closed, procedures]);
    const clocks = await clocksOf(
      db,
      rows.map(({ caseId }) => caseId),
      catalogue.workingDays,
      today,
    );
    return rows.flatMap((open) =>
      (clocks.get(open.caseId) ?? [])
        .filter(({ state }) => state !== 'stopped')
        .map((clock): Task => {
          const chart = charts.find(({ procedure }) => procedure === open.procedure);
          const { subjectId, code, name } = open;
          return {
            kind: `${open.procedure}.${clock.clock}`,
            title: `${chart?.name ?? open.procedure}：${chart === undefined ? open.state : stateName(chart, open.state)}`,
            agency: open.agency,
            subject: { subjectId, code, name },
            target: open.caseId,
            dueOn: clock.dueOn,
            provisional: clock.provisional,
            overdue: clock.overdue,
            ...(clock.suspendedBy === undefined ? {} : { suspendedBy: clock.suspendedBy }),
          };
        }),
    );
  };
}
