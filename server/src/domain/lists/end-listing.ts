import { today } from '../../kernel/dates.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  casePersons,
  DEEDS_A_CASE,
  enterClock,
  forgetNamed,
  issuePaper,
  lastDeed,
  ledgerOf,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { PERSON_IN_ROLE } from '../catalogue/index.ts';
import { closeRecord, openWindows, takeRecord, withdrawRecord } from '../records/index.ts';
import { type HeldListing, takeListing } from './listing.ts';
import { releaseNamed } from './persons/release-named.ts';
import { ANSWER_CLOCK, ENDING_NAMES, type Ending, LISTING } from './rules.ts';

export const REMOVAL = 'removal-decision';
export const STOPPED = 'listing-stopped';

export type ListingEnding = { kind: Ending; reason: string; grounds: string; documentNo: string };

/**
 * Takes an entry off its list before its term: by its condition, by repair, because the decision was revoked, or by a
 * court. Windows and grounds end in the same transaction; a decision revoked or quashed is withdrawn and never comes back.
 */
export async function endListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { kind, reason, grounds, documentNo }: ListingEnding,
): Promise<(StepTaken & { paperNo: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const deed = kind === 'repair' && mayReturn(held) ? 'repaired' : 'ended';
  if (stepFrom(LISTING, held.state, deed) === undefined) return refuseStep(LISTING, held.state, deed);
  const entry = await entryOf(trx, held);
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: REMOVAL,
    documentNo,
    blanks: {
      listName: held.list.name,
      listingNo: entry.documentNo,
      listedOn: entry.decidedOn,
      reasons: `${ENDING_NAMES[kind]}：${reason}`,
      grounds,
      removedOn: today(act.now),
      measures: await measuresEnding(trx, acting, held, entry.recordId),
    },
  });
  if (isRefusal(paper)) return paper;
  const ended = await endRecord(trx, acting, held, entry, { kind, reason, documentNo });
  // a record taken back by itself leaves the case to be closed
  if (isRefusal(ended) && ended.refused !== 'already-done') return ended;
  const released = await releaseNamed(trx, acting, held, { kind, recordId: entry.recordId, documentNo });
  if (released !== null) return released;
  const taken = await takeStep(trx, act, LISTING, held, { deed, reason, documentNo, content: { kind } });
  return isRefusal(taken) ? taken : { ...taken, paperNo: paper.paperNo };
}

/** A case so full that it could not be ended once more does not leave by a state from which it might return. */
function mayReturn({ deeds }: HeldListing): boolean {
  return deeds.length + RETURNING_DEEDS <= DEEDS_A_CASE;
}

/** Repaired, reinstated, ended. */
const RETURNING_DEEDS = 3;

async function endRecord(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldListing,
  { recordId, agency }: Entry,
  { kind, reason, documentNo }: Pick<ListingEnding, 'kind' | 'reason' | 'documentNo'>,
): Promise<unknown | Refusal> {
  const grounds = { reason, document: documentNo };
  if (kind === 'revoked' || kind === 'court') {
    const { category } = held.list;
    return withdrawRecord(trx, { ...act, agency }, { category, record: { recordId }, ...grounds });
  }
  const closure = { subjectId: held.subjectId, recordId, ...grounds };
  return closeRecord(trx, act, catalogue, { ...closure, kind: kind === 'repair' ? 'repair' : 'closure' });
}

export type Entry = {
  recordId: string;
  /** Who decided it. */
  agency: string;
  documentNo: string;
  decidedOn: string;
  version: number;
  fields: Record<string, string>;
};

/** The record the listing made, as it stands: an objection may have corrected it since. */
export async function entryOf(
  db: Queryable,
  { subjectId, caseId }: Pick<HeldListing, 'subjectId' | 'caseId'>,
): Promise<Entry> {
  const { rows } = await db.query<Entry>(
    `select r.record_id as "recordId", r.agency, r.document_no as "documentNo", r.decided_on as "decidedOn", r.version, r.fields
       from record r where r.subject_id = $1 and r.record_id = (select m.record_id from record m
         where m.subject_id = $1 and m.case_id = $2 limit 1) order by r.version desc limit 1`,
    [subjectId, caseId],
  );
  const entry = rows[0];
  if (entry === undefined) throw new Error('a listing in force has its record');
  return entry;
}

async function measuresEnding(
  db: Queryable,
  { catalogue }: Acting,
  { subjectId, caseId, deeds }: HeldListing,
  recordId: string,
): Promise<string[]> {
  const { rows } = await db.query<{ trigger: string }>(
    'select distinct trigger from measure_ground where subject_id = $1 and record_id = $2 and superseded_at is null order by 1',
    [subjectId, recordId],
  );
  // whoever the entry named was let go when it was repaired, and is not held again where that is revoked
  const bound =
    lastDeed({ deeds }, 'reinstated') === undefined &&
    (await casePersons(db, { subjectId, caseId })).some(({ heldAs }) => heldAs !== null);
  const names = rows.flatMap(({ trigger }) =>
    catalogue
      .measuresOf(trigger)
      .filter(({ measure }) => bound || !measure.targets.includes(PERSON_IN_ROLE))
      .map(({ measure }) => measure.name),
  );
  return names.length === 0 ? ['无'] : [...new Set(names)];
}

/** An entry that ends by condition lives on for another interval of the catalogue. */
export async function reconfirmListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, documentNo }: { reason: string; documentNo: string },
): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'reconfirmed') === undefined) return refuseStep(LISTING, held.state, 'reconfirmed');
  const category = catalogue.category(held.list.category);
  if (category === undefined || !('condition' in category.use.until)) {
    return refuse('not-permitted', `“${held.list.name}”按期限移出，无须再确认，也不得以再确认延长。`);
  }
  // held before it is looked at: it may be taken back, or corrected, in this moment
  const taken = await takeRecord(trx, { ...held, recordId: (await entryOf(trx, held)).recordId }, act.now);
  if (isRefusal(taken)) return taken;
  const { recordId, agency, version, fields } = await entryOf(trx, held);
  if (await hasEnded(trx, held.subjectId, recordId)) {
    return refuse('already-done', '该列入记录已经撤回或者终止，不得以再确认恢复；请办理移出。');
  }
  const record = {
    subjectId: held.subjectId,
    recordId,
    version,
    category: category.code,
    authority: agency,
    fields,
  };
  await openWindows(trx, taken.moment, catalogue, [record], 'reconfirmed', {
    document: documentNo,
    reconfirmedOn: today(act.now),
  });
  return takeStep(trx, act, LISTING, held, { deed: 'reconfirmed', reason, documentNo });
}

/** Whether the record was taken back or closed by itself: what was withdrawn or repaired does not come back. */
async function hasEnded(db: Queryable, subjectId: string, recordId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from record_window where subject_id = $1 and record_id = $2 and superseded_at is null limit 1',
    [subjectId, recordId],
  );
  return rowCount === 0;
}

/** Ends a listing that has not taken effect; where notice was given, the organisation is told. */
export async function stopListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason, documentNo }: { reason: string; documentNo?: string | undefined },
): Promise<(StepTaken & { paperNo?: number }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'stopped') === undefined) return refuseStep(LISTING, held.state, 'stopped');
  const notice = lastDeed(held, 'noticed');
  const noticeNo = lastDeed(held, 'notice-issued')?.documentNo;
  let paperNo: number | undefined;
  if (notice !== undefined && noticeNo != null) {
    if (documentNo === undefined) {
      return refuse('invalid-request', '已经告知当事人的，终止时须书面告知，请写明文书号。', { field: 'documentNo' });
    }
    const blanks = {
      listName: held.list.name,
      noticeNo,
      noticeServedOn: await noticeDay(trx, held, notice.serviceNo),
      reasons: reason,
    };
    const paper = await issuePaper(trx, act, catalogue, held, { paper: STOPPED, documentNo, blanks });
    if (isRefusal(paper)) return paper;
    paperNo = paper.paperNo;
  }
  const taken = await takeStep(trx, act, LISTING, held, { deed: 'stopped', reason, documentNo });
  if (isRefusal(taken)) return taken;
  const ledger = await ledgerOf(trx, held, ANSWER_CLOCK);
  if (ledger.length > 0 && ledger.at(-1)?.kind !== 'stopped') {
    const entry = { kind: 'stopped' as const, onDay: today(act.now), cause: '终止程序' };
    const stopped = await enterClock(trx, act, held, ANSWER_CLOCK, entry);
    if (isRefusal(stopped)) return stopped;
  }
  await forgetNamed(trx, held);
  return { ...taken, ...(paperNo === undefined ? {} : { paperNo }) };
}

async function noticeDay(db: Queryable, { subjectId, caseId }: HeldListing, serviceNo: number | null): Promise<string> {
  const { rows } = await db.query<{ servedOn: string }>(
    'select served_on as "servedOn" from case_service where subject_id = $1 and case_id = $2 and service_no = $3',
    [subjectId, caseId, serviceNo],
  );
  return rows[0]?.servedOn ?? '';
}
