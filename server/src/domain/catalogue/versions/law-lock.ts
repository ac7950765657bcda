import type { Transaction } from '../../../platform/db/write.ts';

/** Any constant; whoever makes, proposes or settles a version does so alone until the transaction ends. */
const LAW_LOCK = 990_100_003;

export async function holdTheLaw(trx: Transaction): Promise<void> {
  await trx.query('select pg_advisory_xact_lock($1)', [LAW_LOCK]);
}
