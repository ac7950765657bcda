import { randomBytes } from 'node:crypto';
import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { getSubject } from '../queries.ts';
import { personOf } from './find-person-by-identifier.ts';
import { normalNumber, type PersonIdentifier } from './identifier.ts';
import { changePersonsAlone } from './one-at-a-time.ts';
import { blindIndex, keyVersions, placeOf, seal } from './person-keys.ts';

/** The schema's allow-list (boundary 2). Behaviour is none of them and never will be. */
export const PERSON_GROUNDS = ['professional', 'named-in-role'] as const;
export type PersonGround = (typeof PERSON_GROUNDS)[number];
const NAME_CHARACTERS = 100;
const ID_BYTES = 16;

export type PersonNamed = {
  identifier: PersonIdentifier;
  name: string;
  ground: PersonGround;
  /** The organisation whose listing decision names the person, the record and document of it, and who decided. */
  organisation: string;
  recordId: string;
  documentNo: string;
  authority: string;
  from: CalendarDate;
  /** The last day, as decided. */
  until: CalendarDate;
};

/**
 * Holds a person for the term of a decision that names the person for an own act in an own term of office. Called by the
 * act that lists the organisation, in its transaction; whoever is held already gains a ground.
 */
export async function holdPerson(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  act: Act,
  named: PersonNamed,
): Promise<{ subjectId: string } | Refusal> {
  const normal = normalNumber(named.identifier);
  const refusal = await refusalOf(trx, act, named, normal);
  if (refusal !== null) return refusal;
  await changePersonsAlone(trx);
  const held = await personOf(trx, secrets, named.identifier);
  const subjectId = held ?? (await addPerson(trx, secrets, act, named, normal as string));
  const added = await trx.query(
    `insert into person_ground (subject_id, ground_no, ground, organisation, record_id, document_no, authority,
                                from_day, until_day, held_by, held_at)
     select $1, coalesce(max(ground_no), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 from person_ground where subject_id = $1
     on conflict (subject_id, organisation, record_id) do nothing`,
    [
      subjectId,
      named.ground,
      named.organisation,
      named.recordId,
      named.documentNo,
      named.authority,
      named.from,
      named.until,
      act.actor,
      act.now,
    ],
  );
  if (added.rowCount === 0) return refuse('already-done', '该决定已据以留存此人,无须重复办理。');
  const { ground, organisation, recordId, from, until } = named;
  await journal(trx, act, {
    event: 'person.held',
    subjectId,
    target: recordId,
    detail: { ground, organisation, from, until, known: held !== null },
  });
  return { subjectId };
}

async function refusalOf(
  trx: Transaction,
  act: Act,
  { ground, name, organisation, until, from }: PersonNamed,
  normal: string | null,
): Promise<Refusal | null> {
  if (ground !== 'named-in-role') {
    return refuse(
      'person-not-permitted',
      '只有认定文书载明责任人员本人任职期间行为的,方可留存;职业资格类信息尚未开办。',
    );
  }
  if (normal === null) return refuse('unknown-code', '证件号码不合规则,请与认定文书核对。', { field: 'identifier' });
  const characters = [...name.trim()].length;
  if (characters === 0 || characters > NAME_CHARACTERS) {
    return refuse('invalid-request', `姓名应为1至${NAME_CHARACTERS}个字。`, { field: 'name' });
  }
  if (until < from || until < today(act.now)) {
    return refuse('invalid-request', '期限已满或者早于起始日,不得留存。', { field: 'until' });
  }
  if ((await getSubject(trx, organisation)) === null) {
    return refuse('not-found', '没有找到认定文书所列的主体,请核对主体编号。', { field: 'organisation' });
  }
  return null;
}

async function addPerson(
  trx: Transaction,
  secrets: Pick<Secrets, 'derive'>,
  { now }: Act,
  { identifier: { kind }, name }: PersonNamed,
  normal: string,
): Promise<string> {
  const subjectId = `P-${randomBytes(ID_BYTES).toString('hex')}`;
  const versions = await keyVersions(trx);
  await trx.query('insert into person (subject_id, held_at) values ($1, $2)', [subjectId, now]);
  await trx.query(
    `insert into person_identity (subject_id, identifier_kind, sealed_identifier, sealed_name, seal_version,
                                  identifier_index, index_version) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      subjectId,
      kind,
      seal(secrets, versions.seal, placeOf(subjectId, 'identifier'), normal),
      seal(secrets, versions.seal, placeOf(subjectId, 'name'), name.trim()),
      versions.seal,
      blindIndex(secrets, versions.index, kind, normal),
      versions.index,
    ],
  );
  return subjectId;
}
