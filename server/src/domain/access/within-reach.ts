import type { Queryable } from '../../platform/db/write.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { AGENCIES_AT_MOST, findAgency } from './queries.ts';
import { reaches } from './reach.ts';

/** How far an act reaches whose caller is not asked of the policy: the own agency; everything, for an operator of the office. */
export function reachOfAct({ agency }: { agency?: string }): Reach {
  return agency === undefined ? { over: 'all' } : { over: 'agency', agency };
}

/** Whether what an agency has sent or decided lies within a reach; a region's is asked of the agency register. */
export async function withinReach(db: Queryable, reach: Reach, agency: string): Promise<boolean> {
  const region = reach.over === 'region' ? (await findAgency(db, agency))?.region : undefined;
  return reaches(reach, { agency, ...(region === undefined ? {} : { region }) });
}

/** The agencies a reach covers, or null where it covers all of them. */
export async function agenciesWithin(db: Queryable, reach: Reach): Promise<string[] | null> {
  if (reach.over === 'all') return null;
  if (reach.over === 'agency') return [reach.agency];
  if (reach.over !== 'region') return [];
  const { rows } = await db.query<{ uscc: string; region: string }>(
    `select uscc, region from agency order by uscc limit ${AGENCIES_AT_MOST}`,
  );
  return rows.filter((agency) => reaches(reach, agency)).map(({ uscc }) => uscc);
}
