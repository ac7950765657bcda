import { addDays, daysBetween, today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  enterClock,
  findService,
  issuePaper,
  lastDeed,
  type PaperIssued,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { takeRectification } from './rectification.ts';
import { RECTIFICATION, RECTIFY_CLOCK } from './rules.ts';

export const ORDER = 'rectification-order';

export type OrderToIssue = {
  documentNo: string;
  demands: string[];
  /** The last day to mend it. */
  dueOn: string;
  /** What follows if it is not mended. */
  consequence: string;
  contact: string;
  phone: string;
};

/** Makes the order: what was found, what is asked, until when. It counts once it has been served. */
export async function issueOrder(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, demands, dueOn, consequence, contact, phone }: OrderToIssue,
): Promise<(PaperIssued & { state: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(RECTIFICATION, held.state, 'ordered') === undefined)
    return refuseStep(RECTIFICATION, held.state, 'ordered');
  const day = today(act.now);
  const latest = addDays(day, catalogue.policy.rectificationMostDays);
  if (dueOn <= day || dueOn > latest) {
    return refuse('invalid-request', `整改期限应在 ${addDays(day, 1)} 至 ${latest} 之间，请改写。`, { field: 'dueOn' });
  }
  const asked = demands.map((demand) => maskEveryIdentifierIn(demand.trim()));
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: ORDER,
    documentNo,
    blanks: {
      facts: held.found.facts,
      grounds: held.found.grounds,
      demands: asked,
      dueOn,
      consequence: maskEveryIdentifierIn(consequence.trim()),
      contact,
      telephone: phone,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, RECTIFICATION, held, {
    deed: 'ordered',
    documentNo,
    content: { paperNo: paper.paperNo, demands: asked, dueOn },
  });
  return isRefusal(taken) ? taken : { ...paper, state: taken.state };
}

/** Takes the service of the last order for the start of the time to mend it. */
export async function orderServed(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const { act } = acting;
  const held = await takeRectification(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const ordered = lastDeed(held, 'ordered')?.content as { paperNo: number; dueOn: string } | undefined;
  const service = ordered === undefined ? undefined : await findService(trx, held, ORDER, { paperNo: ordered.paperNo });
  if (stepFrom(RECTIFICATION, held.state, 'served') === undefined)
    return refuseStep(RECTIFICATION, held.state, 'served');
  if (ordered === undefined || service === undefined) {
    return refuse('case-state', '责令限期整改通知书尚未送达该单位，请先登记最近一份通知书的送达及凭证。', {
      state: held.state,
    });
  }
  const amount = daysBetween(service.servedOn, ordered.dueOn);
  if (amount < 1) {
    return refuse('case-state', '通知书送达时所定的整改期限已过，请另行制作通知书并重新送达。', {
      dueOn: ordered.dueOn,
    });
  }
  const taken = await takeStep(trx, act, RECTIFICATION, held, { deed: 'served', serviceNo: service.serviceNo });
  if (isRefusal(taken)) return taken;
  const started = await enterClock(trx, act, held, RECTIFY_CLOCK, {
    kind: 'started',
    onDay: service.servedOn,
    cause: '责令限期整改通知书送达',
    evidence: `送达 ${service.serviceNo}`,
    amount,
    unit: 'days',
  });
  return isRefusal(started) ? started : taken;
}
