import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import {
  type Acting,
  getNamed,
  issuePaper,
  type PaperIssued,
  refuseStep,
  stepFrom,
  takeStep,
  tokenOf,
} from '../../casework/index.ts';
import { answerDays, type NoticeToIssue, termOf } from '../issue-notice.ts';
import { takeListing } from '../listing.ts';
import { measureRows, previewListing } from '../preview.ts';
import { LISTING } from '../rules.ts';

export const PERSON_NOTICE = 'person-notice';
/** Notices of one person at most: with everybody's, room stays for the decision and for the paper that ends the entry. */
export const NOTICES_A_PERSON = 3;

/**
 * Makes the notice of one person: for which own act, what would follow until when, and the right to answer and to see what
 * is held. It is kept with a token in the place of the name, and counts once it was served on that person.
 */
export async function issuePersonNotice(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { personNo, documentNo, contact, phone, address }: NoticeToIssue & { personNo: number },
): Promise<(PaperIssued & { personNo: number; state: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'person-notice-issued') === undefined)
    return refuseStep(LISTING, held.state, 'person-notice-issued');
  const person = await getNamed(trx, held, personNo);
  if (isRefusal(person)) return person;
  const before = held.deeds.filter((one) => one.deed === 'person-notice-issued' && one.content.personNo === personNo);
  if (before.length >= NOTICES_A_PERSON) {
    return refuse(
      'conflict',
      `对一名责任人员最多制作 ${NOTICES_A_PERSON} 份告知书，请送达已经制作的，或者不再列为责任人员。`,
    );
  }
  const preview = await previewListing(trx, act, catalogue, held);
  if (isRefusal(preview)) return preview;
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: PERSON_NOTICE,
    documentNo,
    personNo,
    blanks: {
      person: tokenOf(personNo),
      role: person.duty,
      listName: held.list.name,
      act: person.conduct,
      grounds: held.draft.grounds.slice(0, GROUNDS_CHARACTERS),
      measures: measureRows({ measures: preview.forPersons }, catalogue),
      term: termOf(held, preview),
      answerPeriod: `${answerDays(acting, held)}个工作日`,
      contact,
      telephone: phone,
      address,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, LISTING, held, {
    deed: 'person-notice-issued',
    documentNo,
    content: { paperNo: paper.paperNo, personNo },
  });
  return isRefusal(taken) ? taken : { ...paper, personNo, state: taken.state };
}

/** As long as the paper's blank takes. */
const GROUNDS_CHARACTERS = 1_000;
