import assert from 'node:assert/strict';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import { closeWindows, tellManyEnded } from '../records/index.ts';
import { queueRows } from './queue-rows.ts';
import { registeredCandidates } from './register-candidates.ts';

/** Records taken back in one statement. */
const CHUNK = 2_000;

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
  { catalogue, register }: { catalogue: Catalogue; register: string },
): Promise<void> {
  if (subjectIds.length === 0) return;
  for (let taken = CHUNK; taken === CHUNK; )
    taken = await requeueSome(trx, now, by, subjectIds, { catalogue, register });
}

/** @returns how many were taken back; what is superseded is not found again. */
async function requeueSome(
  trx: Transaction,
  now: Date,
  by: { actor: string; agency: string },
  subjectIds: readonly string[],
  { catalogue, register }: { catalogue: Catalogue; register: string },
): Promise<number> {
  const { rows: filed } = await trx.query<Filed>(
    `select subject_id, record_id, category, agency, authority, authority_name, fields, list, late, batch_id, file, sheet, row,
            exists (select from record_window w where w.subject_id = record.subject_id
                       and w.record_id = record.record_id and w.superseded_at is null) as open
       from record where subject_id = any($1) and superseded_at is null and category <> $2 and batch_id is not null
      order by subject_id, record_id limit ${CHUNK}`,
    [subjectIds, register],
  );
  if (filed.length === 0) return 0;
  const keys = filed.map(({ subject_id, record_id }) => ({ subjectId: subject_id, recordId: record_id }));
  const candidates = await registeredCandidates(
    trx,
    filed.map(({ subject_id, category, fields }) => ({
      subjectId: subject_id,
      name: nameIn(fields, category, catalogue),
    })),
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
  // what was withheld nobody was given to use
  const shown = filed.filter(({ open }) => open);
  await tellManyEnded(
    trx,
    shown.map(({ subject_id: subjectId, record_id: recordId }) => ({ subjectId, recordId, moment: now })),
    'requeued',
  );
  await queueRows(
    trx,
    filed.map((item, at) => ({
      category: known(item.category, catalogue),
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
      candidates: candidates[at] ?? [],
      batchId: item.batch_id,
      file: item.file,
      sheet: item.sheet,
      row: item.row,
    })),
    now,
    { reopens: true },
  );
  return filed.length;
}

function known(code: string, catalogue: Catalogue): CompiledCategory {
  const category = catalogue.category(code);
  assert(category !== undefined, 'records are of categories the catalogue holds');
  return category;
}

function nameIn(fields: Filed['fields'], category: string, catalogue: Catalogue): string | null {
  const name = fields[known(category, catalogue).identifies.name];
  return typeof name === 'string' ? name : null;
}
