import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import {
  type Acting,
  type Decided,
  findService,
  type HeldCase,
  issuePaper,
  lastDeed,
  openCase,
  type PaperIssued,
  recordOfCase,
  refuseAbolished,
  refuseStep,
  refuseUnheldEvidence,
  type StepTaken,
  stepFrom,
  takeCase,
  takeStep,
  valuesOfDecision,
} from '../casework/index.ts';
import { findSubjectByCode } from '../subjects/index.ts';
import { refuseUnknown } from './open-rectification.ts';
import { INTERVIEW, type InterviewKind } from './rules.ts';

export const NOTICE = 'interview-notice';
const CATEGORY = 'interview';
/** A number no record will have, for judging an interview that was not held yet. */
const NO_NUMBER_YET = '（待定）';

/** Why the organisation is talked to, on which clauses. */
type Reasons = { kind: InterviewKind; reason: string; grounds: string };

export type NewInterview = Reasons & {
  /** 统一社会信用代码. */
  subject: string;
};

export async function openInterview(
  trx: Transaction,
  { act, catalogue }: Acting,
  { subject: code, kind, reason, grounds }: NewInterview,
): Promise<{ caseId: string; state: string } | Refusal> {
  const abolished = await refuseAbolished(trx, act.agency, today(act.now));
  if (abolished !== null) return abolished;
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing === 'retired') return refuseUnknown();
  const reasons: Reasons = {
    kind,
    reason: maskEveryIdentifierIn(reason.trim()),
    grounds: maskEveryIdentifierIn(grounds.trim()),
  };
  const day = today(act.now);
  const decided = recordFrom(reasons, { documentNo: NO_NUMBER_YET, heldOn: day, content: reasons.reason });
  const judged = await valuesOfDecision(trx, act, catalogue, subject.subjectId, decided);
  if (isRefusal(judged)) return judged;
  return openCase(
    trx,
    act,
    INTERVIEW,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version },
    { deed: 'opened', content: reasons },
  );
}

export type InterviewNotice = {
  documentNo: string;
  /** In which office the one who comes stands; never a name. */
  role: string;
  heldOn: string;
  heldAt: string;
  place: string;
  materials?: string[] | undefined;
  contact: string;
  phone: string;
};

export async function issueInterviewNotice(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, role, heldOn, heldAt, place, materials, contact, phone }: InterviewNotice,
): Promise<(PaperIssued & { state: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeInterview(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(INTERVIEW, held.state, 'notice-issued') === undefined)
    return refuseStep(INTERVIEW, held.state, 'notice-issued');
  if (heldOn < today(act.now)) {
    return refuse('invalid-request', '约谈日期早于今天，请改写。', { field: 'heldOn' });
  }
  const paper = await issuePaper(trx, act, catalogue, held, {
    paper: NOTICE,
    documentNo,
    blanks: {
      reason: held.reasons.reason,
      role,
      heldOn,
      heldAt,
      place,
      ...(materials === undefined || materials.length === 0 ? {} : { materials }),
      contact,
      telephone: phone,
    },
  });
  if (isRefusal(paper)) return paper;
  const taken = await takeStep(trx, act, INTERVIEW, held, {
    deed: 'notice-issued',
    documentNo,
    content: { paperNo: paper.paperNo, heldOn },
  });
  return isRefusal(taken) ? taken : { ...paper, state: taken.state };
}

/** The last notice has reached the organisation. */
export async function interviewCalled(trx: Transaction, acting: Acting, caseId: string): Promise<StepTaken | Refusal> {
  const held = await takeInterview(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(INTERVIEW, held.state, 'called') === undefined) return refuseStep(INTERVIEW, held.state, 'called');
  const paperNo = lastDeed(held, 'notice-issued')?.content.paperNo as number | undefined;
  const service = paperNo === undefined ? undefined : await findService(trx, held, NOTICE, { paperNo });
  if (service === undefined) {
    return refuse('case-state', '约谈通知书尚未送达该单位，请先登记最近一份通知书的送达及凭证。', {
      state: held.state,
    });
  }
  return takeStep(trx, acting.act, INTERVIEW, held, {
    deed: 'called',
    serviceNo: service.serviceNo,
    content: { servedOn: service.servedOn },
  });
}

/** `content`: what was said and urged, without names; `evidenceNo`: the minutes. */
export type InterviewHeld = { documentNo: string; heldOn: string; content: string; evidenceNo: number };

/** Writes down the interview that was held: a record that only government sees, and from which nothing follows. */
export async function recordInterview(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, heldOn, content, evidenceNo }: InterviewHeld,
): Promise<(StepTaken & { recordId: string }) | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeInterview(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(INTERVIEW, held.state, 'recorded') === undefined) return refuseStep(INTERVIEW, held.state, 'recorded');
  const servedOn = lastDeed(held, 'called')?.content.servedOn as string;
  if (heldOn < servedOn || heldOn > today(act.now)) {
    return refuse('invalid-request', '约谈日期应在通知书送达之日以后，且不晚于今天，请核对。', { field: 'heldOn' });
  }
  const unheld = await refuseUnheldEvidence(trx, held, evidenceNo);
  if (unheld !== null) return unheld;
  const taken = await takeStep(trx, act, INTERVIEW, held, {
    deed: 'recorded',
    documentNo,
    content: { heldOn, evidenceNo },
  });
  if (isRefusal(taken)) return taken;
  const from = { subjectId: held.subjectId, caseId, deedNo: taken.deedNo, deed: 'recorded' as const };
  const said = recordFrom(held.reasons, { documentNo, heldOn, content: maskEveryIdentifierIn(content.trim()) });
  const recorded = await recordOfCase(trx, act, catalogue, from, said);
  return isRefusal(recorded) ? recorded : { ...taken, recordId: recorded.recordId };
}

export async function stopInterview(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { reason }: { reason: string },
): Promise<StepTaken | Refusal> {
  const held = await takeInterview(trx, acting, caseId);
  return isRefusal(held) ? held : takeStep(trx, acting.act, INTERVIEW, held, { deed: 'stopped', reason });
}

async function takeInterview(
  trx: Transaction,
  { act, reach }: Acting,
  caseId: string,
): Promise<(HeldCase & { reasons: Reasons }) | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, INTERVIEW, caseId);
  if (isRefusal(held)) return held;
  const [first] = held.deeds;
  if (first === undefined) throw new Error('a case begins with a deed');
  return { ...held, reasons: first.content as Reasons };
}

function recordFrom(
  { kind, grounds }: Reasons,
  { documentNo, heldOn, content }: { documentNo: string; heldOn: string; content: string },
): Decided {
  return { category: CATEGORY, documentNo, decidedOn: heldOn, details: { kinds: kind, content, grounds } };
}
