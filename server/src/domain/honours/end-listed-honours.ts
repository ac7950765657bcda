import { type CalendarDate, today } from '../../kernel/dates.ts';
import { type Queryable, type Transaction, writeUnlessRefused } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import type { System } from '../../system.ts';
import { takeCase, takeStep } from '../casework/index.ts';
import { type Catalogue, catalogueInForce } from '../catalogue/index.ts';
import { closeRecord } from '../records/index.ts';
import { HONOUR, seriousFor } from './rules.ts';

/** Honours ended in one run; the next night takes the rest. */
const HONOURS_A_RUN = 1_000;

type ListedHonour = {
  subjectId: string;
  recordId: string;
  caseId: string | null;
  /** Of the entry. */
  document: string;
  list: string;
  listedOn: CalendarDate;
};

/**
 * Ends the honours of organisations on a serious list, whether the entry was decided here or came by intake; of one
 * organisation where it is named. It decides nothing: with the first day of the entry nothing follows from the honour any
 * more (`lapsesOn`), whether this runs or not. An entry under suspension ends nothing.
 */
export async function endListedHonours(
  { pool, clock }: Pick<System, 'pool' | 'clock'>,
  subjectId: string | null,
): Promise<number> {
  const day = today(clock());
  const catalogue = await catalogueInForce(pool, day);
  const found = await listedHonours(pool, { serious: seriousFor(catalogue), day, subjectId, recordId: null });
  let ended = 0;
  for (const one of found) {
    const done = await writeUnlessRefused(pool, clock, (trx, now) => endOne(trx, catalogue, one, now));
    if (done === true) ended += 1;
  }
  return ended;
}

async function endOne(
  trx: Transaction,
  catalogue: Catalogue,
  { subjectId, recordId, caseId }: ListedHonour,
  now: Date,
): Promise<boolean | Refusal> {
  const act = { actor: 'gongxin', purpose: 'casework', now };
  const held = caseId === null ? null : await takeCase(trx, { reach: { over: 'all' }, now }, HONOUR, caseId);
  if (isRefusal(held)) return held;
  const asked = { serious: seriousFor(catalogue), day: today(now), subjectId, recordId };
  const still = (await listedHonours(trx, asked))[0];
  if (still === undefined) return false;
  const { document, list, listedOn } = still;
  const reason = `该单位自 ${listedOn} 起列入“${catalogue.list(list)?.name ?? list}”，荣誉终止。`;
  const closed = await closeRecord(trx, act, catalogue, { subjectId, recordId, kind: 'closure', reason, document });
  if (isRefusal(closed)) return closed;
  if (held?.state !== 'in-force') return true;
  const taken = await takeStep(trx, act, HONOUR, held, { deed: 'ended-on-listing', reason, documentNo: document });
  return isRefusal(taken) ? taken : true;
}

/**
 * Honours in force whose organisation has an entry of a serious list in force; the oldest entry ends them. The case is the one
 * that granted the honour, by any version of it: what an objection corrected names the objection.
 */
async function listedHonours(
  db: Queryable,
  {
    serious,
    day,
    subjectId,
    recordId,
  }: { serious: readonly string[]; day: CalendarDate; subjectId: string | null; recordId: string | null },
): Promise<ListedHonour[]> {
  const { rows } = await db.query<ListedHonour>(
    `select h.subject_id as "subjectId", h.record_id as "recordId", c.case_id as "caseId", e.*
       from record h
       left join lateral (
        select f.case_id from record m
          join case_file f on f.subject_id = m.subject_id and f.case_id = m.case_id and f.procedure = $5
         where m.subject_id = h.subject_id and m.record_id = h.record_id limit 1) c on true
       join record_window hw on hw.subject_id = h.subject_id and hw.record_id = h.record_id and hw.superseded_at is null
        and (hw.usable_until is null or hw.usable_until >= $2)
      cross join lateral (
        select r.document_no as document, r.list, r.decided_on as "listedOn"
          from record r
          join record_window w on w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null
           and w.usable_from <= $2 and (w.usable_until is null or w.usable_until >= $2)
         where r.subject_id = h.subject_id and r.category = any($1) and r.superseded_at is null and r.list is not null
           and not exists (select from record_suspension s where s.subject_id = r.subject_id
             and s.record_id = r.record_id and s.superseded_at is null)
         order by r.decided_on, r.record_id limit 1) e
      where h.category = 'honour' and h.superseded_at is null
        and ($3::text is null or h.subject_id = $3) and ($4::text is null or h.record_id = $4)
      order by h.subject_id, h.record_id limit ${HONOURS_A_RUN}`,
    [serious, day, subjectId, recordId, HONOUR.procedure],
  );
  return rows;
}
