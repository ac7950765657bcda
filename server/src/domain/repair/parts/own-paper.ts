import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Sent } from '../../../platform/http/sent.ts';
import { type Acting, type PaperFormat, readPaper } from '../../casework/index.ts';
import type { Act } from '../../journal/index.ts';

/**
 * A paper of an own application, its commitment or its result, for the organisation that applied. Whether it counts as served,
 * the case says.
 */
export async function readOwnRepairPaper(
  trx: Transaction,
  { act, reach, secrets }: { act: Act } & Pick<Acting, 'reach' | 'secrets'>,
  { caseId, paperNo, format }: { caseId: string; paperNo: number; format: PaperFormat },
): Promise<Sent | Refusal> {
  const subjectId = reach.over === 'subject' ? reach.subjectId : '';
  const { rowCount } = await trx.query(
    `select from repair_part r join case_paper p on p.subject_id = r.subject_id and p.case_id = r.case_id
      where r.subject_id = $1 and r.case_id = $2 and p.paper_no = $3 and p.person_no is null`,
    [subjectId, caseId, paperNo],
  );
  if (rowCount !== 1) return refuse('not-found', '没有找到该文书，请核对案件和文书的编号。');
  return readPaper(trx, secrets, act, { subjectId, caseId }, { paperNo, format });
}
