import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Reach } from '../../platform/http/caller.ts';
import { agenciesWithin, dutiesOf, findAgency, withinReach } from '../access/index.ts';

/** The agencies a question is about: the one it names, else all within reach; null where that is everybody. */
export async function authoritiesWithin(
  db: Queryable,
  reach: Reach,
  agency: string | undefined,
): Promise<string[] | null | Refusal> {
  if (agency === undefined) return agenciesWithin(db, reach);
  const known = (await findAgency(db, agency)) !== undefined && (await withinReach(db, reach, agency));
  return known ? [agency] : noSuchAgency();
}

/** The same of queries: an agency answers for itself and for those whose duties came down to it. */
export async function answerersWithin(
  db: Queryable,
  reach: Reach,
  agency: string | undefined,
  day: CalendarDate,
): Promise<string[] | null | Refusal> {
  if (reach.over !== 'agency') return authoritiesWithin(db, reach, agency);
  const duties = await dutiesOf(db, reach.agency, day);
  if (agency === undefined) return duties;
  return duties.includes(agency) ? [agency] : noSuchAgency();
}

export function noSuchAgency(): Refusal {
  return refuse('not-found', '没有找到该部门,请核对统一社会信用代码。', { field: 'agency' });
}
