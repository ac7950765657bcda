import assert from 'node:assert/strict';
import type { CalendarDate } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { readLatestVersion, readVersionInForce } from '../stored.ts';

/** Versions answered on one page. */
export const VERSIONS_PAGE = 100;

export type VersionRow = {
  version: number;
  inForceFrom: CalendarDate;
  madeAt: Date;
  digest: string;
  proposalId: string | null;
};

export async function latestVersion(db: Queryable): Promise<number> {
  const version = await readLatestVersion(db);
  assert(version !== null, 'the catalogue is loaded before a next version is thought of');
  return version;
}

export async function versionOn(db: Queryable, day: CalendarDate): Promise<number> {
  const version = await readVersionInForce(db, day);
  assert(version !== null, 'the catalogue is loaded before a next version is thought of');
  return version;
}

/** Versions whose day is this day or a later one: a version made now with this day comes after them by number. */
export async function overtakenFrom(db: Queryable, day: CalendarDate): Promise<number[]> {
  const { rows } = await db.query<{ version: number }>(
    'select version from catalogue_version where in_force_from >= $1 order by version',
    [day],
  );
  return rows.map(({ version }) => version);
}

/** The history of the law, the newest first. */
export async function listVersions(db: Queryable, before?: number): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>(
    `select version, in_force_from as "inForceFrom", loaded_at as "madeAt", digest, proposal_id as "proposalId"
       from catalogue_version where $1::int is null or version < $1 order by version desc limit $2`,
    [before ?? null, VERSIONS_PAGE],
  );
  return rows;
}
