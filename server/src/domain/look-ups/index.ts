export { type LookUp, type LookUps, type LookUpsAsked, lookUpsOf } from './look-ups-of.ts';
export { lookUpRoutesUnder } from './routes.ts';
