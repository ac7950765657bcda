import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { findCurrent } from '../records/index.ts';
import { getSubject } from '../subjects/index.ts';
import type { HeldObjection } from './objection.ts';
import { personInWords, recordInWords } from './words.ts';

/** Where to turn against an answer: filled in by the official as the law of the day says. */
export type Remedies = {
  reconsiderationBody: string;
  reconsiderationPeriod: string;
  court: string;
  suitPeriod: string;
};

/** What every paper of an objection says: to whom, about which record, and when the objection came. */
export async function usualBlanks(
  trx: Transaction,
  catalogue: Catalogue,
  { objection }: HeldObjection,
): Promise<{ objector: string; record: string; filedOn?: string }> {
  const { subjectId, personNo, origin, joinedAt, filedAt } = objection;
  const current = await findCurrent(trx, objection);
  const name = (await getSubject(trx, subjectId))?.name ?? subjectId;
  const filed = origin === 'own-motion' ? joinedAt : filedAt;
  return {
    objector: personNo === null ? name : `${name}${personInWords(personNo)}`,
    record: current === undefined ? '所指信息' : recordInWords(catalogue, current),
    ...(filed === null ? {} : { filedOn: today(filed) }),
  };
}
