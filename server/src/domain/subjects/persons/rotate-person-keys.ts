import type { Secrets } from '../../../platform/config/secrets.ts';
import { type Transaction, write } from '../../../platform/db/write.ts';
import type { System } from '../../../system.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { IdentifierKind } from './identifier.ts';
import { changePersonsAlone } from './one-at-a-time.ts';
import { blindIndex, type KeyVersions, keyVersions, placeOf, seal, unseal } from './person-keys.ts';

/** Persons sealed anew in one transaction. */
const PERSONS_A_BATCH = 200;

export type KeysRotated = { versions: KeyVersions; persons: number; continued: boolean };

/**
 * Seals and indexes every person under the next version of both keys. Where an earlier rotation stopped half way it is
 * finished first and no new version is made: what is read meanwhile opens by the version its row names.
 */
export async function rotatePersonKeys(
  { pool, clock, secrets }: Pick<System, 'pool' | 'clock' | 'secrets'>,
  act: Omit<Act, 'now'>,
): Promise<KeysRotated> {
  const { versions, continued } = await write(pool, clock, (trx, now) => begin(trx, { ...act, now }));
  let persons = 0;
  for (;;) {
    const moved = await write(pool, clock, async (trx, now) => {
      await changePersonsAlone(trx);
      const sealed = await sealAnew(trx, secrets, versions);
      const detail = { ...versions, persons: sealed };
      if (sealed > 0) await journal(trx, { ...act, now }, { event: 'person.keys-rotated', detail });
      return sealed;
    });
    persons += moved;
    if (moved < PERSONS_A_BATCH) return { versions, persons, continued };
  }
}

const NOT_YET = 'seal_version < $1 or index_version < $2';

async function begin(trx: Transaction, act: Act): Promise<{ versions: KeyVersions; continued: boolean }> {
  await changePersonsAlone(trx);
  const held = await keyVersions(trx);
  const left = await trx.query(`select from person_identity where ${NOT_YET} limit 1`, [held.seal, held.index]);
  if (left.rowCount === 1) return { versions: held, continued: true };
  const versions = { seal: held.seal + 1, index: held.index + 1 };
  await trx.query(
    `insert into person_key (purpose, version, made_at, made_by) values ('seal', $1, $3, $4), ('index', $2, $3, $4)`,
    [versions.seal, versions.index, act.now, act.actor],
  );
  await journal(trx, act, { event: 'person.keys-made', detail: versions });
  return { versions, continued: false };
}

type Row = {
  subjectId: string;
  kind: IdentifierKind;
  identifier: Buffer;
  name: Buffer;
  version: number;
};

async function sealAnew(trx: Transaction, secrets: Pick<Secrets, 'derive'>, to: KeyVersions): Promise<number> {
  const { rows } = await trx.query<Row>(
    `select subject_id as "subjectId", identifier_kind as kind, sealed_identifier as identifier, sealed_name as name,
            seal_version as version
       from person_identity where ${NOT_YET} order by subject_id limit ${PERSONS_A_BATCH} for update`,
    [to.seal, to.index],
  );
  for (const { subjectId, kind, identifier, name, version } of rows) {
    const [atNumber, atName] = [placeOf(subjectId, 'identifier'), placeOf(subjectId, 'name')];
    const number = unseal(secrets, version, atNumber, identifier);
    await trx.query(
      `update person_identity set sealed_identifier = $2, sealed_name = $3, seal_version = $4, identifier_index = $5,
              index_version = $6 where subject_id = $1`,
      [
        subjectId,
        seal(secrets, to.seal, atNumber, number),
        seal(secrets, to.seal, atName, unseal(secrets, version, atName, name)),
        to.seal,
        blindIndex(secrets, to.index, kind, number),
        to.index,
      ],
    );
  }
  return rows.length;
}
