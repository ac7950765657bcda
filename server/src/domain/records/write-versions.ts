import { copyRows } from '../../platform/db/copy-rows.ts';
import type { Transaction } from '../../platform/db/write.ts';

/** A version of a record on its way into the archive. */
export type NewVersion = {
  subjectId: string;
  recordId: string;
  version: number;
  /** false: an earlier state, known and superseded in the same moment. */
  current: boolean;
  category: string;
  catalogueVersion: number;
  agency: string;
  authority: string;
  authorityName: string | null;
  documentNo: string | null;
  decidedOn: string | null;
  validFrom: string | null;
  validUntil: string | null;
  list: string | null;
  /** Who decides the list, as the version of the catalogue says; null where there is no list. */
  listDecidedBy: 'authority' | 'office' | null;
  fields: Record<string, string | string[] | null>;
  late: boolean;
  /** Where it came from: a batch, or the deed of a case by which it took effect. */
  batchId: string | null;
  fromCase?: { caseId: string; deedNo: number; deed: string };
  file: string | null;
  sheet: string | null;
  row: number | null;
};

/**
 * Writes versions in the order given; a current one supersedes the current one before it. The last current version of a
 * record in the list stays current, those before it are superseded at once.
 */
export async function writeVersions(trx: Transaction, versions: readonly NewVersion[], now: Date): Promise<void> {
  if (versions.length === 0) return;
  const lastCurrent = new Map<string, NewVersion>();
  for (const version of versions) if (version.current) lastCurrent.set(version.recordId, version);
  const superseding = [...lastCurrent.values()].filter(({ version }) => version > 1);
  if (superseding.length > 0) await supersede(trx, superseding, now);
  const at = now.toISOString();
  await copyRows(
    trx,
    'record',
    `subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name, document_no,
     decided_on, valid_from, valid_until, list, fields, late, recorded_at, superseded_at, batch_id, file, sheet, row, list_decided_by,
     case_id, case_deed_no, case_deed`,
    versions
      .values()
      .map((version) => [
        version.subjectId,
        version.recordId,
        version.version,
        version.category,
        version.catalogueVersion,
        version.agency,
        version.authority,
        version.authorityName,
        version.documentNo,
        version.decidedOn,
        version.validFrom,
        version.validUntil,
        version.list,
        JSON.stringify(version.fields),
        version.late,
        at,
        lastCurrent.get(version.recordId) === version ? null : at,
        version.batchId,
        version.file,
        version.sheet,
        version.row,
        version.listDecidedBy,
        version.fromCase?.caseId ?? null,
        version.fromCase?.deedNo ?? null,
        version.fromCase?.deed ?? null,
      ]),
  );
}

async function supersede(trx: Transaction, by: readonly NewVersion[], now: Date): Promise<void> {
  await trx.query(
    `update record set superseded_at = $3
       from unnest($1::text[], $2::text[]) as superseded(subject_id, record_id)
      where record.subject_id = superseded.subject_id and record.record_id = superseded.record_id
        and record.superseded_at is null`,
    [by.map(({ subjectId }) => subjectId), by.map(({ recordId }) => recordId), now],
  );
}
