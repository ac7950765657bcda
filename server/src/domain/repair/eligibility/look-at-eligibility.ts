import { today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Reach } from '../../../platform/http/caller.ts';
import { agenciesOfReach } from '../../casework/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { rememberDisclosures } from '../../records/index.ts';
import { findSubjectByCode, getSubject, type Subject } from '../../subjects/index.ts';
import { type Eligibility, eligibilityOf } from './eligibility.ts';
import type { HeldProof } from './proofs.ts';
import { type RepairRecord, recordsOf } from './records-of.ts';

export type EligibleRecord = Pick<
  RepairRecord,
  'recordId' | 'category' | 'categoryName' | 'documentNo' | 'decidedOn' | 'publicUntil' | 'agency' | 'agencyName'
> &
  Eligibility & {
    /** What the applicant need not show, because we hold it. */
    held: Pick<HeldProof, 'what' | 'source' | 'says'>[];
  };

export type EligibilityAnswer = {
  subject: { subjectId: string; code: string | null; name: string };
  asOf: string;
  records: EligibleRecord[];
  more: boolean;
  /** All that may be asked for. */
  materials: { code: string; says: string }[];
};

/** The whole of what an applicant may be asked to show (国办发〔2025〕22号 二、（三）, a pointer). */
export const MATERIALS = [
  { code: 'performance', says: '履行义务、纠正失信行为的证明；本平台已有的，无须提交。' },
  { code: 'commitment', says: '信用修复承诺书；由本平台提供，申请人确认即可。' },
] as const;

/**
 * Which records of an organisation may be repaired, from when, and what is missing for each: of the own organisation, of
 * any at the counter, of the own decisions at an agency. What does not stand is not told of.
 */
export async function lookAtEligibility(
  trx: Queryable,
  act: Act,
  { reach, catalogue }: { reach: Reach; catalogue: Catalogue },
  code: string | undefined,
): Promise<EligibilityAnswer | Refusal> {
  const subject = await subjectMeant(trx, reach, code);
  if (isRefusal(subject)) return subject;
  const day = today(act.now);
  const { records, more } = await recordsOf(trx, catalogue, subject.subjectId, { day });
  const agencies = reach.over === 'subject' ? null : await agenciesOfReach(trx, reach, day);
  const told = records
    .filter(({ agency }) => agencies === null || agencies.includes(agency))
    .filter(({ facts }) => facts.adverse && (facts.standing === 'stands' || facts.standing === 'revoked'))
    .map((record) => eligibleRecord(record, day));
  const disclosed = told.map(({ recordId }) => ({ subjectId: subject.subjectId, recordId }));
  await rememberDisclosures(trx, { agency: act.agency, way: 'finding', now: act.now }, disclosed);
  await journal(trx, act, {
    event: 'repair.eligibility-read',
    subjectId: subject.subjectId,
    target: subject.subjectId,
    detail: { records: told.length },
  });
  const { subjectId, name } = subject;
  return {
    subject: { subjectId, code: subject.code, name },
    asOf: day,
    records: told,
    more,
    materials: [...MATERIALS],
  };
}

export function eligibleRecord(record: RepairRecord, day: string): EligibleRecord {
  const { recordId, category, categoryName, documentNo, decidedOn, publicUntil, agency, agencyName, held } = record;
  return {
    ...{ recordId, category, categoryName, documentNo, decidedOn, publicUntil, agency, agencyName },
    ...eligibilityOf(record.facts, day),
    held: held.map(({ what, source, says }) => ({ what, source, says })),
  };
}

/** The own organisation of its user; whom an official names. */
export async function subjectMeant(db: Queryable, reach: Reach, code: string | undefined): Promise<Subject | Refusal> {
  const named = code === undefined ? null : await findSubjectByCode(db, code);
  const subject = reach.over === 'subject' ? await getSubject(db, reach.subjectId) : named;
  if (reach.over !== 'subject' && code === undefined) {
    return refuse('invalid-request', '请写明单位的统一社会信用代码。', { field: 'subject' });
  }
  const other = reach.over === 'subject' && code !== undefined && named?.subjectId !== reach.subjectId;
  if (subject === null || subject.standing === 'retired' || other) {
    return refuse('not-found', '没有找到该单位，请核对统一社会信用代码。', { field: 'subject' });
  }
  return subject;
}
