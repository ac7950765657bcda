export { type HeldGround, holdsOn, type MeasureInForce, measuresInForce } from './measures-in-force.ts';
export { GROUNDS_A_SUBJECT, groundsInForce, SUBJECTS_A_LOOK_UP } from './queries.ts';
