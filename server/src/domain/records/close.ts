import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { endGrounds, endSuspensions, endWindows } from './end-effects.ts';
import { findDeed, type Grounds, refuseGroundless, writeDeed } from './record-deed.ts';
import type { SuspensionCause } from './suspend.ts';
import { takeRecord } from './take-record.ts';
import { tellEnded } from './tell-ended.ts';

export type Closure = Grounds & {
  subjectId: string;
  recordId: string;
  /** repair: the organisation has mended it; closure: what the record says has ended, such as a list entry. */
  kind: 'repair' | 'closure';
};

/**
 * Ends a record before its term: it is neither shown nor used from now on. A repair leaves the grounds of those triggers
 * that the catalogue says do not end by repair, such as a look-back set by statute.
 */
export async function closeRecord(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, kind, reason, document }: Closure,
): Promise<{ closedAt: Date } | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  // an entry that left by its condition is not repaired afterwards: a revoked repair would bring it back
  const ends = kind === 'repair' ? (['withdrawal', 'closure', kind] as const) : (['withdrawal', kind] as const);
  const earlier = await findDeed(trx, record, ends);
  if (earlier !== null && !(await hasWindow(trx, record))) {
    return refuse('already-done', '该记录已经撤回或终止,无须再次办理。', { document: earlier.document });
  }

  await writeDeed(trx, act, { subjectId, recordId, kind, reason, document }, record.moment);
  await endWindows(trx, record);
  await endGrounds(trx, record, kind === 'repair' ? beyondRepair(catalogue, record.category) : []);
  await endSuspensions(trx, record, kind === 'repair' ? DOUBTED : []);
  await tellEnded(trx, record, kind === 'repair' ? 'repaired' : 'closed');
  await journal(trx, act, {
    event: 'record.closed',
    subjectId,
    target: recordId,
    detail: { kind, category: record.category, version: record.version, document: document.trim() },
  });
  return { closedAt: record.moment };
}

/**
 * Laid while a fact is doubted, and ended with the doubt: what statute leaves after a repair rests on the same fact, and so does
 * what comes back where the repair is revoked.
 */
const DOUBTED: readonly SuspensionCause[] = ['objection', 'verification', 'unanswered-objection'];

function beyondRepair(catalogue: Catalogue, category: string): string[] {
  return catalogue
    .triggersOf(category)
    .filter(({ endsOnRepair }) => !endsOnRepair)
    .map(({ code }) => code);
}

/** An entry that came back after it was closed can be closed again. */
async function hasWindow(trx: Transaction, record: { subjectId: string; recordId: string }): Promise<boolean> {
  const { rowCount } = await trx.query(
    'select from record_window where subject_id = $1 and record_id = $2 and superseded_at is null',
    [record.subjectId, record.recordId],
  );
  return rowCount !== 0;
}
