import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { REVIEWED_TEXTS } from './reviewed-texts.ts';
import {
  type Caller,
  type HeldFields,
  maySeeField,
  type ReviewedTexts,
  type ShownFields,
  shownFields,
} from './visible-fields.ts';

/** A record as every reader gets it (contract). Amounts in `fields` are yuan as decimal text. */
export type ArchiveRecord = {
  recordId: string;
  category: string;
  version: number;
  /** Id of the subject. */
  subject: string;
  /** 统一社会信用代码 of the authority that decided, and the name the document gives it. */
  decidedBy: string | null;
  decidedByName: string | null;
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  validFrom: CalendarDate | null;
  validUntil: CalendarDate | null;
  fields: ShownFields;
  /** Ids of fields whose text the public reads only after a person has looked at it; absent where there is none. */
  waitingForReview?: string[];
  /** Where the facts came from; which file an office sent is not for everybody. */
  lineage: { batchId: string | null; caseId?: string; file: string | null; sheet: string | null; row: number | null };
  publicUntil: CalendarDate | null;
  /** A fact of it is being verified, on an objection or by the authority: no measure of it bites meanwhile. */
  underObjection?: true;
  /** What the organisation says beside it. */
  statement?: string;
  /** Not for everybody. */
  usableUntil?: CalendarDate | null;
  /** Held but neither published nor usable until a person releases it; told to the office at its own machine only. */
  withheld?: true;
};

export type RecordRow = {
  subjectId: string;
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
  reviewed: ReviewedTexts | null;
  batchId: string | null;
  caseId: string | null;
  file: string | null;
  sheet: string | null;
  row: number | null;
  publicUntil: CalendarDate | null;
  usableUntil: CalendarDate | null;
  suspended: boolean;
  statement: { text: string; publicText: string | null } | null;
};

/** Columns of a `RecordRow` over `visibleRecords`. */
export const RECORD_COLUMNS = `r.subject_id as "subjectId", r.record_id as "recordId", r.category, r.version, r.authority,
  r.authority_name as "authorityName", r.document_no as "documentNo", r.decided_on as "decidedOn",
  r.valid_from as "validFrom", r.valid_until as "validUntil", r.fields, ${REVIEWED_TEXTS} as reviewed, r.batch_id as "batchId", r.case_id as "caseId", r.file, r.sheet, r.row,
  w.public_until as "publicUntil", w.usable_until as "usableUntil",
  exists (select from record_suspension o where o.subject_id = r.subject_id and o.record_id = r.record_id
             and o.superseded_at is null) as suspended,
  (select json_build_object('text', t.text, 'publicText', t.public_text) from record_statement t
    where t.subject_id = r.subject_id and t.record_id = r.record_id and t.superseded_at is null) as statement`;

const CODE = /^[0-9A-Z]{18}$/;

export function answeredRecord(row: RecordRow, caller: Caller, catalogue: Catalogue): ArchiveRecord {
  const category = catalogue.category(row.category);
  assert(category !== undefined, 'only records of categories in force are read');
  const { decides } = category;
  const ifShown = <T>(fieldId: string | undefined, value: T): T | null =>
    maySeeField(category, caller, fieldId) ? value : null;
  const { recordId, version, batchId } = row;
  const ours = caller === 'government';
  const statement = ours ? row.statement?.text : row.statement?.publicText;
  const { fields, waiting } = shownFields(category, caller, row.fields, row.reviewed ?? {});
  return {
    recordId,
    category: row.category,
    version,
    subject: row.subjectId,
    decidedBy: ifShown(decides.code, CODE.test(row.authority) ? row.authority : null),
    decidedByName: ifShown(decides.name, row.authorityName),
    documentNo: ifShown(decides.documentNo, row.documentNo),
    decidedOn: ifShown(decides.on, row.decidedOn),
    validFrom: ifShown(decides.validFrom, row.validFrom),
    validUntil: ifShown(decides.validUntil, row.validUntil),
    fields,
    ...(waiting.length > 0 ? { waitingForReview: waiting } : {}),
    lineage: {
      batchId,
      ...(row.caseId === null ? {} : { caseId: row.caseId }),
      file: ours ? row.file : null,
      sheet: ours ? row.sheet : null,
      row: ours ? row.row : null,
    },
    publicUntil: row.publicUntil,
    ...(row.suspended ? { underObjection: true as const } : {}),
    ...(statement == null ? {} : { statement }),
    ...(ours ? { usableUntil: row.usableUntil } : {}),
  };
}
