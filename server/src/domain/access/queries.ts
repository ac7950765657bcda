import assert from 'node:assert/strict';
import type { Queryable } from '../../platform/db/write.ts';
import type { Agency, Release } from './agency.ts';

/** Agencies answered at most by one question; a city has some hundred. */
export const AGENCIES_AT_MOST = 2_000;

type AgencyRow = {
  uscc: string;
  name: string;
  region: string;
  parent: string | null;
  successor_of: string | null;
  successor_from: string | null;
};

const COLUMNS = 'uscc, name, region, parent, successor_of, successor_from';

export async function findAgency(db: Queryable, uscc: string): Promise<Agency | undefined> {
  const { rows } = await db.query<AgencyRow>(`select ${COLUMNS} from agency where uscc = $1`, [uscc]);
  return rows.map(agencyOf)[0];
}

export async function getAgency(db: Queryable, uscc: string): Promise<Agency> {
  const agency = await findAgency(db, uscc);
  assert(agency !== undefined, 'the agency is registered');
  return agency;
}

/** `nameKey` as `kernel/text.ts` makes it. Several where a name was given twice; the asker decides what that means. */
export async function findAgenciesByName(db: Queryable, nameKey: string): Promise<Agency[]> {
  const { rows } = await db.query<AgencyRow>(
    `select ${COLUMNS} from agency where name_key = $1 order by uscc limit ${AGENCIES_AT_MOST}`,
    [nameKey],
  );
  return rows.map(agencyOf);
}

/** The one agency of that name, or undefined where there is none or more than one. */
export async function findAgencyByName(db: Queryable, nameKey: string): Promise<Agency | undefined> {
  const agencies = await findAgenciesByName(db, nameKey);
  return agencies.length === 1 ? agencies[0] : undefined;
}

/** The agencies that may submit a category; of `registration`, the registering authorities. */
export async function agenciesWithCategory(db: Queryable, category: string): Promise<Agency[]> {
  const { rows } = await db.query<AgencyRow>(
    `select ${COLUMNS} from agency join agency_category on agency = uscc
      where category = $1 order by uscc limit ${AGENCIES_AT_MOST}`,
    [category],
  );
  return rows.map(agencyOf);
}

/** How what the agency submits of a category is released; undefined where it may not submit the category. */
export async function releaseOf(db: Queryable, agency: string, category: string): Promise<Release | undefined> {
  const { rows } = await db.query<{ release: Release }>(
    'select release from agency_category where agency = $1 and category = $2',
    [agency, category],
  );
  return rows[0]?.release;
}

export async function maySubmit(db: Queryable, agency: string, category: string): Promise<boolean> {
  return (await releaseOf(db, agency, category)) !== undefined;
}

/** Codes of the authorities whose decisions the agency may submit: itself first, then those its registration names. */
export async function submitsFor(db: Queryable, agency: string): Promise<string[]> {
  const { rows } = await db.query<{ for_agency: string }>(
    `select for_agency from agency_submits_for where agency = $1 order by for_agency limit ${AGENCIES_AT_MOST}`,
    [agency],
  );
  return [agency, ...rows.map((row) => row.for_agency)];
}

/** Codes of the lists that the agency decides. */
export async function listsDecidedBy(db: Queryable, agency: string): Promise<string[]> {
  const { rows } = await db.query<{ list: string }>(
    `select list from agency_list where agency = $1 order by list limit ${AGENCIES_AT_MOST}`,
    [agency],
  );
  return rows.map((row) => row.list);
}

function agencyOf(row: AgencyRow): Agency {
  return {
    uscc: row.uscc,
    name: row.name,
    region: row.region,
    ...(row.parent === null ? {} : { parent: row.parent }),
    ...(row.successor_of === null || row.successor_from === null
      ? {}
      : { successorOf: row.successor_of, successorFrom: row.successor_from }),
  };
}
