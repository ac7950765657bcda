import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { withinReach } from '../access/index.ts';
import { type Acting, casePersons } from '../casework/index.ts';
import { type CurrentVersion, findCurrent, findInSight } from '../records/index.ts';
import { findSubjectByCode, namingDecision } from '../subjects/index.ts';
import type { About, Origin } from './rules.ts';
import { whoAnswers } from './who-answers.ts';

/** Any constant: one objection at a time is taken in about a record. */
const OBJECTED_LOCK = 990_100_031;

/** The record objected to, and by whom. */
export type Objected = {
  record: CurrentVersion;
  origin: Exclude<Origin, 'own-motion'>;
  personId: string;
  personNo: number | null;
  proof: string | null;
};

type Sought = { subject?: string | undefined; recordId: string; about: About; proof?: string | undefined };

/**
 * What is objected to, within the objector's sight: an organisation its own records, the counter those of whoever came, a
 * person the decision that names the person. What lies beyond does not exist.
 */
export async function findObjected(trx: Transaction, acting: Acting, sought: Sought): Promise<Objected | Refusal> {
  const { reach } = acting;
  const { recordId, about } = sought;
  await lockObjected(trx, recordId);
  const byPerson = reach.over === 'subject' && reach.subjectId.startsWith('P-');
  if (byPerson !== (about === 'naming')) {
    return byPerson
      ? refuse('not-permitted', '本人只能就“列为责任人员”提出异议；对单位信息的异议，由单位提出。', { field: 'about' })
      : refuse('not-permitted', '“列为责任人员”由本人提出异议，单位不能代为提出。', { field: 'about' });
  }
  if (reach.over === 'subject' && byPerson) return byNamedPerson(trx, acting, reach.subjectId, recordId);
  if (reach.over === 'subject') {
    const record = await inSight(trx, acting, reach.subjectId, recordId);
    return isRefusal(record) ? record : { record, origin: 'organisation', personId: '', personNo: null, proof: null };
  }
  return atCounter(trx, acting, sought);
}

export async function lockObjected(trx: Transaction, recordId: string): Promise<void> {
  await trx.query('select pg_advisory_xact_lock($1, hashtext($2))', [OBJECTED_LOCK, recordId]);
}

async function inSight(
  trx: Transaction,
  { act, catalogue }: Acting,
  subjectId: string,
  recordId: string,
): Promise<CurrentVersion | Refusal> {
  return (await findInSight(trx, catalogue, { subjectId, recordId, now: act.now })) ?? noSuchRecord();
}

async function atCounter(
  trx: Transaction,
  acting: Acting,
  { subject: code, recordId, proof }: Sought,
): Promise<Objected | Refusal> {
  const shown = maskEveryIdentifierIn((proof ?? '').trim());
  if (code === undefined || shown === '') {
    return refuse(
      'invalid-request',
      '窗口代为登记的，请写明单位的统一社会信用代码 subject，以及来人和所验材料 proof（不写证件号码）。',
      {
        field: code === undefined ? 'subject' : 'proof',
      },
    );
  }
  const subject = await findSubjectByCode(trx, code);
  const record = subject === null ? noSuchRecord() : await inSight(trx, acting, subject.subjectId, recordId);
  if (isRefusal(record)) return record;
  const { uscc } = await whoAnswers(trx, record);
  if (!(await withinReach(trx, acting.reach, uscc))) return noSuchRecord();
  return { record, origin: 'counter', personId: '', personNo: null, proof: shown };
}

async function byNamedPerson(
  trx: Transaction,
  { act }: Acting,
  personId: string,
  recordId: string,
): Promise<Objected | Refusal> {
  const named = await namingDecision(trx, personId, recordId, today(act.now));
  const record = named === undefined ? undefined : await findCurrent(trx, { subjectId: named.organisation, recordId });
  if (record === undefined) return noSuchRecord();
  const { rows } = await trx.query<{ caseId: string }>(
    `select case_id as "caseId" from record where subject_id = $1 and record_id = $2 and case_deed = 'took-effect' limit 1`,
    [record.subjectId, recordId],
  );
  const persons = rows[0] === undefined ? [] : await casePersons(trx, { subjectId: record.subjectId, ...rows[0] });
  const personNo = persons.find(({ heldAs }) => heldAs === personId)?.personNo;
  return personNo === undefined ? noSuchRecord() : { record, origin: 'person', personId, personNo, proof: null };
}

export function noSuchRecord(): Refusal {
  return refuse('not-found', '没有找到这条信息，请核对记录编号；已经撤回、终止或者期满的信息无须提出异议。');
}
