import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import {
  type Acting,
  casePersons,
  findService,
  isNamed,
  issuePaper,
  lastDeed,
  refuseRecorded,
  refuseStep,
  type StepTaken,
  stepFrom,
  takeStep,
  tokenOf,
  valuesOfDecision,
} from '../casework/index.ts';
import { repairTermsFor, windowsFor } from '../catalogue/index.ts';
import { type Contact, NOTICE } from './issue-notice.ts';
import { decisionOf, type HeldListing, refuseUnregistered, takeListing } from './listing.ts';
import { measureRows, type Preview, previewListing } from './preview.ts';
import { LISTING } from './rules.ts';

export const DECISION = 'listing-decision';
export const REPAIR_NOTICE = 'repair-notice';

/** Where the organisation may turn against the decision; periods are the law's, filled in by who decides. */
export type Remedies = {
  reconsiderationBody: string;
  reconsiderationPeriod: string;
  court: string;
  suitPeriod: string;
};
export type DecisionToIssue = Pick<Contact, 'contact' | 'phone'> &
  Remedies & { documentNo: string; repairDocumentNo: string };

export type DecisionIssued = StepTaken & { decisionPaperNo: number; repairPaperNo: number };

/** Makes the decision and, with it, the repair notice (两书同达); both count once they are served. */
export async function decideListing(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  { documentNo, repairDocumentNo, contact, phone, ...remedies }: DecisionToIssue,
): Promise<DecisionIssued | Refusal> {
  const { act, catalogue } = acting;
  const held = await takeListing(trx, acting, caseId);
  if (isRefusal(held)) return held;
  if (stepFrom(LISTING, held.state, 'decided') === undefined) return refuseStep(LISTING, held.state, 'decided');
  const day = today(act.now);
  const unregistered = await refuseUnregistered(trx, act.agency, held.list);
  if (unregistered !== null) return unregistered;
  const said = decisionOf(held, { documentNo, decidedOn: day, servedOn: day });
  if (isRefusal(said)) return said;
  const judged = await valuesOfDecision(trx, act, catalogue, held.subjectId, said);
  if (isRefusal(judged)) return judged;
  const recorded = await refuseRecorded(trx, judged);
  if (recorded !== null) return recorded;
  const notice = await findService(trx, held, NOTICE, {
    paperNo: Number(lastDeed(held, 'notice-issued')?.content.paperNo),
  });
  const noticeNo = lastDeed(held, 'notice-issued')?.documentNo;
  const proposed = lastDeed(held, 'proposed');
  if (notice === undefined || noticeNo == null || proposed === undefined) {
    throw new Error('a confirmed listing has been noticed and proposed');
  }
  // what follows is what the law of this day says, which may be less or more than it said when this was confirmed
  const preview = await previewListing(trx, act, catalogue, held);
  if (isRefusal(preview)) return preview;
  const decision = await issuePaper(trx, act, catalogue, held, {
    paper: DECISION,
    documentNo,
    blanks: {
      listName: held.list.name,
      noticeNo,
      noticeServedOn: notice.servedOn,
      facts: held.draft.reason,
      ...statementsOf(held),
      reasons: within(STATEMENT_CHARACTERS, proposed.reason ?? ''),
      grounds: held.draft.grounds,
      listedFrom: day,
      ...(said.validUntil === undefined ? {} : { listedUntil: said.validUntil }),
      measures: measureRows(preview, catalogue),
      ...(await personsOf(trx, held, preview, catalogue)),
      exit: [held.draft.exitCondition],
      ...remedies,
    },
  });
  if (isRefusal(decision)) return decision;
  const repair = await issueRepairNotice(trx, acting, held, { documentNo, repairDocumentNo, contact, phone });
  if (isRefusal(repair)) return repair;
  const taken = await takeStep(trx, act, LISTING, held, {
    deed: 'decided',
    documentNo,
    content: {
      decisionPaperNo: decision.paperNo,
      repairPaperNo: repair.paperNo,
      decidedOn: day,
      validUntil: said.validUntil ?? null,
      repairDocumentNo,
    },
  });
  if (isRefusal(taken)) return taken;
  return { ...taken, decisionPaperNo: decision.paperNo, repairPaperNo: repair.paperNo };
}

/** Whom the decision names, by token: the name stands in the document and not in what is kept of it. */
async function personsOf(
  trx: Transaction,
  held: HeldListing,
  preview: Preview,
  catalogue: Acting['catalogue'],
): Promise<Record<string, string[][]>> {
  const persons = (await casePersons(trx, held)).filter(isNamed);
  if (persons.length === 0) return {};
  return {
    persons: persons.map(({ personNo, duty, conduct }) => [tokenOf(personNo), duty, conduct]),
    personMeasures: measureRows({ measures: preview.forPersons }, catalogue),
  };
}

/** What the organisation said, and what became of it; nothing where it said nothing. */
function statementsOf(held: HeldListing): Record<string, string> {
  const said = held.deeds.flatMap(({ deed, reason, content }) => {
    if (deed === 'person-stated') return [`责任人员${content.personNo}：${reason ?? ''}`];
    return deed === 'stated' ? [reason ?? ''] : [];
  });
  const heard = lastDeed(held, 'hearing-held');
  const outcome = lastDeed(held, 'proposed')?.content.onStatements;
  return {
    ...(said.length === 0 ? {} : { statement: within(STATEMENT_CHARACTERS, said.join('；')) }),
    ...(heard === undefined
      ? {}
      : {
          hearing: within(
            HEARING_CHARACTERS,
            `${heard.onDay} 举行听证（笔录：${heard.documentNo}）。${heard.reason ?? ''}`,
          ),
        }),
    ...(typeof outcome === 'string' ? { statementOutcome: within(STATEMENT_CHARACTERS, outcome) } : {}),
  };
}

/** As long as the paper's blanks take; the whole of it stays in the case. */
const STATEMENT_CHARACTERS = 2_000;
const HEARING_CHARACTERS = 1_000;

/** In one paragraph, cut where the paper ends: however somebody writes, the decision can be made. */
function within(most: number, text: string): string {
  const paragraph = text
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  return [...paragraph].slice(0, most).join('');
}

/** How grave an entry is, in the words of the notice. */
const SEVERITY_WORDS = { minor: '轻微', general: '一般', serious: '严重' } as const;

async function issueRepairNotice(
  trx: Transaction,
  { act, catalogue }: Acting,
  held: HeldListing,
  {
    documentNo,
    repairDocumentNo,
    contact,
    phone,
  }: Pick<DecisionToIssue, 'documentNo' | 'repairDocumentNo' | 'contact' | 'phone'>,
) {
  const day = today(act.now);
  const decided = decisionOf(held, { documentNo, decidedOn: day, servedOn: day });
  if (isRefusal(decided)) return decided;
  const entry = {
    category: decided.category,
    authority: act.agency,
    fields: { decidedOn: day, validUntil: decided.validUntil ?? null, listType: held.list.name },
  };
  const windows = windowsFor(catalogue, entry);
  const { repairAcceptWorkingDays, repairAnswerWorkingDays } = catalogue.policy;
  const repair = repairTermsFor(catalogue, entry);
  const repairableFrom = repair?.firstDay ?? windows.repairableFrom ?? day;
  return issuePaper(trx, act, catalogue, held, {
    paper: REPAIR_NOTICE,
    documentNo: repairDocumentNo,
    blanks: {
      decisionName: '列入名单决定书',
      decisionNo: documentNo,
      decidedOn: day,
      severity: SEVERITY_WORDS[held.list.severity ?? 'serious'],
      ...(windows.publicUntil === null ? {} : { publishedUntil: windows.publicUntil }),
      repairableFrom,
      conditions: [
        ...(repairableFrom > day ? ['最短公示期届满'] : []),
        '纠正失信行为、履行法定义务',
        '公开作出信用承诺',
        ...(repair?.conditions.map(({ says }) => says) ?? []),
        '法律、法规、规章和国家规定的其他条件',
      ],
      materials: ['履行义务、纠正失信行为的证明材料（本平台能够核验的，无须提交）', '信用承诺书'],
      channels: ['“信用中国”网站', '政务服务大厅信用修复窗口', '本平台“我要修复”'],
      acceptPeriod: `${repairAcceptWorkingDays}个工作日`,
      answerPeriod: `${repairAnswerWorkingDays}个工作日`,
      contact,
      telephone: phone,
    },
  });
}
