import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type StepTaken, takeCase, takeStep } from '../casework/index.ts';
import { asListingToEnd } from './listing.ts';
import { keptWords } from './persons/kept-words.ts';
import { releaseNamed } from './persons/release-named.ts';
import { LISTING } from './rules.ts';

/**
 * A court's plan was carried out: the entry leaves its list with its record, which the caller closes in this transaction, and
 * whoever it names is let go. It decides nothing that the plan has not decided, so that it needs neither the reach nor a
 * paper of the agency; it names the document that says that the plan was carried out.
 */
export async function endByPlan(
  trx: Transaction,
  acting: Acting,
  { caseId, recordId }: { caseId: string; recordId: string },
  { reason, document }: { reason: string; document: string },
): Promise<StepTaken | Refusal> {
  const { act, catalogue } = acting;
  const taken = await takeCase(trx, { reach: { over: 'all' }, now: act.now }, LISTING, caseId);
  if (isRefusal(taken)) return taken;
  const held = await asListingToEnd(trx, taken, catalogue);
  const kept = await keptWords(trx, acting, held, reason);
  const released = await releaseNamed(trx, acting, held, { kind: 'repair', recordId, documentNo: document });
  if (released !== null) return released;
  return takeStep(trx, act, LISTING, held, { deed: 'plan-executed', reason: kept, documentNo: document });
}

/**
 * Holds the listings of an organisation that are in force, before any of its records is held: whoever ends one of them holds
 * case and record in this order too.
 */
export async function holdListings(trx: Transaction, { act }: Pick<Acting, 'act'>, subjectId: string): Promise<void> {
  const { rows } = await trx.query<{ caseId: string }>(
    `select f.case_id as "caseId" from case_file f
       cross join lateral (select d.to_state from case_deed d where d.subject_id = f.subject_id and d.case_id = f.case_id
         order by d.deed_no desc limit 1) last
      where f.subject_id = $1 and f.procedure = $2 and last.to_state = 'in-force' order by f.case_id`,
    [subjectId, LISTING.procedure],
  );
  for (const { caseId } of rows) await takeCase(trx, { reach: { over: 'all' }, now: act.now }, LISTING, caseId);
}
