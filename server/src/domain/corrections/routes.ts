import type { Route } from '../../platform/http/route.ts';
import { recallRoutes } from './recalls/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

export function correctionRoutesUnder(): readonly Route[] {
  return [...recallRoutes, ...webhookRoutes];
}
