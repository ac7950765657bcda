import { type Term, today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, openCase, type StepTaken, takeStep, valuesOfDecision } from '../casework/index.ts';
import { findSubjectByCode, getSubject, type Subject } from '../subjects/index.ts';
import { type Candidacy, decisionOf, takeHonour } from './candidacy.ts';
import { refuseNoGrantor } from './grantor.ts';
import { HONOUR, type Proposer } from './rules.ts';

export type Opened = { caseId: string; state: string };

/** A number no decision will have, for judging a candidacy whose document has none yet. */
const NO_NUMBER_YET = '（待定）';
/** Any constant: the first half of the lock under which one honour at a time begins for an organisation. */
const HONOUR_LOCK = 990_100_023;

export type Application = { agency: string; honour: string; statement: string };

/** An organisation applies, by its own user, to an agency that grants honours; it is the agency that accepts and decides. */
export async function applyForHonour(
  trx: Transaction,
  { act, reach, catalogue }: Acting,
  { agency, honour, statement }: Application,
): Promise<Opened | Refusal> {
  const subject = reach.over === 'subject' ? await getSubject(trx, reach.subjectId) : null;
  if (subject === null || subject.standing !== 'registered') return refuseUnregistered();
  const mayNot = await refuseNoGrantor(trx, agency, today(act.now));
  if (mayNot !== null) return mayNot;
  const name = maskEveryIdentifierIn(honour.trim());
  const open = await openHonour(trx, subject.subjectId, { agency, honour: name });
  if (open !== undefined) return refuse('conflict', '同一荣誉的申请或者评定正在办理，请勿重复提出。', { caseId: open });
  return openCase(
    trx,
    act,
    HONOUR,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version, agency },
    { deed: 'applied', reason: statement, content: { honour: name } },
  );
}

export type CandidacyAsked = {
  honour: string;
  grounds: string;
  term?: Term | undefined;
};
export type Nomination = CandidacyAsked & {
  /** 统一社会信用代码. */
  subject: string;
  /** Whoever put the organisation forward; the agency itself unless said. */
  proposedBy?: { kind: Proposer; name: string } | undefined;
};

/** The agency takes a candidate up, on its own motion or because another agency, an association or the press proposed it. */
export async function nominate(
  trx: Transaction,
  acting: Acting,
  { subject: code, proposedBy, ...asked }: Nomination,
): Promise<Opened | Refusal> {
  const { act, catalogue } = acting;
  const subject = await findSubjectByCode(trx, code);
  if (subject === null || subject.standing !== 'registered') return refuseUnregistered();
  const mayNot = await refuseNoGrantor(trx, act.agency, today(act.now));
  if (mayNot !== null) return mayNot;
  const candidacy = candidacyFrom(asked, proposedBy);
  const amiss = await refuseUnfit(trx, acting, subject, candidacy);
  if (amiss !== null) return amiss;
  const open = await openHonour(trx, subject.subjectId, { agency: act.agency, honour: candidacy.honour });
  if (open !== undefined) return refuse('conflict', '同一荣誉的申请或者评定正在办理，请勿重复立案。', { caseId: open });
  return openCase(
    trx,
    act,
    HONOUR,
    { subjectId: subject.subjectId, catalogueVersion: catalogue.version },
    { deed: proposedBy === undefined ? 'nominated' : 'recommended', content: candidacy },
  );
}

/** The agency accepts an application and says for what the honour would be, on which clauses, for how long. */
export async function acceptApplication(
  trx: Transaction,
  acting: Acting,
  caseId: string,
  asked: CandidacyAsked,
): Promise<StepTaken | Refusal> {
  const held = await takeHonour(trx, acting, caseId);
  if (isRefusal(held)) return held;
  const subject = await getSubject(trx, held.subjectId);
  if (subject === null) return refuseUnregistered();
  const candidacy = candidacyFrom(asked, undefined);
  const amiss = await refuseUnfit(trx, acting, subject, candidacy);
  if (amiss !== null) return amiss;
  return takeStep(trx, acting.act, HONOUR, held, { deed: 'accepted', content: candidacy });
}

function candidacyFrom({ honour, grounds, term }: CandidacyAsked, proposedBy: Nomination['proposedBy']): Candidacy {
  return {
    honour: maskEveryIdentifierIn(honour.trim()),
    grounds: maskEveryIdentifierIn(grounds.trim()),
    ...(term === undefined ? {} : { term }),
    ...(proposedBy === undefined
      ? {}
      : { proposedBy: { kind: proposedBy.kind, name: maskEveryIdentifierIn(proposedBy.name.trim()) } }),
  };
}

/** What could not be recorded is refused before anybody is checked and shown. */
async function refuseUnfit(
  trx: Transaction,
  acting: Acting,
  { subjectId }: Subject,
  candidacy: Candidacy,
): Promise<Refusal | null> {
  const decided = decisionOf(acting, candidacy, NO_NUMBER_YET);
  if (isRefusal(decided)) return decided;
  const judged = await valuesOfDecision(trx, acting.act, acting.catalogue, subjectId, decided);
  return isRefusal(judged) ? judged : null;
}

function refuseUnregistered(): Refusal {
  return refuse('not-found', '登记信息中没有该单位，请核对统一社会信用代码。', { field: 'subject' });
}

/** A case of the same agency about the same honour that is not decided yet; until this transaction ends nobody else begins one. */
async function openHonour(
  trx: Transaction,
  subjectId: string,
  { agency, honour }: { agency: string; honour: string },
): Promise<string | undefined> {
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [HONOUR_LOCK, subjectId]);
  const { rows } = await trx.query<{ caseId: string }>(
    `select f.case_id as "caseId" from case_file f
       join case_deed d on d.subject_id = f.subject_id and d.case_id = f.case_id and d.deed_no = 1
      where f.subject_id = $1 and f.procedure = $2 and f.agency = $3 and d.content ->> 'honour' = $4
        and not exists (select from case_deed e where e.subject_id = f.subject_id and e.case_id = f.case_id
          and e.to_state in ('in-force', 'declined'))
      limit 1`,
    [subjectId, HONOUR.procedure, agency, honour],
  );
  return rows[0]?.caseId;
}
