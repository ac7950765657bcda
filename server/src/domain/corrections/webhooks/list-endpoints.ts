import type { Queryable } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';

/** An agency has one at most. */
const ENDPOINTS_AT_MOST = 2_000;

export type ListedEndpoint = { endpointId: string; agency: string; agencyName: string; url: string; madeAt: Date };

export async function listEndpoints(trx: Queryable, act: Act): Promise<{ endpoints: ListedEndpoint[] }> {
  const { rows } = await trx.query<ListedEndpoint>(
    `select e.endpoint_id as "endpointId", e.agency, g.name as "agencyName", e.url, e.made_at as "madeAt"
       from webhook_endpoint e join agency g on g.uscc = e.agency
      where e.ended_at is null order by e.agency limit ${ENDPOINTS_AT_MOST}`,
  );
  await journal(trx, act, { event: 'webhook.read', detail: { endpoints: rows.length } });
  return { endpoints: rows };
}
