import assert from 'node:assert/strict';
import { AGENCIES, ORGANISATIONS } from '../../../../../tests/cast.ts';
import { write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { holdSubject } from '../find-fixture.ts';
import { holdPerson, type PersonNamed } from './hold-person.ts';

/** Invented; region 990100 exists nowhere. The same number as it was written before 1999, and in groups. */
export const NUMBER = '990100199003078213';
export const OLD_NUMBER = '990100900307821';
export const NUMBER_IN_GROUPS = '990100 19900307 8213';
export const NAME = '司马无名氏';

/** A listing decision of the cast's tax office that names a responsible person, as `NUMBER` says. */
export function listing(changed: Partial<PersonNamed> = {}): PersonNamed {
  return {
    identifier: { kind: 'resident-id', number: NUMBER },
    name: NAME,
    ground: 'named-in-role',
    organisation: ORGANISATIONS.logistics.code,
    recordId: 'r1',
    documentNo: '青税失信〔2026〕1号',
    authority: AGENCIES.tax.code,
    from: '2026-01-12',
    until: '2027-01-11',
    ...changed,
  };
}

/** The organisation and the authority of the listing. */
export async function holdListing({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<void> {
  const { code, name } = AGENCIES.tax;
  await pool.query(`insert into agency (uscc, name, name_key, region, created_at) values ($1, $2, $2, '990100', $3)`, [
    code,
    name,
    clock(),
  ]);
  await holdSubject(pool, { subjectId: ORGANISATIONS.logistics.code, name: ORGANISATIONS.logistics.name });
}

export async function held({ pool, clock, secrets }: System, changed: Partial<PersonNamed> = {}): Promise<string> {
  const answer = await write(pool, clock, (trx, now) =>
    holdPerson(trx, secrets, { actor: 'user:u1', purpose: 'list', now }, listing(changed)),
  );
  assert('subjectId' in answer, JSON.stringify(answer));
  return answer.subjectId;
}
