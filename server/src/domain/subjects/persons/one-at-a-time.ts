import type { Queryable } from '../../../platform/db/write.ts';

/** Any constant. */
const PERSONS_LOCK = 990_100_017;

/**
 * Until the end of the transaction nobody else changes who is held: a person is never held twice, nor looked for under a
 * key version that a rotation is just leaving. Persons are few and changed rarely.
 */
export async function changePersonsAlone(trx: Queryable): Promise<void> {
  await trx.query('select pg_advisory_xact_lock($1)', [PERSONS_LOCK]);
}

/** Until the end of the transaction nobody changes who is held; others may look as well. */
export async function whilePersonsStand(trx: Queryable): Promise<void> {
  await trx.query('select pg_advisory_xact_lock_shared($1)', [PERSONS_LOCK]);
}
