import { type CalendarDate, today } from '../../../kernel/dates.ts';
import { maskKeeping } from '../../../kernel/masking.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { PersonGround } from './hold-person.ts';
import type { IdentifierKind } from './identifier.ts';
import { placeOf, unseal } from './person-keys.ts';

/** Grounds told of one person at most. */
const GROUNDS_AT_MOST = 100;
const HOW_TO_OBJECT =
  '对留存的信息有异议的,可以向作出决定的机关或者本平台的服务窗口提出,说明文书号和理由;核实期间暂停使用。异议指南见 /guides/objection。';

export type OwnGround = {
  ground: PersonGround;
  organisation: string;
  organisationName: string;
  documentNo: string;
  authority: string;
  authorityName: string;
  from: CalendarDate;
  until: CalendarDate;
};
export type OwnData = {
  subjectId: string;
  identifierKind: IdentifierKind;
  /** By the catalogue's rule; the whole number leaves the platform never, not even to its owner. */
  identifier: string;
  name: string;
  heldSince: string;
  grounds: OwnGround[];
  howToObject: string;
};

/** How many characters of a person's number are shown, from the left and from the right. */
export type NumberShown = { left: number; right: number };

/** What is held of a person, to the person. Journalled before it is answered. */
export async function ownData(
  trx: Queryable,
  secrets: Pick<Secrets, 'derive'>,
  shown: NumberShown,
  act: Act,
  subjectId: string,
): Promise<OwnData | Refusal> {
  const { rows: persons } = await trx.query<Identity>(
    `select p.held_at as "heldAt", i.identifier_kind as kind, i.sealed_identifier as identifier, i.sealed_name as name,
            i.seal_version as version from person p join person_identity i using (subject_id) where subject_id = $1`,
    [subjectId],
  );
  const { rows: grounds } = await trx.query<OwnGround>(
    `select g.ground, g.organisation, s.name as "organisationName", g.document_no as "documentNo", g.authority,
            a.name as "authorityName", g.from_day as from, g.until_day as until
       from person_ground g join subject s on s.subject_id = g.organisation join agency a on a.uscc = g.authority
      where g.subject_id = $1 and g.from_day <= $2 and g.until_day >= $2 and g.released_at is null order by g.until_day desc, g.ground_no
      limit ${GROUNDS_AT_MOST}`,
    [subjectId, today(act.now)],
  );
  const [person] = persons;
  if (person === undefined || grounds.length === 0) return refuse('not-found', '本平台没有留存您的个人信息。');
  await journal(trx, act, { event: 'person.read', subjectId, detail: { grounds: grounds.length } });
  const number = unseal(secrets, person.version, placeOf(subjectId, 'identifier'), person.identifier);
  return {
    subjectId,
    identifierKind: person.kind,
    identifier: maskKeeping(number, shown),
    name: unseal(secrets, person.version, placeOf(subjectId, 'name'), person.name),
    heldSince: person.heldAt.toISOString(),
    grounds,
    howToObject: HOW_TO_OBJECT,
  };
}

type Identity = { heldAt: Date; kind: IdentifierKind; identifier: Buffer; name: Buffer; version: number };
