import type { Transaction } from '../../platform/db/write.ts';

/** Locks that last as long as their transaction, and are taken in the order of this file. */
const alone = (trx: Transaction, name: string) =>
  trx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
const together = (trx: Transaction, name: string) =>
  trx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [name]);

const BACK = 'intake take back';
/** Whoever takes back what a batch has staged and queued is alone; whoever stages, applies or settles rows shares. */
export const whileNobodyTakesIn = (trx: Transaction) => alone(trx, BACK);
export const whileNobodyTakesBack = (trx: Transaction) => together(trx, BACK);

/** A chunk is staged once, whoever tries. */
export const whileNobodyStages = (trx: Transaction, batchId: string) => alone(trx, `intake stage ${batchId}`);

/** A queued row is settled once. The application may not lock the row itself: it may not change it. */
export const whileNobodySettles = (trx: Transaction, queueId: string) => alone(trx, `intake settle ${queueId}`);

/** Two writers of one category may speak of the same record. */
export const whileNobodyWrites = (trx: Transaction, category: string) => alone(trx, `intake apply ${category}`);

const REGISTER = 'intake register';
/** Whoever lets the register speak is alone; whoever writes records under its subjects shares its silence. */
export const whileTheRegisterSpeaks = (trx: Transaction) => alone(trx, REGISTER);
export const whileTheRegisterIsSilent = (trx: Transaction) => together(trx, REGISTER);

/** A subject is brought in once, whoever speaks of it first. */
export const whileNobodyIdentifies = (trx: Transaction) => alone(trx, 'intake identify');
