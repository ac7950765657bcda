import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import type { Catalogue, RepairProof } from '../../catalogue/index.ts';
import { mendedOrders } from '../../rectification/index.ts';

/** Rows looked at for what they prove; an organisation that gave more commitments shows one itself. */
const PROOFS_AT_MOST = 200;

/** Something we hold ourselves, so that the applicant is not asked for it. */
export type HeldProof = {
  what: RepairProof;
  /** A record of a category that proves (`proves`), the row itself, or an order to mend that was found to be heeded. */
  source: 'record' | 'row' | 'rectification';
  recordId: string | null;
  caseId: string | null;
  /** Who found it. */
  agency: string | null;
  onDay: CalendarDate | null;
  /** What it is, in a sentence. */
  says: string;
};

type Row = {
  recordId: string;
  category: string;
  authority: string;
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  fields: Record<string, string | string[] | null>;
};

/** What our own records and cases prove for the repair of an organisation's records. */
export async function proofsHeld(
  db: Queryable,
  catalogue: Catalogue,
  subjectId: string,
  day: CalendarDate,
): Promise<HeldProof[]> {
  const categories = catalogue.categories().filter(({ proves }) => proves !== undefined);
  const { rows } = await db.query<Row>(
    `select r.record_id as "recordId", r.category, r.authority, r.document_no as "documentNo", r.decided_on as "decidedOn", r.fields
       from record r
       join record_window w on w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
      where r.subject_id = $1 and r.superseded_at is null and r.category = any($2)
        and w.usable_from <= $3 and (w.usable_until is null or w.usable_until >= $3)
        and not exists (select from record_suspension s where s.subject_id = r.subject_id and s.record_id = r.record_id
          and s.superseded_at is null)
      order by r.decided_on desc nulls last, r.record_id limit ${PROOFS_AT_MOST}`,
    [subjectId, categories.map(({ code }) => code), day],
  );
  const recorded = rows.flatMap(({ recordId, category: code, authority, documentNo, decidedOn, fields }) => {
    const category = catalogue.category(code);
    return (category?.provesForRepair(fields) ?? []).map((what): HeldProof => {
      const says = `本平台已有${category?.name ?? ''}记录（${documentNo ?? '无编号'}）。`;
      return { what, source: 'record', recordId, caseId: null, agency: authority, onDay: decidedOn, says };
    });
  });
  const mended = (await mendedOrders(db, subjectId)).map(
    ({ caseId, agency, onDay }): HeldProof => ({
      what: 'performance',
      source: 'rectification',
      recordId: null,
      caseId,
      agency,
      onDay,
      says: `${onDay} 限期整改经核查已整改。`,
    }),
  );
  return [...recorded, ...mended];
}
