import type { Route } from '../../platform/http/route.ts';
import { effectRoutes } from './external/routes.ts';
import { noticeRoutesUnder } from './notices/routes.ts';
import type { LawOn } from './recalls/make-recalls.ts';
import { recallRoutes } from './recalls/routes.ts';
import { reversalRoutes } from './reversals/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { withdrawalRoutesUnder } from './withdrawals/routes.ts';

export function correctionRoutesUnder(lawOn: LawOn): readonly Route[] {
  return [
    ...recallRoutes,
    ...reversalRoutes,
    ...webhookRoutes,
    ...withdrawalRoutesUnder(lawOn),
    ...effectRoutes,
    ...noticeRoutesUnder(lawOn),
  ];
}
