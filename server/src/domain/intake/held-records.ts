import type { Transaction } from '../../platform/db/write.ts';
import type { CompiledCategory } from '../catalogue/index.ts';
import { type Facts, factsOf, type NewVersion } from '../records/index.ts';

export type HeldWithFields = {
  versions: HeldWithFacts[];
  closedBy: { document: string | null } | null;
  correctedBy: { document: string | null } | null;
  /** Keys of names the organisation has given up; of the register's own records only. */
  formerNames: ReadonlySet<string>;
  /** Whether it is released: its windows stand open. */
  open: boolean;
};

/** Everything held of the records that rows speak of, by record id. A record not held yet is missing. */
export async function loadHeld(
  trx: Transaction,
  rows: readonly { recordId: string; row: { subjectId: string } }[],
  category: CompiledCategory,
): Promise<Map<string, HeldWithFields>> {
  const keys = [...new Map(rows.map(({ recordId, row }) => [recordId, row.subjectId]))];
  const params = [keys.map(([, subjectId]) => subjectId), keys.map(([recordId]) => recordId)];
  const wanted = 'unnest($1::text[], $2::text[]) as w(subject_id, record_id)';
  const { rows: versions } = await trx.query<{
    record_id: string;
    version: number;
    fields: NewVersion['fields'];
    current: boolean;
    open: boolean;
  }>(
    `select r.record_id, r.version, r.fields, r.superseded_at is null as current,
            exists (select from record_window v where v.subject_id = r.subject_id and v.record_id = r.record_id
                       and v.superseded_at is null) as open
       from ${wanted} join record r using (subject_id, record_id) order by r.record_id, r.version`,
    params,
  );
  const held = new Map<string, HeldWithFields>();
  if (versions.length === 0) return held;
  const { rows: deeds } = await trx.query<{ record_id: string; document: string | null; kind: string }>(
    `select d.record_id, d.document, d.kind from ${wanted} join record_deed d using (subject_id, record_id)
      where d.kind in ('withdrawal', 'correction', 'repair', 'closure', 'repair-revoked') order by d.deed_no`,
    params,
  );
  const closedBy = new Map<string, { document: string | null }>();
  const correctedBy = new Map<string, { document: string | null }>();
  for (const { record_id, document, kind } of deeds) {
    if (kind === 'correction') correctedBy.set(record_id, { document });
    else if (kind === 'repair-revoked') closedBy.delete(record_id);
    else closedBy.set(record_id, { document });
  }
  const formerNames = category.role === 'register' ? await formerNamesOf(trx, keys) : new Map<string, Set<string>>();
  for (const { record_id, version, fields, current, open } of versions) {
    const record = held.get(record_id) ?? {
      versions: [],
      closedBy: closedBy.get(record_id) ?? null,
      correctedBy: correctedBy.get(record_id) ?? null,
      formerNames: formerNames.get(record_id) ?? new Set(),
      open,
    };
    record.versions.push(new HeldWithFacts({ version, fields, current }, category));
    held.set(record_id, record);
  }
  return held;
}

/** A held version whose facts are folded when a row is compared with it. */
export class HeldWithFacts {
  readonly version: number;
  readonly fields: NewVersion['fields'];
  current: boolean;
  readonly #category: CompiledCategory;
  #facts: Facts | undefined;

  constructor(
    { version, fields, current }: Pick<NewVersion, 'version' | 'fields' | 'current'>,
    category: CompiledCategory,
  ) {
    this.version = version;
    this.fields = fields;
    this.current = current;
    this.#category = category;
  }

  get facts(): Facts {
    this.#facts ??= factsOf(this.fields, this.#category);
    return this.#facts;
  }
}

async function formerNamesOf(
  trx: Transaction,
  keys: readonly (readonly [string, string])[],
): Promise<Map<string, Set<string>>> {
  const { rows } = await trx.query<{ subject_id: string; name_key: string }>(
    `select subject_id, name_key from subject_name where subject_id = any($1) and standing = 'former'`,
    [keys.map(([, subjectId]) => subjectId)],
  );
  const bySubject = new Map<string, Set<string>>();
  for (const { subject_id, name_key } of rows) {
    bySubject.set(subject_id, (bySubject.get(subject_id) ?? new Set()).add(name_key));
  }
  return new Map(keys.map(([recordId, subjectId]) => [recordId, bySubject.get(subjectId) ?? new Set()]));
}
