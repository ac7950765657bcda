import type { Transaction } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Sent } from '../../platform/http/sent.ts';
import { type Acting, type PaperFormat, readPaper } from '../casework/index.ts';
import type { Act } from '../journal/index.ts';
import { isOwn } from './objection.ts';

/**
 * A paper of an own objection, such as its result, for the organisation or the person it is addressed to: of a case that the
 * own objections tell of. Whether it counts as served, the case says.
 */
export async function readOwnPaper(
  trx: Transaction,
  { act, reach, secrets }: { act: Act } & Pick<Acting, 'reach' | 'secrets'>,
  { caseId, paperNo, format }: { caseId: string; paperNo: number; format: PaperFormat },
): Promise<Sent | Refusal> {
  const objector = reach.over === 'subject' ? reach.subjectId : '';
  const { rows } = await trx.query<{ subjectId: string }>(
    `select o.subject_id as "subjectId" from objection o
       join case_paper p on p.subject_id = o.subject_id and p.case_id = o.case_id and p.paper_no = $3
        and p.person_no is not distinct from o.person_no
      where ${isOwn(objector)} and o.case_id = $2`,
    [objector, caseId, paperNo],
  );
  const [own] = rows;
  if (own === undefined) return refuse('not-found', '没有找到该文书，请核对案件和文书的编号。');
  return readPaper(trx, secrets, act, { ...own, caseId }, { paperNo, format });
}
