import type { Queryable } from '../../platform/db/write.ts';
import { findAgency } from '../access/index.ts';
import type { CurrentVersion } from '../records/index.ts';

/** Who decided it, where it is an agency here; else the agency that submitted it. */
export async function whoAnswers(
  db: Queryable,
  { authority, agency }: Pick<CurrentVersion, 'authority' | 'agency'>,
): Promise<{ uscc: string; name: string }> {
  const decided = await findAgency(db, authority);
  const submitted = decided ?? (await findAgency(db, agency));
  if (submitted === undefined) throw new Error('a record was submitted by an agency that is registered');
  return submitted;
}
