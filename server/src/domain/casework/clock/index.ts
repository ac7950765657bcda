export type { ClockEntry } from './entries.ts';
export { mayEnter, WHY_NOT } from './may-enter.ts';
export { type ClockReading, readClock } from './read-clock.ts';
