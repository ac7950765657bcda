export { portalRoutesUnder } from './routes.ts';
