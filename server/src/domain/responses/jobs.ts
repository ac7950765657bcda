import assert from 'node:assert/strict';
import type pg from 'pg';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Task } from '../../platform/jobs/task.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type AppliedAnswer, OPEN_NOTICE } from '../checks/index.ts';
import { openNotice } from './notice/open-notice.ts';

export function responseJobsUnder(lawOn: (pool: pg.Pool, day: CalendarDate) => Promise<Catalogue>): readonly Task[] {
  return [{ name: OPEN_NOTICE, run: (system, payload) => openNotice(system, lawOn, answerIn(payload)) }];
}

function answerIn(payload: unknown): AppliedAnswer {
  assert(typeof payload === 'object' && payload !== null, 'the job names an answer');
  const { checkId, subjectId, position } = payload as Partial<AppliedAnswer>;
  assert(typeof checkId === 'string' && typeof subjectId === 'string' && typeof position === 'number');
  return { checkId, subjectId, position };
}
