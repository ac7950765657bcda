import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import { endGrounds, endSuspensions, endWindows } from './end-effects.ts';
import { findRecord, type RecordReference } from './find-record.ts';
import { findDeed, type Grounds, refuseGroundless, writeDeed } from './record-deed.ts';
import { takeRecord } from './take-record.ts';
import { tellEnded } from './tell-ended.ts';

export type Withdrawal = Grounds & {
  category: string;
  record: RecordReference;
  /** Document number of the decision that takes its place. */
  replacedBy?: string | undefined;
  /** The day of the decision that changed, revoked or annulled this one: from it runs the time in which it must be gone. */
  decidedOn?: CalendarDate | undefined;
};

export type Withdrawn = { subjectId: string; recordId: string; withdrawnAt: Date };

/**
 * Takes a record off every page, answer and check: its windows, the grounds of its measures and its suspensions end with
 * the deed (行政处罚法 art. 48: a decision changed, revoked or void is withdrawn, with reasons). Only the agency that
 * submitted it or the authority that decided it may.
 */
export async function withdrawRecord(
  trx: Transaction,
  act: Act & { agency: string },
  { category, record: reference, reason, document, replacedBy, decidedOn }: Withdrawal,
): Promise<Withdrawn | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  if (decidedOn !== undefined && decidedOn > today(act.now)) {
    return refuse('invalid-request', '变更、撤销原决定的日期不得晚于今天,请核对。', { field: 'decidedOn' });
  }
  const found = await findRecord(trx, category, reference, act.agency);
  if (isRefusal(found)) return found;
  const record = await takeRecord(trx, found, act.now);
  if (isRefusal(record)) return record;
  if (record.agency !== act.agency && record.authority !== act.agency) {
    return refuse('not-permitted', '只有报送该记录的部门或作出决定的机关可以撤回,请联系报送部门办理。');
  }
  const earlier = await findDeed(trx, record, ['withdrawal']);
  if (earlier !== null) {
    return refuse('already-done', '该记录已经撤回,无须再次办理。', { document: earlier.document });
  }

  const { subjectId, recordId, version, moment } = record;
  await writeDeed(
    trx,
    act,
    { subjectId, recordId, kind: 'withdrawal', reason, document, replacedBy, decidedOn },
    moment,
  );
  await endWindows(trx, record);
  await endGrounds(trx, record);
  await endSuspensions(trx, record);
  await tellEnded(trx, record, 'withdrawn');
  await journal(trx, act, {
    event: 'record.withdrawn',
    subjectId,
    target: recordId,
    detail: { category, version, document: document.trim(), ...(replacedBy === undefined ? {} : { replacedBy }) },
  });
  return { subjectId, recordId, withdrawnAt: moment };
}
