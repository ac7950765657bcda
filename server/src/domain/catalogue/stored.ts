import assert from 'node:assert/strict';
import type { CalendarDate } from '../../kernel/dates.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Entry } from './read-folder.ts';
import { type EntryKind, SHAPES } from './types.ts';

export async function readLatestVersion(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ version: number | null }>('select max(version) as version from catalogue_version');
  return rows[0]?.version ?? null;
}

/** The version in force on a day; on a day before the first one took force, the first. Null where none is held. */
export async function readVersionInForce(db: Queryable, day: CalendarDate): Promise<number | null> {
  const { rows } = await db.query<{ version: number | null }>(
    `select coalesce(max(version) filter (where in_force_from <= $1), min(version)) as version from catalogue_version`,
    [day],
  );
  return rows[0]?.version ?? null;
}

/** What a version is beside its entries; null where it is not held. */
export type VersionHead = { inForceFrom: CalendarDate; digest: string };

export async function readVersionHead(db: Queryable, version: number): Promise<VersionHead | null> {
  const { rows } = await db.query<VersionHead>(
    'select in_force_from as "inForceFrom", digest from catalogue_version where version = $1',
    [version],
  );
  return rows[0] ?? null;
}

/** The entries of the first version were loaded; those of every other are the entries of its proposal. */
export async function readEntries(db: Queryable, version: number): Promise<Entry[]> {
  const { rows } = await db.query<{ kind: string; code: string; body: unknown }>(
    `select kind, code, body from catalogue_entry where version = $1
     union all
     select e.kind, e.code, e.body from catalogue_version v join catalogue_proposal_entry e using (proposal_id)
      where v.version = $1
      order by kind, code`,
    [version],
  );
  return rows.map(toEntry);
}

export async function readProposedEntries(db: Queryable, proposalId: string): Promise<Entry[]> {
  const { rows } = await db.query<{ kind: string; code: string; body: unknown }>(
    'select kind, code, body from catalogue_proposal_entry where proposal_id = $1 order by kind, code',
    [proposalId],
  );
  return rows.map(toEntry);
}

function toEntry({ kind, code, body }: { kind: string; code: string; body: unknown }): Entry {
  assert(isKind(kind), `a folder this program does not know: ${kind}`);
  return { kind, code, body, file: `${kind}/${code}.yaml` };
}

const isKind = (kind: string): kind is EntryKind => Object.hasOwn(SHAPES, kind);
