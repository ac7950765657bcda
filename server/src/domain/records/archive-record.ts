import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Caller, type HeldFields, maySeeField, type ShownFields, visibleFields } from './visible-fields.ts';

/** A record as every reader gets it (contract). Amounts in `fields` are yuan as decimal text. */
export type ArchiveRecord = {
  recordId: string;
  category: string;
  version: number;
  subject: { subjectId: string; code: string | null; name: string };
  decidedBy: { code: string | null; name: string | null };
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  validFrom: CalendarDate | null;
  validUntil: CalendarDate | null;
  fields: ShownFields;
  /** Where the facts came from; which file an office sent is not for everybody. */
  lineage: { batchId: string; file: string | null; sheet: string | null; row: number | null };
  publicUntil: CalendarDate | null;
  /** Not for everybody. */
  usableUntil?: CalendarDate | null;
};

export type RecordRow = {
  recordId: string;
  category: string;
  version: number;
  authority: string;
  authorityName: string | null;
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  validFrom: CalendarDate | null;
  validUntil: CalendarDate | null;
  fields: HeldFields;
  batchId: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
  publicUntil: CalendarDate | null;
  usableUntil: CalendarDate | null;
};

/** Columns of a `RecordRow` over `visibleRecords`. */
export const RECORD_COLUMNS = `r.record_id as "recordId", r.category, r.version, r.authority,
  r.authority_name as "authorityName", r.document_no as "documentNo", r.decided_on as "decidedOn",
  r.valid_from as "validFrom", r.valid_until as "validUntil", r.fields, r.batch_id as "batchId", r.file, r.sheet, r.row,
  w.public_until as "publicUntil", w.usable_until as "usableUntil"`;

const CODE = /^[0-9A-Z]{18}$/;

export function answeredRecord(
  row: RecordRow,
  subject: ArchiveRecord['subject'],
  caller: Caller,
  catalogue: Catalogue,
): ArchiveRecord {
  const category = catalogue.category(row.category);
  assert(category !== undefined, 'only records of categories in force are read');
  const { decides } = category;
  const ifShown = <T>(fieldId: string | undefined, value: T): T | null =>
    maySeeField(category, caller, fieldId) ? value : null;
  const { recordId, version, batchId } = row;
  const ours = caller === 'government';
  return {
    recordId,
    category: row.category,
    version,
    subject,
    decidedBy: {
      code: ifShown(decides.code, CODE.test(row.authority) ? row.authority : null),
      name: ifShown(decides.name, row.authorityName),
    },
    documentNo: ifShown(decides.documentNo, row.documentNo),
    decidedOn: ifShown(decides.on, row.decidedOn),
    validFrom: ifShown(decides.validFrom, row.validFrom),
    validUntil: ifShown(decides.validUntil, row.validUntil),
    fields: visibleFields(category, caller, row.fields),
    lineage: { batchId, file: ours ? row.file : null, sheet: ours ? row.sheet : null, row: ours ? row.row : null },
    publicUntil: row.publicUntil,
    ...(ours ? { usableUntil: row.usableUntil } : {}),
  };
}
