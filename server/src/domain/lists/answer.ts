import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  clauseOf,
  enterClock,
  findService,
  getNamed,
  lastDeed,
  ledgerOf,
  readClock,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
} from '../casework/index.ts';
import { answerDays, NOTICE } from './issue-notice.ts';
import { type HeldListing, takeListing } from './listing.ts';
import { keptWords } from './persons/kept-words.ts';
import { ANSWER_CLOCK, LISTING } from './rules.ts';

/** Takes the service of the notice for the start of the organisation's time to answer, counted from the day it was served. */
export async function noticeServed(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  // the last one made: what was served before was not what the decision will rest on
  const paperNo = lastDeed(held, 'notice-issued')?.content.paperNo;
  const service = typeof paperNo === 'number' ? await findService(trx, held, NOTICE, { paperNo }) : undefined;
  if (service === undefined && stepFrom(LISTING, held.state, 'noticed') === undefined) {
    return refuseStep(LISTING, held.state, 'noticed');
  }
  if (service === undefined) return refuseUnserved(held.state);
  const taken = await takeStep(trx, acting.act, LISTING, held, { deed: 'noticed', serviceNo: service.serviceNo });
  if (isRefusal(taken)) return taken;
  const started = await enterClock(trx, acting.act, held, ANSWER_CLOCK, {
    kind: 'started',
    onDay: service.servedOn,
    cause: '告知书送达',
    evidence: `送达 ${service.serviceNo}`,
    amount: answerDays(acting, held),
    unit: 'working-days',
  });
  return isRefusal(started) ? started : taken;
}

function refuseUnserved(state: string): Refusal {
  return refuse('case-state', '告知书尚未送达该单位：未经告知不得列入。请先登记告知书的送达及凭证。', {
    state,
    clause: clauseOf(LISTING, 'noticed'),
  });
}

/** `personNo`: of a person named in role, whose words an official writes down. */
export type Statement = { text: string; documentNo?: string | undefined; personNo?: number | undefined };

/** Statements of one case at most: nobody fills a case until it can go no further. */
export const STATEMENTS_A_CASE = 50;

/** A statement or defence of the organisation, whoever writes it down; it may be given until the hearing has ended. */
export async function takeStatement(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { text, documentNo, personNo }: Statement,
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (personNo !== undefined) return takePersonStatement(trx, acting, held, { text, documentNo, personNo });
  if (held.deeds.filter(({ deed }) => deed === 'stated').length >= STATEMENTS_A_CASE) {
    return refuse('conflict', `一个案件最多登记 ${STATEMENTS_A_CASE} 次陈述申辩，请合并为一份书面意见送交承办人。`);
  }
  const reason = await keptWords(trx, acting, held, text);
  return takeStep(trx, acting.act, LISTING, held, { deed: 'stated', reason, documentNo });
}

/** A person named answers for the own part; the organisation does not speak for its people. */
async function takePersonStatement(
  trx: Transaction,
  acting: Acting,
  held: HeldListing,
  { text, documentNo, personNo }: Statement & { personNo: number },
): Promise<StepTaken | Refusal> {
  if (acting.reach.over === 'subject') {
    return refuse('role-missing', '责任人员的陈述申辩由其本人向认定单位提出，由经办人登记。', { field: 'personNo' });
  }
  const person = await getNamed(trx, held, personNo);
  if (isRefusal(person)) return person;
  return takeStep(trx, acting.act, LISTING, held, {
    deed: 'person-stated',
    reason: await keptWords(trx, acting, held, text),
    documentNo,
    content: { personNo },
  });
}

export type HearingStep = { step: 'requested' | 'held' | 'withdrawn'; text: string; documentNo?: string | undefined };

/** The hearing stops the clock: nobody's time runs out while it is prepared; what was heard is written down with its record. */
export async function recordHearing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { step, text, documentNo }: HearingStep,
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (step === 'held' && (documentNo ?? '').trim() === '') {
    return refuse('invalid-request', '请写明听证笔录的编号。', { field: 'documentNo', clause: 'cff-2021#第六十四条' });
  }
  const reason = await keptWords(trx, acting, held, text);
  const taken = await takeStep(trx, acting.act, LISTING, held, { deed: `hearing-${step}`, reason, documentNo });
  if (isRefusal(taken)) return taken;
  const day = today(acting.act.now);
  const { state } = readClock(await ledgerOf(trx, held, ANSWER_CLOCK), acting.catalogue.workingDays, day);
  // an official may have moved it by hand: that keeps nobody from a hearing, nor from taking it back
  if ((step === 'requested' && state === 'suspended') || (step === 'withdrawn' && state === 'running')) return taken;
  const kind = step === 'requested' ? 'suspended' : step === 'held' ? 'stopped' : 'resumed';
  const cause = step === 'requested' ? '当事人要求听证' : step === 'held' ? '听证结束' : '当事人撤回听证申请';
  const entered = await enterClock(trx, acting.act, held, ANSWER_CLOCK, { kind, onDay: day, cause });
  return isRefusal(entered) ? entered : taken;
}

/** The time to answer is over, by itself or because the organisation said in writing that it would say no more. */
export async function closeAnswer(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { kind, documentNo }: { kind: 'term-passed' | 'waived'; documentNo?: string | undefined },
): Promise<StepTaken | Refusal> {
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const { act, catalogue } = acting;
  const day = today(act.now);
  const ledger = await ledgerOf(trx, held, ANSWER_CLOCK);
  const reading = ledger.length === 0 ? null : readClock(ledger, catalogue.workingDays, day);
  const dueOn = reading?.dueOn ?? null;
  if (kind === 'term-passed' && reading !== null && held.state === 'noticed' && (dueOn === null || day <= dueOn)) {
    return refuse(
      'case-state',
      dueOn === null
        ? '陈述申辩的期限已中止计算，尚未届满。'
        : `陈述申辩的期限至 ${dueOn} 届满，请在次日以后办理；当事人书面放弃的，请登记放弃。`,
      { state: held.state, dueOn, clause: 'cff-2021#第四十五条' },
    );
  }
  if (kind === 'waived' && (documentNo ?? '').trim() === '') {
    return refuse('invalid-request', '请写明当事人书面放弃陈述申辩的材料编号。', { field: 'documentNo' });
  }
  const taken = await takeStep(trx, act, LISTING, held, {
    deed: kind,
    documentNo,
    ...(kind === 'term-passed' && dueOn !== null ? { dueOn } : {}),
  });
  if (isRefusal(taken)) return taken;
  const stopped = await enterClock(trx, act, held, ANSWER_CLOCK, {
    kind: 'stopped',
    onDay: day,
    cause: kind === 'waived' ? '当事人放弃陈述申辩' : '期限届满',
  });
  return isRefusal(stopped) ? stopped : taken;
}
