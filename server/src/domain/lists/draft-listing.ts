import type { Term } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, competentFor, openCase, valuesOfDecision } from '../casework/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import type { Draft } from './draft.ts';
import { dayOf, decisionOf, refuseUnregistered } from './listing.ts';
import { LISTING } from './rules.ts';

export type NewListing = {
  /** 统一社会信用代码. */
  subject: string;
  list: string;
  reason: string;
  grounds: string;
  term?: Term | undefined;
  exitCondition?: string | undefined;
  details?: Record<string, string> | undefined;
};

/** A number no decision will have, for judging a draft whose document has none yet. */
const NO_NUMBER_YET = '（待定）';
/** Any constant: the first half of the lock under which one listing at a time begins for an organisation. */
const LISTING_LOCK = 990_100_022;

/**
 * Opens a listing: which organisation, on which list, for what and on which clauses. Only the authority of the list may,
 * only of an organisation the register holds, and only where everything the later record needs can be said.
 */
export async function draftListing(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subject: code, list: listCode, reason, grounds, term, exitCondition, details = {} }: NewListing,
): Promise<{ caseId: string; state: string } | Refusal> {
  if (!(await competentFor(trx, act.agency, dayOf(act))).includes(act.agency)) {
    return refuse('not-permitted', '本单位的职责已由承继单位承接，请由承继单位办理。');
  }
  const list = catalogue.list(listCode);
  if (list === undefined) {
    return refuse('not-found', '目录中没有这个名单；无法律依据的名单不得设立。', { field: 'list' });
  }
  const unregistered = await refuseUnregistered(trx, act.agency, list);
  if (unregistered !== null) return unregistered;
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing !== 'registered') {
    return refuse('not-found', '登记信息中没有该单位，请核对统一社会信用代码。', { field: 'subject' });
  }
  const draft: Draft = {
    list: list.code,
    reason: maskEveryIdentifierIn(reason.trim()),
    grounds: maskEveryIdentifierIn(grounds.trim()),
    ...(term === undefined ? {} : { term }),
    exitCondition: maskEveryIdentifierIn((exitCondition ?? list.exit).trim()),
    details: Object.fromEntries(Object.entries(details).map(([id, text]) => [id, maskEveryIdentifierIn(text.trim())])),
  };
  const day = dayOf(act);
  const decided = decisionOf({ draft, list }, { documentNo: NO_NUMBER_YET, decidedOn: day, servedOn: day });
  if (isRefusal(decided)) return decided;
  const judged = await valuesOfDecision(trx, act, catalogue, subject.subjectId, decided);
  if (isRefusal(judged)) return judged;
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [LISTING_LOCK, subject.subjectId]);
  const open = await openListing(trx, subject.subjectId, list.code);
  if (open !== undefined) {
    return refuse('conflict', '该单位已在列或者正在办理列入同一名单，请勿重复办理。', { caseId: open });
  }
  return openCase(
    trx,
    act,
    LISTING,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version },
    { deed: 'drafted', content: draft },
  );
}

/** A case about the same organisation and list that is neither ended, repaired nor stopped. */
async function openListing(trx: Transaction, subjectId: string, list: string): Promise<string | undefined> {
  const { rows } = await trx.query<{ caseId: string }>(
    `select f.case_id as "caseId" from case_file f
       join case_deed d on d.subject_id = f.subject_id and d.case_id = f.case_id and d.deed_no = 1
      where f.subject_id = $1 and f.procedure = $2 and d.content ->> 'list' = $3
        and (select e.to_state from case_deed e where e.subject_id = f.subject_id and e.case_id = f.case_id
          order by e.deed_no desc limit 1) not in ('ended', 'repaired', 'stopped')
      limit 1`,
    [subjectId, LISTING.procedure, list],
  );
  return rows[0]?.caseId;
}
