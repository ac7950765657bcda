import { nameKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';

/**
 * Whether a row still is its subject's. Rows are identified when they are staged and written later, perhaps after a
 * crash: meanwhile the register may have given the subject another name, or taken it back altogether.
 *
 * @param since what the register was told before, whoever identified the rows saw.
 */
export async function stillTheirs(
  trx: Transaction,
  subjectIds: readonly string[],
  since: Date,
): Promise<(row: { subjectId: string; name: string | null }) => boolean> {
  const { rows } = await trx.query<{ subject_id: string; standing: string; names: string[] }>(
    `select s.subject_id, s.standing,
            array(select n.name_key from subject_name n where n.subject_id = s.subject_id) as names
       from subject s where s.subject_id = any($1) and s.changed_at >= $2`,
    [[...new Set(subjectIds)], since],
  );
  const changed = new Map(rows.map((row) => [row.subject_id, row]));
  return ({ subjectId, name }) => {
    const now = changed.get(subjectId);
    if (now === undefined) return true;
    return now.standing !== 'retired' && name !== null && now.names.includes(nameKey(name));
  };
}
