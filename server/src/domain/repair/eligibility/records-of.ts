import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { findAgency } from '../../access/index.ts';
import { type Catalogue, missingStart, repairTermsFor } from '../../catalogue/index.ts';
import { ENDING_DEEDS } from '../../records/index.ts';
import type { RecordStanding, RepairFacts } from './eligibility.ts';
import { type HeldProof, proofsHeld } from './proofs.ts';

/** Records of one organisation looked at in one question; more are told to be there. */
export const RECORDS_A_QUESTION = 300;

/** An adverse record as repair needs it. */
export type RepairRecord = {
  subjectId: string;
  recordId: string;
  version: number;
  category: string;
  categoryName: string;
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  publicUntil: CalendarDate | null;
  /** Who decides about its repair (谁认定、谁修复): the deciding authority, or who submitted it where that is not registered. */
  agency: string;
  agencyName: string;
  /** Code of the deciding authority, or its name where no code is known. */
  authority: string;
  fields: Record<string, string | string[] | null>;
  /** What we hold that the applicant need not show. */
  held: HeldProof[];
  facts: RepairFacts;
};

type Row = Omit<RepairRecord, 'categoryName' | 'agency' | 'agencyName' | 'held' | 'facts'> & {
  submitter: string;
  windowed: boolean;
  usableUntil: CalendarDate | null;
  ending: string | null;
  hidden: boolean;
  revoked: boolean;
};

const ROWS = `
select r.subject_id as "subjectId", r.record_id as "recordId", r.version, r.category, r.document_no as "documentNo",
       r.decided_on as "decidedOn", r.authority, r.agency as submitter, r.fields,
       w.record_id is not null as windowed, w.public_until as "publicUntil", w.usable_until as "usableUntil",
       (select d.kind from record_deed d where d.subject_id = r.subject_id and d.record_id = r.record_id
          and d.kind = any($3) and d.recorded_at >= r.recorded_at order by d.deed_no desc limit 1) as ending,
       exists (select from record_suspension s where s.subject_id = r.subject_id and s.record_id = r.record_id
          and s.superseded_at is null and s.hides) as hidden,
       exists (select from record_deed d where d.subject_id = r.subject_id and d.record_id = r.record_id
          and d.kind = 'repair-revoked') as revoked
  from record r
  left join record_window w on w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
 where r.subject_id = $1 and r.superseded_at is null and r.category = any($2)
   and ($4::text[] is null or r.record_id = any($4))
 order by r.decided_on desc nulls last, r.record_id limit ${RECORDS_A_QUESTION + 1}`;

/** The records of an organisation that may speak against it, each with all that decides about its repair; `more` are there. */
export async function recordsOf(
  db: Queryable,
  catalogue: Catalogue,
  subjectId: string,
  { day, only = null }: { day: CalendarDate; only?: readonly string[] | null },
): Promise<{ records: RepairRecord[]; more: boolean }> {
  const categories = catalogue
    .categories()
    .filter(({ nature }) => nature === 'adverse' || nature === 'mixed')
    .map(({ code }) => code);
  const { rows } = await db.query<Row>(ROWS, [subjectId, categories, ENDING_DEEDS, only]);
  const page = rows.slice(0, RECORDS_A_QUESTION);
  const proofs = await proofsHeld(db, catalogue, subjectId, day);
  const codes = new Set(page.flatMap(({ authority, submitter }) => [authority, submitter]));
  const agencies = new Map<string, string>();
  for (const code of codes) {
    const agency = await findAgency(db, code);
    if (agency !== undefined) agencies.set(code, agency.name);
  }
  const records = page.map((row) => recordIn(catalogue, row, { day, proofs, agencies }));
  return { records, more: rows.length > RECORDS_A_QUESTION };
}

function recordIn(
  catalogue: Catalogue,
  { submitter, windowed, usableUntil, ending, hidden, revoked, ...row }: Row,
  { day, proofs, agencies }: { day: CalendarDate; proofs: readonly HeldProof[]; agencies: ReadonlyMap<string, string> },
): RepairRecord {
  const category = catalogue.category(row.category);
  if (category === undefined) throw new Error('only records of categories in force are read');
  const judged = { category: row.category, authority: row.authority, fields: row.fields };
  const agency = agencies.has(row.authority) ? row.authority : submitter;
  const standing = standingOf({ windowed, usableUntil, ending, hidden, revoked }, day);
  // of what does not stand, no day is counted: it may be of an old edition that lacks the day
  const countable = standing === 'stands' && missingStart(category, row.fields) === null;
  const terms = countable ? repairTermsFor(catalogue, judged) : null;
  const held = heldFor(proofs, { authority: row.authority, agency, decidedOn: row.decidedOn, recordId: row.recordId });
  if (terms?.performed === true) {
    held.push({ what: 'performance', source: 'row', says: '该信息本身已写明义务履行。', ...NOWHERE });
  }
  return {
    ...row,
    categoryName: category.name,
    agency,
    agencyName: agencies.get(agency) ?? agency,
    held,
    facts: {
      adverse: category.isAdverse(row.fields),
      standing,
      terms,
      performed: held.some(({ what }) => what === 'performance'),
      committed: held.some(({ what }) => what === 'commitment'),
      met: new Set(),
    },
  };
}

const NOWHERE = { recordId: null, caseId: null, agency: null, onDay: null } as const;

/** Performance is found by who decided the record; a commitment may be given to anybody. Both come after the decision. */
function heldFor(
  proofs: readonly HeldProof[],
  { authority, agency, decidedOn, recordId }: Pick<RepairRecord, 'authority' | 'agency' | 'decidedOn' | 'recordId'>,
): HeldProof[] {
  return proofs.filter(
    (proof) =>
      proof.recordId !== recordId &&
      (proof.what === 'commitment' || proof.agency === authority || proof.agency === agency) &&
      (decidedOn === null || (proof.onDay !== null && proof.onDay >= decidedOn)),
  );
}

export function standingOf(
  {
    windowed,
    usableUntil,
    ending,
    hidden,
    revoked,
  }: Pick<Row, 'windowed' | 'usableUntil' | 'ending' | 'hidden' | 'revoked'>,
  day: CalendarDate,
): RecordStanding {
  if (!windowed) {
    if (ending === null) return 'withheld';
    return ending === 'repair' ? 'repaired' : ending === 'withdrawal' ? 'withdrawn' : 'ended';
  }
  if (usableUntil !== null && usableUntil < day) return 'expired';
  if (hidden) return 'hidden';
  return revoked ? 'revoked' : 'stands';
}
