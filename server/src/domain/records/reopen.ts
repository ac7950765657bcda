import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { isShown } from './is-shown.ts';
import { openWindows, type Windowed } from './open-windows.ts';
import { findDeed, type Grounds, refuseGroundless, writeDeed } from './record-deed.ts';
import { takeRecord } from './take-record.ts';
import { tellReturned } from './tell-ended.ts';
import { refuseWithoutStart } from './without-start.ts';

export type Reopening = Grounds & { subjectId: string; recordId: string };

/**
 * Revokes a repair that rested on false material (国办发〔2025〕22号, a pointer, not verified): the record is shown and used
 * again as long as the catalogue in force allows at most; an entry that ends by condition as confirmed on this day. What was
 * withdrawn or closed since does not come back.
 */
export async function reopenRecord(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, reason, document }: Reopening,
): Promise<{ reopenedAt: Date } | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  const last = await findDeed(trx, record, ['withdrawal', 'closure', 'repair', 'repair-revoked']);
  if (last?.kind !== 'repair') {
    return refuse('conflict', '该记录不是因信用修复终止的，没有可以撤销的修复。');
  }
  if (!(await wasOpen(trx, record))) {
    return refuse('conflict', '该记录在修复前留存待核对，从未公示和使用，撤销修复不能使其公示。');
  }
  const { moment } = record;
  const version = await versionOf(trx, record);
  const withoutStart = refuseWithoutStart(catalogue, version);
  if (withoutStart !== null) return withoutStart;
  await writeDeed(trx, act, { subjectId, recordId, kind: 'repair-revoked', reason, document }, moment);
  const day = today(act.now);
  // an entry that ends by condition: whoever revokes the repair has found that the condition is not met
  const options = { document, reconfirmedOn: day };
  await openWindows(trx, moment, catalogue, [version], 'repair-revoked', options);
  if (await isShown(trx, record, day)) await tellReturned(trx, record, 'reinstated');
  await journal(trx, act, {
    event: 'record.reopened',
    subjectId,
    target: recordId,
    detail: { category: record.category, version: record.version, document: document.trim() },
  });
  return { reopenedAt: moment };
}

/** What was withheld until it was repaired has been seen by no person, and does not come out by this door. */
async function wasOpen(
  trx: Transaction,
  { subjectId, recordId }: { subjectId: string; recordId: string },
): Promise<boolean> {
  const { rowCount } = await trx.query('select from record_window where subject_id = $1 and record_id = $2 limit 1', [
    subjectId,
    recordId,
  ]);
  return rowCount !== 0;
}

async function versionOf(
  trx: Transaction,
  { subjectId, recordId, version }: { subjectId: string; recordId: string; version: number },
): Promise<Windowed> {
  const { rows } = await trx.query<Windowed>(
    `select subject_id as "subjectId", record_id as "recordId", version, category, authority, fields
       from record where subject_id = $1 and record_id = $2 and version = $3`,
    [subjectId, recordId, version],
  );
  const [held] = rows;
  if (held === undefined) throw new Error('the version was taken a moment ago');
  return held;
}
