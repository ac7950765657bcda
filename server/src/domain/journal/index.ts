export { type Erasure, eraseJournalValue } from './erase-value.ts';
export { type JournalKeys, type KeyRefusal, openJournalKeys } from './heads/signing-keys.ts';
export { type Act, insertJournal, journal, journalValues } from './journal.ts';
export { journalRoutes } from './routes.ts';
export { type Sequencer, startSequencer } from './sequence/sequencer.ts';
