import { nameKey } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Candidate } from '../subjects/index.ts';

/** The code a row was filed under or names, and the name it gives. */
type Filed = { subjectId: string | null; name: string | null };

/** The registered organisations each row may mean: that of its code and those of its name, former ones included. */
export async function registeredCandidates(db: Queryable, rows: readonly Filed[]): Promise<Candidate[][]> {
  const { rows: found } = await db.query<{ at: string; subject_id: string; name: string }>(
    `select w.at, s.subject_id, s.name
       from unnest($1::text[], $2::text[]) with ordinality as w(subject_id, name_key, at)
       cross join lateral (select w.subject_id as id
                            union select n.subject_id from subject_name n where n.name_key = w.name_key) c
       join subject s on s.subject_id = c.id and s.standing = 'registered'
      order by w.at, s.subject_id = w.subject_id desc, s.subject_id`,
    [rows.map(({ subjectId }) => subjectId), rows.map(({ name }) => (name === null ? null : nameKey(name)))],
  );
  const candidates: Candidate[][] = rows.map(() => []);
  for (const { at, subject_id, name } of found) candidates[Number(at) - 1]?.push({ subjectId: subject_id, name });
  return candidates;
}
