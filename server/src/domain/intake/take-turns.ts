import type { Transaction } from '../../platform/db/write.ts';

/** Locks that last as long as their transaction, and are taken in the order of this file. */
const alone = (trx: Transaction, name: string) =>
  trx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
const together = (trx: Transaction, name: string) =>
  trx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [name]);

const BACK = 'intake take back';
const REGISTER = 'intake register';
const IDENTIFY = 'intake identify';
const besideWriter = (category: string) => `intake apply beside ${category}`;

/** Whoever takes back what a batch has staged and queued is alone; whoever stages, applies or settles rows shares. */
export const whileNobodyTakesIn = (trx: Transaction) => alone(trx, BACK);
export const whileNobodyTakesBack = (trx: Transaction) => together(trx, BACK);

/** A chunk is staged once, whoever tries. */
export const whileNobodyStages = (trx: Transaction, batchId: string) => alone(trx, `intake stage ${batchId}`);

/** A queued row is settled once. The application may not lock the row itself: it may not change it. */
export const whileNobodySettles = (trx: Transaction, queueId: string) => alone(trx, `intake settle ${queueId}`);

/** Two writers of one category may speak of the same record. Who was let in beside the writer before is waited for, too. */
export async function whileNobodyWrites(trx: Transaction, category: string): Promise<void> {
  await alone(trx, `intake apply ${category}`);
  await trx.query(`select pg_advisory_lock(hashtextextended($1, 0)), pg_advisory_unlock(hashtextextended($1, 0))`, [
    besideWriter(category),
  ]);
}

/**
 * Lets a second writer of a category in beside the first, who has taken every turn he takes, does not speak of the same
 * records, and commits before him. It waits for nobody: somebody who waits for the first would never see that he has to
 * wait for the second as well. False where it would have to wait.
 */
export async function besideTheWriter(trx: Transaction, category: string): Promise<boolean> {
  const names = [BACK, REGISTER, besideWriter(category)];
  const { rows } = await trx.query<{ let_in: boolean }>(
    `select bool_and(pg_try_advisory_xact_lock_shared(hashtextextended(name, 0))) as let_in from unnest($1::text[]) as name`,
    [names],
  );
  return rows[0]?.let_in === true;
}

/**
 * Whoever lets the register speak is alone; whoever writes records under its subjects shares its silence. Nor does anybody
 * bring in a code meanwhile, under a name that the register is giving to another.
 */
export async function whileTheRegisterSpeaks(trx: Transaction): Promise<void> {
  await alone(trx, REGISTER);
  await whileNobodyIdentifies(trx);
}
export const whileTheRegisterIsSilent = (trx: Transaction) => together(trx, REGISTER);

/** A subject is brought in once, whoever speaks of it first. */
export const whileNobodyIdentifies = (trx: Transaction) => alone(trx, IDENTIFY);
