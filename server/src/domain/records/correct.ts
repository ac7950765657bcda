import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { lastConfirmed } from './last-confirmed.ts';
import { openWindows } from './open-windows.ts';
import { type Grounds, refuseGroundless, writeDeed } from './record-deed.ts';
import { takeRecord } from './take-record.ts';
import { tellEnded } from './tell-ended.ts';
import { type NewVersion, writeVersions } from './write-versions.ts';

/** `next`: the corrected version, whose number and moment are given here. */
export type Correction = Grounds & { next: Omit<NewVersion, 'version' | 'current'> };

/**
 * Puts a corrected version in the place of the current one. With the deed `correction` what stood before is never shown
 * again, whatever moment is asked for; windows and grounds are those of the new version. A record that has ended is not
 * brought back by a correction.
 */
export async function correctRecord(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { next, reason, document }: Correction,
): Promise<{ version: number } | Refusal> {
  const groundless = refuseGroundless({ reason, document });
  if (groundless !== null) return groundless;
  const { subjectId, recordId } = next;
  const record = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(record)) return record;
  const { rowCount: open } = await trx.query(
    'select from record_window where subject_id = $1 and record_id = $2 and superseded_at is null',
    [subjectId, recordId],
  );
  if (open === 0) return refuse('already-done', '该记录已经撤回、修复或者终止，不再公示和使用，无须更正。');
  const version = record.version + 1;
  const { category, authority, fields } = next;
  await writeDeed(trx, act, { subjectId, recordId, kind: 'correction', reason, document }, record.moment);
  await writeVersions(trx, [{ ...next, version, current: true }], record.moment);
  const windowed = { subjectId, recordId, version, category, authority, fields };
  const reconfirmedOn = await lastConfirmed(trx, { subjectId, recordId });
  await openWindows(trx, record.moment, catalogue, [windowed], 'correction', {
    document: document.trim(),
    ...(reconfirmedOn === undefined ? {} : { reconfirmedOn }),
  });
  await tellEnded(trx, record, 'corrected');
  await journal(trx, act, {
    event: 'record.corrected',
    subjectId,
    target: recordId,
    detail: { category, version, document: document.trim() },
  });
  return { version };
}
