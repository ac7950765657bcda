import type { Queryable } from '../../../platform/db/write.ts';

/** Where an agency wants to be told of recalls. */
export type Endpoint = { endpointId: string; agency: string; url: string };

const COLUMNS = `endpoint_id as "endpointId", agency, url`;

/** The endpoints in use of these agencies; each has one at most. */
export async function endpointsOf(db: Queryable, agencies: readonly string[]): Promise<Endpoint[]> {
  const { rows } = await db.query<Endpoint>(
    `select ${COLUMNS} from webhook_endpoint where agency = any($1) and ended_at is null order by agency`,
    [agencies],
  );
  return rows;
}

/** Held by the transaction until it ends: of two who change it at once, one comes after the other. */
export async function takeEndpoint(trx: Queryable, endpointId: string): Promise<Endpoint | undefined> {
  const { rows } = await trx.query<Endpoint>(
    `select ${COLUMNS} from webhook_endpoint where endpoint_id = $1 and ended_at is null for update`,
    [endpointId],
  );
  return rows[0];
}
