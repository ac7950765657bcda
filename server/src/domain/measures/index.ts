export { type HeldGround, holdsOn, type MeasureInForce, measuresInForce } from './measures-in-force.ts';
export {
  addGround,
  GROUND_COLUMNS,
  type GroundColumns,
  type GroundsBySubject,
  groundsInForce,
  groundsOf,
  SUBJECTS_A_LOOK_UP,
} from './queries.ts';
