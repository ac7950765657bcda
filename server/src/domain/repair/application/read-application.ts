import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { findAgency } from '../../access/index.ts';
import { type Acting, agenciesOfReach, clocksOf, findCase, type HeldCase, ownAct } from '../../casework/index.ts';
import type { RepairProof } from '../../catalogue/index.ts';
import { journal } from '../../journal/index.ts';
import { getSubject } from '../../subjects/index.ts';
import { ANSWER_CLOCK, COMPLETE_CLOCK, REPAIR, UNDECIDED } from '../rules.ts';
import { type Application, findApplication } from './application.ts';

export type PartRecord = {
  recordId: string;
  category: string;
  documentNo: string | null;
  decidedOn: string | null;
  /** Null while nobody has decided. */
  outcome: 'granted' | 'refused' | 'declined' | 'revoked' | 'withdrawn' | null;
};

export type PartAnswer = {
  caseId: string;
  agency: string;
  agencyName: string;
  state: string;
  stateName: string;
  decided: boolean;
  /** Last day for the result; null while the term stands still. */
  dueOn: string | null;
  overdue: boolean;
  /** What the applicant is asked to complete, and the last day for it; null where nothing is waited for. */
  completion: { missing: RepairProof[]; reason: string; dueOn: string | null } | null;
  /** Of the deed that decided it. */
  reason: string | null;
  documentNo: string | null;
  records: PartRecord[];
};

export type ApplicationAnswer = Application & {
  subject: { subjectId: string; code: string | null; name: string };
  /** One state over all parts: done once every agency has decided its own. */
  state: 'open' | 'done';
  decidedParts: number;
  parts: PartAnswer[];
};

type Who = Pick<Acting, 'act' | 'reach' | 'catalogue'>;

/** An application and how far each agency is with its part; to an agency its own part alone. */
export async function readApplication(
  trx: Queryable,
  who: Who,
  applicationId: string,
): Promise<ApplicationAnswer | Refusal> {
  const application = await findApplication(trx, applicationId);
  if (application === undefined) return noSuchApplication();
  const answer = await answerApplication(trx, who, application);
  if (isRefusal(answer)) return answer;
  const { subjectId } = application;
  await journal(trx, ownAct(who.act), { event: 'repair.application-read', subjectId, target: applicationId });
  return answer;
}

export function noSuchApplication(): Refusal {
  return refuse('not-found', '没有找到该申请，请核对申请编号。');
}

/** The application as its reader may see it; beyond reach it does not exist. */
export async function answerApplication(
  db: Queryable,
  { act, reach, catalogue }: Who,
  application: Application,
): Promise<ApplicationAnswer | Refusal> {
  const { subjectId, applicationId } = application;
  if (reach.over === 'subject' && reach.subjectId !== subjectId) return noSuchApplication();
  const day = today(act.now);
  const agencies = reach.over === 'subject' ? null : await agenciesOfReach(db, reach, day);
  const { rows } = await db.query<{ caseId: string; agency: string }>(
    `select case_id as "caseId", agency from repair_part where subject_id = $1 and application_id = $2 order by agency`,
    [subjectId, applicationId],
  );
  const own = rows.filter(({ agency }) => agencies === null || agencies.includes(agency));
  if (own.length === 0) return noSuchApplication();
  const clocks = await clocksOf(
    db,
    own.map(({ caseId }) => caseId),
    catalogue.workingDays,
    day,
  );
  const parts: PartAnswer[] = [];
  for (const { caseId, agency } of own) {
    const held = await findCase(db, caseId);
    if (held === undefined) throw new Error('a part has its case');
    const clockOf = (name: string) => clocks.get(caseId)?.find((one) => one.clock === name);
    const clock = clockOf(ANSWER_CLOCK);
    parts.push({
      caseId,
      agency,
      agencyName: (await findAgency(db, agency))?.name ?? agency,
      ...stateOf(held),
      dueOn: clock?.dueOn ?? null,
      overdue: clock?.overdue ?? false,
      completion: completionOf(held, clockOf(COMPLETE_CLOCK)?.dueOn ?? null),
      records: await recordsOfPart(db, held, (code) => catalogue.category(code)?.name ?? code),
    });
  }
  const decidedParts = parts.filter(({ decided }) => decided).length;
  const subject = await getSubject(db, subjectId);
  return {
    ...application,
    subject: { subjectId, code: subject?.code ?? null, name: subject?.name ?? '' },
    state: decidedParts === parts.length ? 'done' : 'open',
    decidedParts,
    parts,
  };
}

function completionOf({ state, deeds }: HeldCase, dueOn: string | null): PartAnswer['completion'] {
  if (state !== 'completing') return null;
  const asked = deeds.findLast(({ deed }) => deed === 'completion-asked');
  const missing = Array.isArray(asked?.content.missing) ? (asked.content.missing as RepairProof[]) : [];
  return { missing, reason: asked?.reason ?? '', dueOn };
}

const DECIDING = ['granted', 'refused', 'declined', 'incomplete', 'withdrawn', 'revoked'];

function stateOf({ state, deeds }: HeldCase) {
  const deciding = deeds.findLast(({ deed }) => DECIDING.includes(deed));
  return {
    state,
    stateName: (REPAIR.states as Record<string, { name: string }>)[state]?.name ?? state,
    decided: !UNDECIDED.includes(state),
    reason: deciding?.reason ?? null,
    documentNo: deciding?.documentNo ?? null,
  };
}

async function recordsOfPart(
  db: Queryable,
  { subjectId, caseId, state, deeds }: HeldCase,
  nameOf: (category: string) => string,
): Promise<PartRecord[]> {
  const { rows } = await db.query<Omit<PartRecord, 'outcome'>>(
    `select p.record_id as "recordId", r.category, r.document_no as "documentNo", r.decided_on as "decidedOn"
       from repair_record p
       join record r on r.subject_id = p.subject_id and r.record_id = p.record_id and r.version = p.version
      where p.subject_id = $1 and p.case_id = $2 order by p.record_id`,
    [subjectId, caseId],
  );
  const granted = deeds.findLast(({ deed }) => deed === 'granted')?.content.granted;
  const isGranted = (recordId: string) => Array.isArray(granted) && granted.includes(recordId);
  return rows.map(({ category, ...row }) => ({
    ...row,
    category: nameOf(category),
    outcome: outcomeOf(state, isGranted(row.recordId)),
  }));
}

function outcomeOf(state: string, isGranted: boolean): PartRecord['outcome'] {
  if (state === 'granted' || state === 'revoking') return isGranted ? 'granted' : 'refused';
  if (state === 'revoked') return isGranted ? 'revoked' : 'refused';
  return state === 'refused' || state === 'declined' || state === 'withdrawn' ? state : null;
}
