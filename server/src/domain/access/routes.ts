import type { Route } from '../../platform/http/route.ts';
import type { Outside } from './outside.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { agencyRoutes } from './routes/agency-routes.ts';
import { postRoutes } from './routes/post-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';

export function accessRoutesUnder(outside: Outside): readonly Route[] {
  return [...sessionRoutes(outside), ...accountRoutes, ...postRoutes, ...agencyRoutes(outside)];
}
