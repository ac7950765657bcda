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
  fields: Record<string, string | string[] | null>;
  late: boolean;
  batchId: string;
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
  const rows = versions.map((version) => ({
    subject_id: version.subjectId,
    record_id: version.recordId,
    version: version.version,
    category: version.category,
    catalogue_version: version.catalogueVersion,
    agency: version.agency,
    authority: version.authority,
    authority_name: version.authorityName,
    document_no: version.documentNo,
    decided_on: version.decidedOn,
    valid_from: version.validFrom,
    valid_until: version.validUntil,
    list: version.list,
    fields: version.fields,
    late: version.late,
    stays: lastCurrent.get(version.recordId) === version,
    batch_id: version.batchId,
    file: version.file,
    sheet: version.sheet,
    row: version.row,
  }));
  await trx.query(
    `update record set superseded_at = $3
       from unnest($1::text[], $2::text[]) as superseded(subject_id, record_id)
      where record.subject_id = superseded.subject_id and record.record_id = superseded.record_id
        and record.superseded_at is null`,
    [[...lastCurrent.values()].map((v) => v.subjectId), [...lastCurrent.values()].map((v) => v.recordId), now],
  );
  await trx.query(
    `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name,
                         document_no, decided_on, valid_from, valid_until, list, fields, late, recorded_at, superseded_at,
                         batch_id, file, sheet, row)
     select subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name,
            document_no, decided_on, valid_from, valid_until, list, fields, late, $2::timestamptz, case when stays then null else $2::timestamptz end,
            batch_id, file, sheet, row
       from json_to_recordset($1) as r(
            subject_id text, record_id text, version int, category text, catalogue_version int, agency text,
            authority text, authority_name text, document_no text, decided_on date, valid_from date, valid_until date,
            list text, fields jsonb, late boolean, stays boolean, batch_id text, file text, sheet text, row int)`,
    [JSON.stringify(rows), now],
  );
}
