import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import { addMonths, type CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { LISTING } from '../lists/index.ts';
import { seriousFor } from './rules.ts';

/** Records of one organisation looked at, entries on lists first, then the newest. */
export const FINDINGS_AT_MOST = 500;

/** Why a record stands against an honour; null: it is shown to whoever decides, and does not decide by itself. */
export type Block = 'serious-list' | 'look-back';

/** One current adverse record that may be used on the day. */
export type AdverseFinding = {
  recordId: string;
  category: string;
  categoryName: string;
  list: string | null;
  documentNo: string | null;
  decidedOn: CalendarDate | null;
  authority: string;
  blocks: Block | null;
};

/** A listing under way that has not taken effect. */
export type OpenListing = { list: string; agency: string };

/** What speaks against an honour on a day. */
export type Standing = {
  on: CalendarDate;
  /** Decisions from this day on are within the look-back. */
  lookBackFrom: CalendarDate;
  blocked: boolean;
  findings: AdverseFinding[];
  /** There are more records than were looked at; those that would block come first. */
  more: boolean;
  openListings: OpenListing[];
  /** SHA-256 over findings and listings, whatever the day: what is confirmed is what was seen. */
  digest: string;
};

/** Reads only: the current adverse records usable on the day, entries on lists, and listings under way. */
export async function standingOf(
  db: Queryable,
  catalogue: Catalogue,
  subjectId: string,
  on: CalendarDate,
): Promise<Standing> {
  const lookBackFrom = addMonths(on, -catalogue.policy.honourLookBackMonths);
  const serious = seriousFor(catalogue);
  const rows = await adverseRows(db, catalogue, subjectId, on);
  const findings = rows.slice(0, FINDINGS_AT_MOST).flatMap(({ fields, ...row }): AdverseFinding[] => {
    const category = catalogue.category(row.category);
    if (category === undefined || !category.isAdverse(fields)) return [];
    const isPublicKind = category.publicity !== undefined;
    return [{ ...row, categoryName: category.name, blocks: blockOf(row, { serious, lookBackFrom, isPublicKind }) }];
  });
  const openListings = await listingsUnderWay(db, subjectId);
  const told = { findings, openListings };
  return {
    on,
    lookBackFrom,
    blocked: findings.some(({ blocks }) => blocks !== null),
    ...told,
    more: rows.length > FINDINGS_AT_MOST,
    digest: sha256Hex(canonicalJson(JSON.parse(JSON.stringify(told)) as Json)),
  };
}

/**
 * A serious list always stands against an honour; an adverse decision within the look-back too, unless its kind is for no
 * public eyes, such as an interview: that is never held against anybody.
 */
export function blockOf(
  { category, decidedOn }: Pick<AdverseFinding, 'category' | 'decidedOn'>,
  {
    serious,
    lookBackFrom,
    isPublicKind,
  }: { serious: readonly string[]; lookBackFrom: CalendarDate; isPublicKind: boolean },
): Block | null {
  if (serious.includes(category)) return 'serious-list';
  return isPublicKind && decidedOn !== null && decidedOn >= lookBackFrom ? 'look-back' : null;
}

type Row = Omit<AdverseFinding, 'categoryName' | 'blocks'> & { fields: Record<string, string | string[]> };

async function adverseRows(db: Queryable, catalogue: Catalogue, subjectId: string, on: CalendarDate): Promise<Row[]> {
  const mayBe = catalogue.categories().filter(({ nature }) => nature === 'adverse' || nature === 'mixed');
  const { rows } = await db.query<Row>(
    `select r.record_id as "recordId", r.category, r.list, r.document_no as "documentNo", r.decided_on as "decidedOn",
            coalesce(r.authority_name, r.authority) as authority, r.fields
       from record r
       join record_window w on w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
        and w.usable_from <= $2 and (w.usable_until is null or w.usable_until >= $2)
      where r.subject_id = $1 and r.superseded_at is null and r.category = any($3)
        and not exists (select from record_suspension s where s.subject_id = r.subject_id and s.record_id = r.record_id
          and s.superseded_at is null)
      order by r.list is null, r.decided_on desc nulls last, r.record_id limit ${FINDINGS_AT_MOST + 1}`,
    [subjectId, on, mayBe.map(({ code }) => code)],
  );
  return rows;
}

/** States of a listing in which nothing is under way any more. */
const SETTLED = [
  'in-force',
  ...Object.entries(LISTING.states).flatMap(([state, about]) => ('final' in about ? [state] : [])),
];

async function listingsUnderWay(db: Queryable, subjectId: string): Promise<OpenListing[]> {
  const { rows } = await db.query<OpenListing>(
    `select d.content ->> 'list' as list, f.agency
       from case_file f
       join case_deed d on d.subject_id = f.subject_id and d.case_id = f.case_id and d.deed_no = 1
      where f.subject_id = $1 and f.procedure = $2
        and not exists (select from case_deed e where e.subject_id = f.subject_id and e.case_id = f.case_id
          and e.to_state = any($3))
      order by f.opened_at, f.case_id limit ${FINDINGS_AT_MOST}`,
    [subjectId, LISTING.procedure, SETTLED],
  );
  return rows;
}

/** Names the first that stands in the way; an organisation that mended its ways may be proposed again later. */
export function refuseBlocked(standing: Standing): Refusal | null {
  const first = standing.findings.find(({ blocks }) => blocks !== null);
  if (first === undefined) return null;
  const why =
    first.blocks === 'serious-list'
      ? `该单位在“${first.categoryName}”，列入期间不得授予荣誉`
      : `该单位自 ${standing.lookBackFrom} 以来有“${first.categoryName}”不良信息`;
  return refuse('case-state', `${why}（决定文书：${first.documentNo ?? '无文号'}）。请登记不予授予。`, {
    blocks: first.blocks,
    digest: standing.digest,
  });
}

export function refuseOtherwise({ digest }: Standing): Refusal {
  return refuse('seen-otherwise', '该单位的信用状况与所看到的不同，请重新查看核查结果后再办理。', { digest });
}
