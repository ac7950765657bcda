import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { HeldCase } from '../cases/case.ts';
import { type NamedIdentity, openIdentity, placeOfPerson } from './seal-identity.ts';

/** Persons named in one case at most; a CHECK of `case_person` says so too. */
export const PERSONS_A_CASE = 10;
export const DUTY_CHARACTERS = 60;
export const CONDUCT_CHARACTERS = 2_000;

/** A person named in a case, by number: what was the duty, what was done in it; who it is is not among it. */
export type CasePerson = {
  personNo: number;
  duty: string;
  conduct: string;
  /** Whether who it is is still sealed in the case. */
  sealed: boolean;
  /** Id among the persons held apart, once the decision took effect. */
  heldAs: string | null;
  droppedReason: string | null;
};

type Place = Pick<HeldCase, 'subjectId' | 'caseId'>;
type Derive = Pick<Secrets, 'derive'>;

export async function casePersons(db: Queryable, { subjectId, caseId }: Place): Promise<CasePerson[]> {
  const { rows } = await db.query<CasePerson>(
    `select person_no as "personNo", duty, conduct, sealed is not null as sealed, held_as as "heldAs",
            dropped_reason as "droppedReason"
       from case_person where subject_id = $1 and case_id = $2 order by person_no limit ${PERSONS_A_CASE}`,
    [subjectId, caseId],
  );
  return rows;
}

/** Whoever is still named: neither dropped nor let go when the case was stopped. */
export const isNamed = ({ droppedReason, sealed, heldAs }: CasePerson): boolean =>
  droppedReason === null && (sealed || heldAs !== null);

/** A person still named in the case; who was dropped is as if never named. */
export async function getNamed(db: Queryable, held: Place, personNo: number): Promise<CasePerson | Refusal> {
  const found = (await casePersons(db, held)).find((person) => person.personNo === personNo && isNamed(person));
  return (
    found ?? refuse('not-found', '本案没有这名责任人员，或者已不再列为责任人员，请核对编号。', { field: 'personNo' })
  );
}

/** Who is sealed in the case, by number. For the acts that name, write a document or hold; never for an answer. */
export async function openIdentities(
  db: Queryable,
  secrets: Derive,
  { subjectId, caseId }: Place,
): Promise<Map<number, NamedIdentity>> {
  const { rows } = await db.query<{ personNo: number; sealed: Buffer }>(
    `select person_no as "personNo", sealed from case_person
      where subject_id = $1 and case_id = $2 and sealed is not null order by person_no limit ${PERSONS_A_CASE}`,
    [subjectId, caseId],
  );
  return new Map(
    rows.map(({ personNo, sealed }) => [personNo, openIdentity(secrets, placeOfPerson(caseId, personNo), sealed)]),
  );
}
