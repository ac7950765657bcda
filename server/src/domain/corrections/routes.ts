import type { Route } from '../../platform/http/route.ts';
import { recallRoutes } from './recalls/routes.ts';

export function correctionRoutesUnder(): readonly Route[] {
  return [...recallRoutes];
}
