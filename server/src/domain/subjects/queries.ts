import { normaliseCode } from '../../kernel/codes.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';

/** `retired`: merged into another subject or entered by mistake; answered nowhere outside the registering agency. */
export type Standing = 'registered' | 'provisional' | 'retired';

export type Subject = {
  /** Immutable and opaque: the first code known, or `L-` (organisation) or `P-` (person) and a random part. */
  subjectId: string;
  /** The code in use today; null where there is none. */
  code: string | null;
  standing: Standing;
  /** A kind of the catalogue (`SUBJECT_KINDS`). */
  kind: string;
  name: string;
  nameKey: string;
  region: string | null;
  /** The registered state 登记状态, as the register writes it. */
  status: string | null;
  foundedOn: CalendarDate | null;
};

export type SubjectName = { name: string; standing: 'current' | 'former' | 'provisional'; recordedAt: Date };

const COLUMNS = `subject_id as "subjectId", code, standing, kind, name, name_key as "nameKey", region, status,
  to_char(founded_on, 'YYYY-MM-DD') as "foundedOn"`;

/** An organisation has had this many names at most; a subject with more is a fault of matching. */
const NAMES_AT_MOST = 100;

/** `subject_id` first, then every code that stands in the alias table; null where no organisation has the code. */
export async function findSubjectByCode(db: Queryable, code: string): Promise<Subject | null> {
  const wanted = normaliseCode(code);
  // The random part of an `L-` id is as it is; codes are upper case.
  return (await findOrganisation(db, code)) ?? (await findOrganisation(db, wanted)) ?? (await findByAlias(db, wanted));
}

/** The subject of an id that a row of ours holds; to look up what a caller sent, use `findSubjectByCode`. */
export async function getSubject(db: Queryable, subjectId: string): Promise<Subject | null> {
  const { rows } = await db.query<Subject>(`select ${COLUMNS} from subject where subject_id = $1`, [subjectId]);
  return rows[0] ?? null;
}

/** Every name the organisation has been known by, the current one first, then the latest. */
export async function namesOf(db: Queryable, subjectId: string): Promise<SubjectName[]> {
  const { rows } = await db.query<SubjectName>(
    `select name, standing, recorded_at as "recordedAt" from subject_name where subject_id = $1
      order by standing = 'current' desc, recorded_at desc, name_key limit $2`,
    [subjectId, NAMES_AT_MOST],
  );
  return rows;
}

/** A person is found by the blind index of the identity number only, never by an id that came from outside. */
async function findOrganisation(db: Queryable, subjectId: string): Promise<Subject | null> {
  return subjectId.startsWith('P-') ? null : getSubject(db, subjectId);
}

/** A code given up and assigned anew belongs to whoever holds it without an end, or held it last. */
async function findByAlias(db: Queryable, code: string): Promise<Subject | null> {
  const { rows } = await db.query<{ subjectId: string }>(
    `select subject_id as "subjectId" from subject_alias where kind = 'code' and value = $1
      order by until_date desc nulls first, from_date desc nulls last, subject_id limit 1`,
    [code],
  );
  return rows[0] === undefined ? null : findOrganisation(db, rows[0].subjectId);
}
