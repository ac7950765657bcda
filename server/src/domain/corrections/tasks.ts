import type { CalendarDate } from '../../kernel/dates.ts';
import { TASKS_A_SOURCE, type Task, type TaskSource } from '../casework/index.ts';

type Owed = {
  agency: string;
  target: string;
  subjectId: string;
  code: string | null;
  name: string;
  dueOn: CalendarDate | null;
};

/** A source over rows that say who owes what since when; $1 are the agencies or null. */
const source =
  (kind: string, title: string, sql: string): TaskSource =>
  async (db, { agencies, today }) => {
    const { rows } = await db.query<Owed>(`${sql} limit ${TASKS_A_SOURCE}`, [agencies]);
    return rows.map(
      ({ agency, target, subjectId, code, name, dueOn }): Task => ({
        kind,
        title,
        agency,
        subject: { subjectId, code, name },
        target,
        dueOn,
        provisional: false,
        overdue: dueOn !== null && dueOn < today,
      }),
    );
  };

const SUBJECT = 's.subject_id as "subjectId", s.code, s.name';

/** Recalls without an acknowledgement. */
const recalls = source(
  'recall.acknowledge',
  '停止使用一条信息并回执',
  `select r.recipient as agency, r.recall_id as target, r.due_on as "dueOn", ${SUBJECT} from recall r
     join subject s on s.subject_id = r.subject_id
    where ($1::text[] is null or r.recipient = any($1)) and r.due_on is not null and not exists (select from recall_acknowledgement k
      where k.subject_id = r.subject_id and k.recall_id = r.recall_id)
    order by r.due_on, r.recall_id`,
);

/** Letters to desks that were not answered. */
const reversals = source(
  'reversal.answer',
  '复核依据已失效的信息采取的措施并反馈',
  `select v.agency, v.reversal_id as target, v.due_on as "dueOn", ${SUBJECT} from reversal v
     join subject s on s.subject_id = v.subject_id
    where ($1::text[] is null or v.agency = any($1)) and not exists (select from reversal_answer k
      where k.subject_id = v.subject_id and k.reversal_id = v.reversal_id)
    order by v.due_on, v.reversal_id`,
);

/** What is still to be sent to another site, or waits for its receipt. */
const effects = source(
  'external-effect.receipt',
  '其他网站的撤回或更正：发出并取得回执',
  `select x.agency, x.effect_id as target, null::date as "dueOn", ${SUBJECT} from external_effect x
     join subject s on s.subject_id = x.subject_id
    where ($1::text[] is null or x.agency = any($1)) and not exists (select from external_effect_step k
      where k.subject_id = x.subject_id and k.effect_id = x.effect_id and k.state = 'received')
    order by x.recorded_at, x.effect_id`,
);

export const correctionTasks: readonly TaskSource[] = [recalls, reversals, effects];
