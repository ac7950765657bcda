export { mendedOrders } from './mended-orders.ts';
export { rectificationRoutesUnder } from './routes.ts';
export { INTERVIEW, RECTIFICATION } from './rules.ts';
