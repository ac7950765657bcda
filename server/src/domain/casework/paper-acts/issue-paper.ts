import { canonicalJson, type Json, sha256Hex } from '../../../kernel/canonical-json.ts';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { getAgency } from '../../access/index.ts';
import type { Catalogue } from '../../catalogue/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import { getSubject } from '../../subjects/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { DOCUMENT_CHARACTERS } from '../cases/take-step.ts';
import { type Blanks, fillPaper } from '../papers/index.ts';

/** Papers of one case at most. */
export const PAPERS_A_CASE = 50;

/** `personNo`: the person named in role whose paper it is. */
export type PaperToIssue = { paper: string; documentNo: string; blanks: Blanks; personNo?: number };

export type PaperIssued = { paperNo: number; paper: string; documentNo: string; issuedOn: CalendarDate };

/**
 * Issues a paper of the catalogue in a case: filled once, kept with its hash, and made into the same DOCX and PDF whenever
 * it is asked for. What every paper says (whom, by whom, number, day) is filled in here. What an organisation writes
 * itself, who acts for no agency, stands in the case of the agency it turns to.
 */
export async function issuePaper(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  { subjectId, caseId, agency: ofCase }: HeldCase,
  { paper: code, documentNo, blanks, personNo }: PaperToIssue,
): Promise<PaperIssued | Refusal> {
  const number = documentNo.trim();
  if (number === '' || [...number].length > DOCUMENT_CHARACTERS) {
    return refuse('invalid-request', `请写明文书号，不超过 ${DOCUMENT_CHARACTERS} 个字符。`, { field: 'documentNo' });
  }
  const paper = catalogue.paper(code);
  if (paper === undefined)
    return refuse('conflict', '现行目录没有这种文书的模板，请目录编辑补充后再办理。', { paper: code });
  const [agency, subject] = [await getAgency(trx, act.agency || ofCase), await getSubject(trx, subjectId)];
  if (subject === null) return refuse('not-found', '没有找到案件所涉的主体。');
  const issuedOn = today(act.now);
  const usual = {
    agency: agency.name,
    documentNo: number,
    issuedOn,
    subject: subject.name,
    subjectCode: subject.code ?? subject.subjectId,
  };
  const asked = new Set(paper.blanks.map(({ id }) => id));
  const filled = fillPaper(paper, {
    ...Object.fromEntries(Object.entries(usual).filter(([id]) => asked.has(id))),
    ...blanks,
  });
  if (isRefusal(filled)) return filled;
  const { rows } = await trx.query<{ last: number }>(
    'select coalesce(max(paper_no), 0) as last from case_paper where subject_id = $1 and case_id = $2',
    [subjectId, caseId],
  );
  const paperNo = (rows[0]?.last ?? 0) + 1;
  if (paperNo > PAPERS_A_CASE) return refuse('conflict', `一个案件最多制作 ${PAPERS_A_CASE} 份文书。`);
  const sha256 = sha256Hex(canonicalJson(filled as unknown as Json));
  await trx.query(
    `insert into case_paper (subject_id, case_id, paper_no, paper, title, document_no, content, sha256, issued_on, issued_by, issued_at, person_no)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      subjectId,
      caseId,
      paperNo,
      code,
      filled.title,
      number,
      JSON.stringify(filled),
      sha256,
      issuedOn,
      act.actor,
      act.now,
      personNo ?? null,
    ],
  );
  const { agency: acting, ...self } = act;
  await journal(trx, acting === '' ? self : act, {
    event: 'case.paper-issued',
    subjectId,
    target: caseId,
    detail: { paperNo, paper: code, documentNo: number, sha256, ...(personNo === undefined ? {} : { personNo }) },
  });
  return { paperNo, paper: code, documentNo: number, issuedOn };
}
