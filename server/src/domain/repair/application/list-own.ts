import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { type Acting, ownAct } from '../../casework/index.ts';
import { journal } from '../../journal/index.ts';
import type { Application } from './application.ts';
import { APPLICATION_COLUMNS } from './application.ts';
import { type ApplicationAnswer, answerApplication, type PartAnswer } from './read-application.ts';

/** Own applications told at once, the newest first; of older ones the messages tell. */
export const OWN_APPLICATIONS = 20;

/** A part with what lies in its case: papers issued, and how many proofs were handed in. */
export type OwnPart = PartAnswer & {
  papers: { paperNo: number; title: string; documentNo: string | null }[];
  proofs: number;
};
export type OwnApplication = Omit<ApplicationAnswer, 'parts'> & { parts: OwnPart[] };

/** The applications of an organisation as its own user sees them, each with the papers issued in it; `more` are there. */
export async function listOwnApplications(
  trx: Transaction,
  who: Pick<Acting, 'act' | 'reach' | 'catalogue'>,
  subjectId: string,
): Promise<{ applications: OwnApplication[]; more: boolean }> {
  const { rows } = await trx.query<Application>(
    `select ${APPLICATION_COLUMNS} from repair_application a where a.subject_id = $1
      order by a.filed_at desc, a.application_id limit ${OWN_APPLICATIONS + 1}`,
    [subjectId],
  );
  const applications: OwnApplication[] = [];
  for (const application of rows.slice(0, OWN_APPLICATIONS)) {
    const answer = await answerApplication(trx, who, application);
    if (isRefusal(answer)) continue;
    const lying = await lyingIn(
      trx,
      subjectId,
      answer.parts.map(({ caseId }) => caseId),
    );
    applications.push({
      ...answer,
      parts: answer.parts.map((part) => ({ ...part, papers: [], proofs: 0, ...lying.get(part.caseId) })),
    });
  }
  await journal(trx, ownAct(who.act), {
    event: 'repair.listed',
    subjectId,
    target: subjectId,
    detail: { applications: applications.length },
  });
  return { applications, more: rows.length > OWN_APPLICATIONS };
}

type Lying = Pick<OwnPart, 'papers' | 'proofs'>;

async function lyingIn(trx: Transaction, subjectId: string, caseIds: readonly string[]): Promise<Map<string, Lying>> {
  const { rows } = await trx.query<Lying & { caseId: string }>(
    `select k.case_id as "caseId",
            (select count(*)::int from repair_proof p where p.subject_id = $1 and p.case_id = k.case_id) as proofs,
            coalesce((select json_agg(json_build_object('paperNo', p.paper_no, 'title', p.title, 'documentNo', p.document_no)
                       order by p.paper_no) from case_paper p where p.subject_id = $1 and p.case_id = k.case_id), '[]') as papers
       from unnest($2::text[]) as k(case_id)`,
    [subjectId, caseIds],
  );
  return new Map(rows.map(({ caseId, papers, proofs }) => [caseId, { papers, proofs }]));
}
