import type { CalendarDate } from '../../kernel/dates.ts';
import { TASKS_A_SOURCE, type TaskSource } from '../casework/index.ts';

type Open = { queryId: string; kind: 'missed-check' | 'number-gap'; agency: string; dueOn: CalendarDate };

const TITLES: Readonly<Record<Open['kind'], string>> = {
  'missed-check': '答复督导查询：应查未查',
  'number-gap': '答复督导查询：文号不连续，疑似漏报',
};

/** Queries of the office that an agency has not answered. */
export const queryTasks: TaskSource = async (db, { agencies, today }) => {
  const { rows } = await db.query<Open>(
    `select q.query_id as "queryId", q.kind, q.agency, q.due_on as "dueOn" from governance_query q
      where ($1::text[] is null or q.agency = any($1))
        and not exists (select from governance_answer a where a.query_id = q.query_id)
      order by q.due_on, q.query_id limit ${TASKS_A_SOURCE}`,
    [agencies],
  );
  return rows.map(({ queryId, kind, agency, dueOn }) => ({
    kind: `query.${kind}`,
    title: TITLES[kind],
    agency,
    subject: null,
    target: queryId,
    dueOn,
    provisional: false,
    overdue: dueOn < today,
  }));
};
