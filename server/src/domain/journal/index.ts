export { type Act, journal } from './journal.ts';
