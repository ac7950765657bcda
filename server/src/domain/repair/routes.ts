import type { Route } from '../../platform/http/route.ts';
import type { LawOn } from '../casework/index.ts';
import { applicationRoutes } from './application/routes.ts';
import { partRoutes } from './parts/routes.ts';
import { reorganisationRoutes } from './reorganisation/routes.ts';

export function repairRoutesUnder(lawOn: LawOn): Route[] {
  return [...applicationRoutes(lawOn), ...partRoutes(lawOn), ...reorganisationRoutes(lawOn)];
}
