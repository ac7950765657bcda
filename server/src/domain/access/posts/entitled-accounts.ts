import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { POLICY, type Right } from '../policy.ts';
import type { Role } from '../roles.ts';

/** Accounts answered at most; a large agency has some hundred posts. */
export const ENTITLED_AT_MOST = 2_000;

/** Whose post of one of these agencies, or for this organisation, gives a right at a moment. */
export async function entitledAccounts(
  db: Queryable,
  right: Right,
  where: { agencies: readonly string[] } | { subjectId: string },
  now: Date,
): Promise<string[]> {
  const day: CalendarDate = today(now);
  const [agencies, subjectId] = 'agencies' in where ? [where.agencies, null] : [[], where.subjectId];
  const roles: Role[] = Object.keys(POLICY[right]) as Role[];
  const { rows } = await db.query<{ account_id: string }>(
    `select distinct p.account_id from post p join account a on a.account_id = p.account_id
      where p.role = any($1) and (p.agency = any($2) or p.subject_id = $3)
        and p.confirmed_at is not null and p.ended_at is null and a.ended_at is null
        and p.from_day <= $4 and (p.until_day is null or p.until_day >= $4)
      order by p.account_id limit ${ENTITLED_AT_MOST}`,
    [roles, agencies, subjectId, day],
  );
  return rows.map(({ account_id }) => account_id);
}
