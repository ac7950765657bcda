import { TASKS_A_SOURCE, type Task, type TaskSource } from '../casework/index.ts';
import { owedEntries } from './entries/owed-entries.ts';
import { openHits } from './hits/open-hits.ts';

/** Checks whose measures are not reported on. Their age is the reminder: what is overdue leads the list. */
const unclosedHits: TaskSource = async (db, asked) =>
  (await openHits(db, { ...asked, limit: TASKS_A_SOURCE })).map(
    ({ agency, subject, checkId, open, dueOn, provisional, overdue }): Task => ({
      kind: 'check.feedback',
      title: `核查未反馈：还有 ${open.length} 项措施`,
      agency,
      subject,
      target: checkId,
      dueOn,
      provisional,
      overdue,
    }),
  );

/** Entries in force that an agency has not responded to. */
const unansweredEntries: TaskSource = async (db, asked) =>
  (await owedEntries(db, { ...asked, limit: TASKS_A_SOURCE })).map(
    ({ agency, subject, recordId, dueOn, provisional, overdue }): Task => ({
      kind: 'response.entry',
      title: '限制信息生效：在本单位系统中落实并答复',
      agency,
      subject,
      target: recordId,
      dueOn,
      provisional,
      overdue,
    }),
  );

export const responseTasks: readonly TaskSource[] = [unclosedHits, unansweredEntries];
