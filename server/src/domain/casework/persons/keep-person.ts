import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import type { Act } from '../../journal/index.ts';
import type { HeldCase } from '../cases/case.ts';
import { CONDUCT_CHARACTERS, casePersons, DUTY_CHARACTERS, openIdentities, PERSONS_A_CASE } from './case-persons.ts';
import { withoutIdentity } from './person-words.ts';
import { type NamedIdentity, placeOfPerson, sealIdentity } from './seal-identity.ts';
import { withoutNames } from './without-names.ts';

/** Above every bound of what is said of a person: what is too long is refused, and not cut. */
const MEASURED = 10 * CONDUCT_CHARACTERS;

export type PersonInRole = { identity: NamedIdentity; duty: string; conduct: string };

/** Seals who is named in a case, with the duty and the own act in it; the number given is all that is ever answered. */
export async function keepPerson(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  held: HeldCase,
  { identity, duty, conduct }: PersonInRole,
): Promise<{ personNo: number; duty: string } | Refusal> {
  const { subjectId, caseId } = held;
  const personNo = (await casePersons(trx, held)).length + 1;
  if (personNo > PERSONS_A_CASE) return refuse('conflict', `一个案件最多写入 ${PERSONS_A_CASE} 名责任人员。`);
  const named = [...(await openIdentities(trx, secrets, held)).values()];
  if (named.some(({ kind, number }) => kind === identity.kind && number === identity.number)) {
    return refuse('conflict', '此人已是本案的责任人员，请勿重复写入。', { field: 'idNumber' });
  }
  const others = await withoutNames(trx, secrets, held);
  const said = {
    duty: others(withoutIdentity(duty, identity.name, personNo), MEASURED),
    conduct: others(withoutIdentity(conduct, identity.name, personNo), MEASURED),
  };
  // a token is longer than the name it stands for
  if ([...said.duty].length > DUTY_CHARACTERS || [...said.conduct].length > CONDUCT_CHARACTERS) {
    return refuse('invalid-request', '职务或者行为过长，请压缩，并以“该责任人员”代替姓名。', { field: 'conduct' });
  }
  if (said.duty === '' || said.conduct === '') {
    return refuse('invalid-request', '请写明职务和任职期间的本人行为。', { field: 'conduct' });
  }
  await trx.query(
    `insert into case_person (subject_id, case_id, person_no, sealed, duty, conduct, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      subjectId,
      caseId,
      personNo,
      sealIdentity(secrets, placeOfPerson(caseId, personNo), identity),
      said.duty,
      said.conduct,
      act.actor,
      act.now,
    ],
  );
  return { personNo, duty: said.duty };
}
