import type { Queryable } from '../../../platform/db/write.ts';
import type { Origin } from '../rules.ts';

/** An application as its row says. */
export type Application = {
  subjectId: string;
  applicationId: string;
  origin: Origin;
  externalNo: string | null;
  receivedOn: string;
};

export const APPLICATION_COLUMNS = `a.subject_id as "subjectId", a.application_id as "applicationId", a.origin, a.external_no as "externalNo",
  a.received_on as "receivedOn"`;

export async function findApplication(db: Queryable, applicationId: string): Promise<Application | undefined> {
  const { rows } = await db.query<Application>(
    `select ${APPLICATION_COLUMNS} from repair_application a where a.application_id = $1`,
    [applicationId],
  );
  return rows[0];
}

/** The application that has this number on the site it came from. */
export async function findExternal(
  db: Queryable,
  origin: Origin,
  externalNo: string,
): Promise<Application | undefined> {
  const { rows } = await db.query<Application>(
    `select ${APPLICATION_COLUMNS} from repair_external e
       join repair_application a on a.subject_id = e.subject_id and a.application_id = e.application_id
      where e.origin = $1 and e.external_no = $2`,
    [origin, externalNo],
  );
  return rows[0];
}

/** The application a part belongs to. */
export async function applicationOf(
  db: Queryable,
  { subjectId, caseId }: { subjectId: string; caseId: string },
): Promise<Application> {
  const { rows } = await db.query<Application>(
    `select ${APPLICATION_COLUMNS} from repair_part p
       join repair_application a on a.subject_id = p.subject_id and a.application_id = p.application_id
      where p.subject_id = $1 and p.case_id = $2`,
    [subjectId, caseId],
  );
  if (rows[0] === undefined) throw new Error('a case of repair is part of an application');
  return rows[0];
}
