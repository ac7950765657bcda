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

/** The first day of a version; null where it is not held. */
export async function readInForceFrom(db: Queryable, version: number): Promise<CalendarDate | null> {
  const { rows } = await db.query<{ in_force_from: CalendarDate }>(
    'select in_force_from from catalogue_version where version = $1',
    [version],
  );
  return rows[0]?.in_force_from ?? null;
}

export async function readEntries(db: Queryable, version: number): Promise<Entry[]> {
  const { rows } = await db.query<{ kind: string; code: string; body: unknown }>(
    'select kind, code, body from catalogue_entry where version = $1 order by kind, code',
    [version],
  );
  return rows.map(({ kind, code, body }) => {
    assert(isKind(kind), `a folder this program does not know: ${kind}`);
    return { kind, code, body, file: `${kind}/${code}.yaml` };
  });
}

const isKind = (kind: string): kind is EntryKind => Object.hasOwn(SHAPES, kind);
