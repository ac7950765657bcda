import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Sent, send } from '../../../platform/http/sent.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { type FilledPaper, renderDocx, renderPdf } from '../papers/index.ts';
import { namedPaper } from '../persons/names-for-papers.ts';

export const PAPER_FORMATS = ['docx', 'pdf'] as const;
export type PaperFormat = (typeof PAPER_FORMATS)[number];

const TYPES: Readonly<Record<PaperFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** An issued paper as a document, with the names of its persons while they are held; journalled before it is answered. */
export async function readPaper(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  { subjectId, caseId }: Pick<HeldCase, 'subjectId' | 'caseId'>,
  { paperNo, format }: { paperNo: number; format: PaperFormat },
): Promise<Sent | Refusal> {
  const { rows } = await trx.query<{ content: FilledPaper; title: string; documentNo: string }>(
    `select content, title, document_no as "documentNo" from case_paper
      where subject_id = $1 and case_id = $2 and paper_no = $3`,
    [subjectId, caseId, paperNo],
  );
  const issued = rows[0];
  if (issued === undefined) return refuse('not-found', '没有找到该文书，请核对编号。');
  await journal(trx, act, { event: 'case.paper-read', subjectId, target: caseId, detail: { paperNo, format } });
  const paper = await namedPaper(trx, secrets, act, { subjectId, caseId }, issued.content);
  const bytes = await (format === 'pdf' ? renderPdf(paper) : renderDocx(paper));
  return send(TYPES[format], bytes, { fileName: `${issued.title} ${issued.documentNo}.${format}` });
}
