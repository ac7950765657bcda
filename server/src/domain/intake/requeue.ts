import type { Transaction } from '../../platform/db/write.ts';
import { closeWindows } from '../records/index.ts';
import { queueRows } from './queue-rows.ts';

/** Records of one subject that the register may take back at once; more wait for the next time it speaks. */
const MAX_RECORDS = 10_000;

type Filed = {
  subject_id: string;
  record_id: string;
  category: string;
  agency: string;
  authority: string;
  authority_name: string | null;
  fields: Record<string, string | string[] | null>;
  list: string | null;
  late: boolean;
  batch_id: string;
  file: string | null;
  sheet: string | null;
  row: number | null;
  open: boolean;
};

/**
 * Takes records back from subjects the register has contradicted: their windows close, and each waits in the queue with
 * the registered organisations of its code and of its name as candidates. Nothing is lost and nothing is guessed.
 */
export async function requeueRecords(
  trx: Transaction,
  now: Date,
  by: { actor: string; agency: string },
  subjectIds: readonly string[],
  registerCategory: string,
): Promise<void> {
  if (subjectIds.length === 0) return;
  const { rows: filed } = await trx.query<Filed>(
    `select subject_id, record_id, category, agency, authority, authority_name, fields, list, late, batch_id, file, sheet, row,
            exists (select from record_window w where w.subject_id = record.subject_id
                       and w.record_id = record.record_id and w.superseded_at is null) as open
       from record where subject_id = any($1) and superseded_at is null and category <> $2
      order by subject_id, record_id limit ${MAX_RECORDS}`,
    [subjectIds, registerCategory],
  );
  if (filed.length === 0) return;
  const keys = filed.map(({ subject_id, record_id }) => ({ subjectId: subject_id, recordId: record_id }));
  const { rows: candidates } = await trx.query<{ record_id: string; subject_id: string; name: string }>(
    `select distinct r.record_id, s.subject_id, s.name
       from unnest($1::text[], $2::text[]) as r(record_id, filed_under)
       join subject f on f.subject_id = r.filed_under
       join subject s on s.standing = 'registered' and (s.subject_id = f.subject_id or s.name_key = f.name_key)`,
    [keys.map(({ recordId }) => recordId), keys.map(({ subjectId }) => subjectId)],
  );
  await closeWindows(trx, now, keys);
  await trx.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, actor, agency, recorded_at)
     select k.subject_id, k.record_id,
            coalesce((select max(d.deed_no) from record_deed d
                       where d.subject_id = k.subject_id and d.record_id = k.record_id), 0) + 1,
            'requeue', '登记信息与报送名称不符，转人工认领', $3, $4, $5
       from unnest($1::text[], $2::text[]) as k(subject_id, record_id)`,
    [keys.map(({ subjectId }) => subjectId), keys.map(({ recordId }) => recordId), by.actor, by.agency, now],
  );
  await trx.query(
    `update record r set superseded_at = $3 from unnest($1::text[], $2::text[]) as k(subject_id, record_id)
      where r.subject_id = k.subject_id and r.record_id = k.record_id and r.superseded_at is null`,
    [keys.map(({ subjectId }) => subjectId), keys.map(({ recordId }) => recordId), now],
  );
  await queueRows(
    trx,
    filed.map((item) => ({
      category: item.category,
      agency: item.agency,
      reason: 'name-mismatch' as const,
      content: {
        authority: { code: item.authority, name: item.authority_name },
        values: item.fields,
        absent: [],
        warnings: [],
        late: item.late,
        list: item.list,
        withheld: item.open ? null : ('review' as const),
      },
      candidates: candidates
        .filter(({ record_id }) => record_id === item.record_id)
        .map(({ subject_id, name }) => ({ subjectId: subject_id, name })),
      batchId: item.batch_id,
      file: item.file,
      sheet: item.sheet,
      row: item.row,
    })),
    now,
  );
}
