import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { type Acting, type HeldCase, noSuchCase, takeCase } from '../casework/index.ts';
import { type About, OBJECTION, type Origin, type Standing } from './rules.ts';

/** What an objection is about and by whom; the same as long as its case lives, but for whether it suspends. */
export type ObjectionRow = {
  subjectId: string;
  caseId: string;
  recordId: string;
  version: number;
  origin: Origin;
  /** Id of the person who objects to being named, and the number in the listing; empty and null elsewhere. */
  personId: string;
  personNo: number | null;
  about: About;
  standing: Standing;
  suspends: boolean;
  filedAt: Date;
  joinedAt: Date | null;
  closedAt: Date | null;
};

/** An objection as its acts hold it. */
export type HeldObjection = HeldCase & { objection: ObjectionRow };

const COLUMNS = `subject_id as "subjectId", case_id as "caseId", record_id as "recordId", version, origin, person_id as "personId",
  person_no as "personNo", about, standing, suspends, filed_at as "filedAt", joined_at as "joinedAt", closed_at as "closedAt"`;

/** An objection within the reach of officials: of the agency that has to answer, or of the office's region. */
export async function takeObjection(
  trx: Transaction,
  { act, reach }: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldObjection | Refusal> {
  const held = await takeCase(trx, { reach, now: act.now }, OBJECTION, caseId);
  if (isRefusal(held)) return held;
  const objection = await findObjection(trx, caseId);
  return objection === undefined ? noSuchCase() : { ...held, objection };
}

/**
 * An objection of whoever acts: of the organisation, also where the counter wrote it down or it joined what the agency had
 * begun; of the person; for the counter those that were brought to a counter.
 */
export async function takeOwnObjection(
  trx: Transaction,
  acting: Pick<Acting, 'act' | 'reach'>,
  caseId: string,
): Promise<HeldObjection | Refusal> {
  const { act, reach } = acting;
  const objection = await findObjection(trx, caseId);
  if (objection === undefined) return noSuchCase();
  if (reach.over !== 'subject')
    return objection.origin === 'counter' ? takeObjection(trx, acting, caseId) : noSuchCase();
  if (!isObjector(objection, reach.subjectId)) return noSuchCase();
  return takeObjection(trx, { act, reach: { over: 'all' } }, caseId);
}

function isObjector({ subjectId, origin, personId, joinedAt }: ObjectionRow, objector: string): boolean {
  if (origin === 'person') return personId === objector;
  return subjectId === objector && (origin !== 'own-motion' || joinedAt !== null);
}

/**
 * In SQL, of `objection o`: what the objector with id $1 is told of. What an agency verifies on its own motion is told once it
 * is answered or joined.
 */
export const isOwn = (objector: string): string =>
  objector.startsWith('P-')
    ? 'o.person_id = $1'
    : `o.subject_id = $1 and o.person_id = '' and (o.origin <> 'own-motion' or o.joined_at is not null or o.closed_at is not null)`;

export async function findObjection(db: Queryable, caseId: string): Promise<ObjectionRow | undefined> {
  const { rows } = await db.query<ObjectionRow>(`select ${COLUMNS} from objection where case_id = $1`, [caseId]);
  return rows[0];
}

/** The objection that is open about a record: one at a time, and apart from it one of a person named. */
export async function openObjection(
  db: Queryable,
  { subjectId, recordId, personId = '' }: { subjectId: string; recordId: string; personId?: string },
): Promise<ObjectionRow | undefined> {
  const { rows } = await db.query<ObjectionRow>(
    `select ${COLUMNS} from objection where subject_id = $1 and record_id = $2 and person_id = $3 and closed_at is null`,
    [subjectId, recordId, personId],
  );
  return rows[0];
}

/** Whether the record stays: it was neither taken back, nor ended, nor never released. */
export async function hasWindow(
  db: Queryable,
  { subjectId, recordId }: Pick<ObjectionRow, 'subjectId' | 'recordId'>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'select from record_window where subject_id = $1 and record_id = $2 and superseded_at is null limit 1',
    [subjectId, recordId],
  );
  return rowCount !== 0;
}

/** The case is over: the record may be objected to anew. */
export async function closeObjection(trx: Transaction, { subjectId, caseId }: HeldObjection, now: Date): Promise<void> {
  await trx.query('update objection set closed_at = $3 where subject_id = $1 and case_id = $2', [
    subjectId,
    caseId,
    now,
  ]);
}
