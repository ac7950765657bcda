import assert from 'node:assert/strict';
import type { Transaction } from '../../platform/db/write.ts';
import type { Catalogue, CompiledCategory } from '../catalogue/index.ts';
import { closeWindows, tellManyEnded } from '../records/index.ts';
import { queueRows } from './queue-rows.ts';
import { registeredCandidates } from './register-candidates.ts';
import { type HeldKey, takeHeld } from './take-held.ts';

/** Records taken back in one statement. */
const CHUNK = 2_000;

type Filed = {
  subject_id: string;
  record_id: string;
  version: number;
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
  suspended: boolean;
};

/** A current version `r` that no decision has ended: what one took out, nobody is asked to file anew. */
const HOLDS = `r.superseded_at is null
  and (exists (select from record_window w where w.subject_id = r.subject_id
         and w.record_id = r.record_id and w.superseded_at is null)
    or not exists (select from record_deed d where d.subject_id = r.subject_id and d.record_id = r.record_id
         and d.kind in ('withdrawal', 'repair', 'closure') and d.recorded_at >= r.recorded_at))`;

/**
 * Takes records back from subjects the register has contradicted: their windows close, and each waits in the queue with
 * the registered organisations of its code and of its name as candidates. Nothing is lost and nothing is guessed. What a
 * decision has ended stays where it is, ended.
 */
export async function requeueRecords(
  trx: Transaction,
  now: Date,
  by: { actor: string; agency: string },
  subjectIds: readonly string[],
  { catalogue, register }: { catalogue: Catalogue; register: string },
): Promise<void> {
  if (subjectIds.length === 0) return;
  for (let looked = CHUNK; looked > 0; ) looked = await requeueSome(trx, now, by, subjectIds, { catalogue, register });
}

/** @returns how many were looked at; what is taken back, or has ended meanwhile, is not found again. */
async function requeueSome(
  trx: Transaction,
  now: Date,
  by: { actor: string; agency: string },
  subjectIds: readonly string[],
  { catalogue, register }: { catalogue: Catalogue; register: string },
): Promise<number> {
  const { rows: found } = await trx.query<HeldKey>(
    `select subject_id as "subjectId", record_id as "recordId" from record r
      where subject_id = any($1) and category <> $2 and batch_id is not null and ${HOLDS}
      order by subject_id, record_id limit ${CHUNK}`,
    [subjectIds, register],
  );
  if (found.length === 0) return 0;
  const { versions, latest } = await takeHeld(trx, found);
  const moment = latest !== null && latest > now ? latest : now;
  const { rows } = await trx.query<Filed>(
    `select subject_id, record_id, version, category, agency, authority, authority_name, fields, list, late, batch_id, file,
            sheet, row,
            exists (select from record_window w where w.subject_id = r.subject_id
                       and w.record_id = r.record_id and w.superseded_at is null) as open,
            exists (select from record_suspension s where s.subject_id = r.subject_id
                       and s.record_id = r.record_id and s.superseded_at is null) as suspended
       from unnest($1::text[], $2::text[]) as taken(subject_id, record_id) join record r using (subject_id, record_id)
      where ${HOLDS} order by subject_id, record_id`,
    [found.map(({ subjectId }) => subjectId), found.map(({ recordId }) => recordId)],
  );
  const filed = rows.filter(({ record_id, version }) => versions.get(record_id) === version);
  const keys = filed.map(({ subject_id, record_id }) => ({ subjectId: subject_id, recordId: record_id }));
  const candidates = await registeredCandidates(
    trx,
    filed.map(({ subject_id, category, fields }) => ({
      subjectId: subject_id,
      name: nameIn(fields, category, catalogue),
    })),
  );
  await closeWindows(trx, moment, keys);
  await trx.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, actor, agency, recorded_at)
     select k.subject_id, k.record_id,
            coalesce((select max(d.deed_no) from record_deed d
                       where d.subject_id = k.subject_id and d.record_id = k.record_id), 0) + 1,
            'requeue', '登记信息与报送名称不符，转人工认领', $3, $4, $5
       from unnest($1::text[], $2::text[]) as k(subject_id, record_id)`,
    [keys.map(({ subjectId }) => subjectId), keys.map(({ recordId }) => recordId), by.actor, by.agency, moment],
  );
  await trx.query(
    `update record r set superseded_at = $3 from unnest($1::text[], $2::text[]) as k(subject_id, record_id)
      where r.subject_id = k.subject_id and r.record_id = k.record_id and r.superseded_at is null`,
    [keys.map(({ subjectId }) => subjectId), keys.map(({ recordId }) => recordId), moment],
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
        ...(item.suspended ? { suspendedUnder: item.subject_id } : {}),
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
  return found.length;
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
