import { nameKey } from '../../kernel/text.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { type AliasRow, type NameRow, writeAliases, writeNames } from './bring-in.ts';

/** What the registering authority says of an organisation today. */
export type Registration = {
  subjectId: string;
  /** false: a state that has passed; only its name is kept, as a former one. */
  current: boolean;
  name: string;
  kind: string;
  status: string | null;
  foundedOn: string | null;
  registeredBy: string;
  oldNumbers: { kind: string; value: string }[];
};

/**
 * The register speaks: the subject is *registered* under this name from now on, and a name it had is a former one. The
 * last current registration of a subject in the list is the one that holds.
 *
 * @returns subjects that were provisional under another name: what lies under them must be judged again.
 */
export async function registerSubjects(
  trx: Transaction,
  registrations: readonly Registration[],
  now: Date,
): Promise<{ misnamed: string[] }> {
  if (registrations.length === 0) return { misnamed: [] };
  const last = new Map(
    registrations.filter(({ current }) => current).map((registration) => [registration.subjectId, registration]),
  );
  const { rows: held } = await trx.query<{ subject_id: string; standing: string; name: string; name_key: string }>(
    'select subject_id, standing, name, name_key from subject where subject_id = any($1) for update',
    [registrations.map(({ subjectId }) => subjectId)],
  );
  const before = new Map(held.map((row) => [row.subject_id, row]));
  const spoken = new Map<string, Set<string>>();
  for (const { subjectId, name } of registrations) {
    spoken.set(subjectId, (spoken.get(subjectId) ?? new Set()).add(nameKey(name)));
  }
  const misnamed = held
    .filter(
      (row) =>
        row.standing === 'provisional' && last.has(row.subject_id) && !spoken.get(row.subject_id)?.has(row.name_key),
    )
    .map((row) => row.subject_id);

  await trx.query(
    `update subject s set standing = 'registered', name = r.name, name_key = r.name_key, kind = r.kind, status = r.status,
            founded_on = r.founded_on, registered_by = r.registered_by, changed_at = $2
       from json_to_recordset($1) as r(subject_id text, name text, name_key text, kind text, status text,
                                       founded_on date, registered_by text)
      where s.subject_id = r.subject_id`,
    [
      JSON.stringify(
        [...last.values()].map(({ subjectId, name, kind, status, foundedOn, registeredBy }) => ({
          subject_id: subjectId,
          name,
          name_key: nameKey(name),
          kind,
          status,
          founded_on: foundedOn,
          registered_by: registeredBy,
        })),
      ),
      now,
    ],
  );
  if (misnamed.length > 0) {
    await trx.query(`delete from subject_name where subject_id = any($1) and standing = 'provisional'`, [misnamed]);
  }
  await writeNames(trx, namesAfter(registrations, last, before), now);
  await writeAliases(trx, aliasesOf(registrations));
  return { misnamed };
}

/** Every name spoken in order: all but the last of a subject are former, and so is the registered one before them. */
function namesAfter(
  registrations: readonly Registration[],
  last: ReadonlyMap<string, Registration>,
  before: ReadonlyMap<string, { name: string; name_key: string; standing: string }>,
): NameRow[] {
  const rows = new Map<string, NameRow>();
  for (const [subjectId, held] of before) {
    if (held.standing === 'registered') {
      rows.set(`${subjectId} ${held.name_key}`, { subjectId, name: held.name, standing: 'former' });
    }
  }
  for (const { subjectId, name } of registrations) {
    rows.set(`${subjectId} ${nameKey(name)}`, { subjectId, name, standing: 'former' });
  }
  for (const [subjectId, held] of before) {
    if (held.standing === 'registered' && !last.has(subjectId)) {
      rows.set(`${subjectId} ${held.name_key}`, { subjectId, name: held.name, standing: 'current' });
    }
  }
  for (const { subjectId, name } of last.values()) {
    rows.set(`${subjectId} ${nameKey(name)}`, { subjectId, name, standing: 'current' });
  }
  return [...rows.values()];
}

const aliasesOf = (registrations: readonly Registration[]): AliasRow[] =>
  registrations.flatMap(({ subjectId, oldNumbers }) =>
    oldNumbers.map(({ kind, value }) => ({ kind, value, subjectId })),
  );

/** Provisional subjects that stand under a name the register has just given to another code. */
export async function rivalsOf(trx: Transaction, registrations: readonly Registration[]): Promise<string[]> {
  const { rows } = await trx.query<{ subject_id: string }>(
    `select distinct s.subject_id
       from unnest($1::text[], $2::text[]) as r(subject_id, name_key)
       join subject_name n on n.name_key = r.name_key and n.subject_id <> r.subject_id
       join subject s on s.subject_id = n.subject_id and s.standing = 'provisional'`,
    [registrations.map(({ subjectId }) => subjectId), registrations.map(({ name }) => nameKey(name))],
  );
  return rows.map((row) => row.subject_id);
}

/** Nothing lies under these any more; their codes are free to be spoken of anew. */
export async function retireSubjects(trx: Transaction, subjectIds: readonly string[], now: Date): Promise<void> {
  if (subjectIds.length === 0) return;
  await trx.query(`update subject set standing = 'retired', changed_at = $2 where subject_id = any($1)`, [
    subjectIds,
    now,
  ]);
  await trx.query('delete from subject_name where subject_id = any($1)', [subjectIds]);
}
