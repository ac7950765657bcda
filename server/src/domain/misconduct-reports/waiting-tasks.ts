import { TASKS_A_SOURCE, type TaskSource } from '../casework/index.ts';
import { waitingReports } from './queries.ts';

/** Agencies whose case-officers look at what waits: the offices. */
const OFFICES = `select distinct agency from post
  where role = 'case-officer' and confirmed_at is not null and ended_at is null and from_day <= $2
    and (until_day is null or until_day >= $2) and ($1::text[] is null or agency = any($1))
  order by agency limit 100`;

/** Reports that no official has looked at yet, owed by the office. A task says that there is one, and nothing of it. */
export const waitingReportTasks: TaskSource = async (db, { agencies, today }) => {
  const { rows } = await db.query<{ agency: string }>(OFFICES, [agencies, today]);
  const [office] = rows;
  if (office === undefined) return [];
  return (await waitingReports(db, TASKS_A_SOURCE)).map(({ reportId, triageDue }) => ({
    kind: 'misconduct-report.triage',
    title: '失信举报：待认定被举报单位、转办',
    agency: office.agency,
    subject: null,
    target: reportId,
    dueOn: triageDue,
    provisional: false,
    overdue: triageDue < today,
  }));
};
