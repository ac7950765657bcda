export {
  believedUnder,
  bites,
  type HeldGround,
  type HeldRelief,
  holdsOn,
  type MatterAsked,
  type MeasureInForce,
  measuresInForce,
} from './measures-in-force.ts';
export {
  addGround,
  GROUND_COLUMNS,
  type GroundColumns,
  type GroundsBySubject,
  groundsInForce,
  groundsOf,
  SUBJECTS_A_LOOK_UP,
} from './queries.ts';
export { measureRoutesUnder } from './routes.ts';
