export type { JournalEvent } from './events.ts';
export { type Act, journal } from './journal.ts';
export { isSamePerson } from './same-person.ts';
