import assert from 'node:assert/strict';
import type { Task } from '../../platform/jobs/task.ts';
import type { System } from '../../system.ts';
import { type AppliedAnswer, ASK_REVERSAL } from '../checks/index.ts';
import { RECORDS_CHANGED } from '../intake/index.ts';
import { RECORD_ENDED, RECORD_RETURNED } from '../records/index.ts';
import { tellExpired } from './changes/tell-expired.ts';
import { escalate } from './escalate.ts';
import { forgetRecalls } from './forget-recalls.ts';
import { isEffect, isReturned, type Told } from './recalls/effects.ts';
import { DELIVER, type ToDeliver } from './recalls/hand-out.ts';
import { type LawOn, LOOK_AGAIN_AFTER_MS, makeRecalls } from './recalls/make-recalls.ts';
import { tellChanged } from './recalls/tell-changed.ts';
import { askLate } from './reversals/ask-late.ts';
import { deliverRecall, dropIntoInbox } from './webhooks/deliver.ts';

export function correctionJobsUnder(lawOn: LawOn): readonly Task[] {
  const tell = (name: string, returned: boolean): Task => ({
    name,
    run: (system, payload) => tellRecipients(system, lawOn, name, toldIn(payload, returned)),
  });
  return [
    tell(RECORD_ENDED, false),
    tell(RECORD_RETURNED, true),
    {
      name: RECORDS_CHANGED,
      run: async (system, payload) => void (await tellChanged(system, lawOn, batchIn(payload))),
    },
    { name: ASK_REVERSAL, run: (system, payload) => askLate(system, lawOn, answerIn(payload)) },
    {
      name: DELIVER,
      outward: true,
      run: (system, payload) => deliverRecall(system, lawOn, deliveryIn(payload)),
      giveUp: (system, payload) => dropIntoInbox(system, lawOn, deliveryIn(payload)),
    },
    // nightly, 01:30 in Shanghai, when answers begun before midnight have long been given
    { name: 'changes-expired', every: '30 17 * * *', run: async (system) => void (await tellExpired(system)) },
    // nightly, 03:50 in Shanghai
    { name: 'corrections-forget', every: '50 19 * * *', run: async (system) => void (await forgetRecalls(system)) },
    // every morning, 07:20 in Shanghai
    { name: 'corrections-escalate', every: '20 23 * * *', run: async (system) => void (await escalate(system, lawOn)) },
  ];
}

/** `before`, where the task looks again: when it looked first. */
type Telling = Told & { before?: string };

/** Now, and once more when whatever was being answered at the moment of the deed is in the log. */
async function tellRecipients(system: System, lawOn: LawOn, name: string, telling: Telling): Promise<void> {
  const { before, ...told } = telling;
  const looked = before === undefined ? system.clock() : new Date(before);
  await makeRecalls(system, lawOn, told, looked);
  if (before !== undefined) return;
  const runAt = new Date(looked.getTime() + LOOK_AGAIN_AFTER_MS);
  await system.jobs.add(system.pool, name, { ...told, before: looked.toISOString() }, { runAt });
}

function toldIn(payload: unknown, returned: boolean): Telling {
  assert(typeof payload === 'object' && payload !== null, 'the job names a record');
  const { subjectId, recordId, effect, at, before } = payload as Partial<Telling>;
  assert(typeof subjectId === 'string' && typeof recordId === 'string' && typeof at === 'string');
  assert(isEffect(effect) && isReturned(effect) === returned, 'the job says what became of the record');
  assert(!Number.isNaN(Date.parse(at)), 'the job says when');
  return { subjectId, recordId, effect, at, ...(typeof before === 'string' ? { before } : {}) };
}

function batchIn(payload: unknown): string {
  assert(typeof payload === 'object' && payload !== null && 'batchId' in payload, 'the job names its batch');
  return String(payload.batchId);
}

function answerIn(payload: unknown): AppliedAnswer {
  assert(typeof payload === 'object' && payload !== null, 'the job names an answer');
  const { checkId, subjectId, position } = payload as Partial<AppliedAnswer>;
  assert(typeof checkId === 'string' && typeof subjectId === 'string' && typeof position === 'number');
  return { checkId, subjectId, position };
}

function deliveryIn(payload: unknown): ToDeliver {
  assert(typeof payload === 'object' && payload !== null, 'the job names a recall');
  const { subjectId, recallId } = payload as Partial<ToDeliver>;
  assert(typeof subjectId === 'string' && typeof recallId === 'string');
  return { subjectId, recallId };
}
