import type { Term } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, issuePaper, type PaperIssued, refuseStep, stepFrom, takeStep } from '../casework/index.ts';
import { type HeldListing, takeListing } from './listing.ts';
import { measureRows, previewListing } from './preview.ts';
import { LISTING } from './rules.ts';

/** Where the organisation turns to with statement, defence and questions. */
export type Contact = { contact: string; phone: string; address: string };
export type NoticeToIssue = Contact & { documentNo: string };

export const NOTICE = 'listing-notice';
/** Notices of one case at most: room stays for the decision and, above all, for the paper that ends it. */
export const NOTICES_A_CASE = 10;

/**
 * Makes the notice: what for, on which clauses, what would follow until when, and the right to answer and to be heard.
 * It counts once it has been served.
 */
export async function issueNotice(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, contact, phone, address }: NoticeToIssue,
): Promise<(PaperIssued & { state: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'notice-issued') === undefined)
    return refuseStep(LISTING, held.state, 'notice-issued');
  if (held.deeds.filter(({ deed }) => deed === 'notice-issued').length >= NOTICES_A_CASE) {
    return refuse('conflict', `一个案件最多制作 ${NOTICES_A_CASE} 份告知书，请终止后另行立案。`);
  }
  const preview = await previewListing(trx, act, catalogue, held);
  if (isRefusal(preview)) return preview;
  const { draft, list } = held;
  const days = answerDays(acting, held);
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: NOTICE,
    documentNo,
    blanks: {
      listName: list.name,
      facts: draft.reason,
      grounds: draft.grounds,
      measures: measureRows(preview, catalogue),
      listingTerm: termOf(held, preview),
      answerPeriod: `${days}个工作日`,
      hearingPeriod: `${days}个工作日`,
      contact,
      telephone: phone,
      address,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, LISTING, held, {
    deed: 'notice-issued',
    documentNo,
    content: { paperNo: paper.paperNo, digest: preview.digest },
  });
  return isRefusal(taken) ? taken : { ...paper, state: taken.state };
}

export function termOf(
  { draft, list }: Pick<HeldListing, 'draft' | 'list'>,
  { until }: { until: string | null },
): string {
  return termInWords(until, draft.term ?? list.term, list.exit);
}

/** The term as the organisation reads it; its days follow from the day of the decision. */
function termInWords(until: string | null, term: Term | undefined, exit: string): string {
  if (until === null || term === undefined) return exit;
  const parts = [
    term.years ? `${term.years}年` : '',
    term.months ? `${term.months}个月` : '',
    term.days ? `${term.days}日` : '',
  ];
  return `${parts.join('')}，自作出列入决定之日起计算`;
}

/** Working days to answer: what the list says, else the policy. */
export function answerDays(
  { catalogue }: Pick<Acting, 'catalogue'>,
  { list }: { list: { notice: { daysToAnswer?: number } } },
): number {
  return list.notice.daysToAnswer ?? catalogue.policy.answerWorkingDays;
}
