export { type Detached, detachMonth } from './detach/detach-month.ts';
export { type OpenMonth, openMonth } from './detach/read-month.ts';
export type { EntryValues } from './entry-fields.ts';
export { type Erasure, eraseJournalValue } from './erase-value.ts';
export type { JournalEvent } from './events.ts';
export {
  type JournalKeys,
  type KeyRefusal,
  openJournalKeys,
  type PublicKey,
  publicKeyFrom,
  trustedKeys,
} from './heads/signing-keys.ts';
export { type Act, insertJournal, journal, journalValues } from './journal.ts';
export { journalRoutes } from './routes.ts';
export { isSamePerson } from './same-person.ts';
export { type Sequencer, startSequencer } from './sequence/sequencer.ts';
export { type Break, JournalBroken } from './verify/broken.ts';
export type { RowsBehind } from './verify/entries-by-id.ts';
export { postgresSource } from './verify/postgres-source.ts';
export type { JournalSource } from './verify/source.ts';
export { type Verified, verifyJournal } from './verify/verify-journal.ts';
