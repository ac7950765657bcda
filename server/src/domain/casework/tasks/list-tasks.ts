import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { agenciesOfReach } from '../cases/list-cases.ts';
import { TASKS_AT_MOST, type Task, type TaskSource } from './task.ts';

/** What is owed within reach, by deadline, overdue first; what stands still comes last. */
export async function listTasks(
  trx: Queryable,
  act: Act,
  { reach, catalogue, sources }: { reach: Reach; catalogue: Catalogue; sources: readonly TaskSource[] },
): Promise<{ tasks: Task[]; more: boolean }> {
  const day = today(act.now);
  const asked = { agencies: await agenciesOfReach(trx, reach, day), catalogue, today: day };
  const found: Task[] = [];
  for (const source of sources) found.push(...(await source(trx, asked)));
  found.sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.target.localeCompare(b.target));
  const tasks = found.slice(0, TASKS_AT_MOST);
  await journal(trx, act, { event: 'task.listed', detail: { tasks: tasks.length } });
  return { tasks, more: found.length > TASKS_AT_MOST };
}
