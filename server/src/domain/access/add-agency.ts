import { nameKey } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Act, journal } from '../journal/index.ts';
import type { Agency, Release } from './agency.ts';
import { type NewAgency, readNewAgency } from './new-agency.ts';
import { getAgency, releaseOf } from './queries.ts';

/** Codes of the catalogue in force: nothing may be submitted or decided that it does not hold. */
export type CatalogueCodes = {
  categories: ReadonlySet<string>;
  /** Those whose records tell against an organisation. */
  adverse: ReadonlySet<string>;
  lists: ReadonlySet<string>;
  /** Left out: none. */
  matters?: ReadonlySet<string>;
};

/** `releases`: of every category it was registered for by this act. */
export type AgencyAdded = { agency: Agency; created: boolean; releases: Record<string, Release> };

/**
 * Registers an agency, what it may submit and which matters its desks handle. A registered one gains what is named anew, so that the same command can be
 * repeated; its name, region, parent, predecessor and releases are not changed by the way.
 */
export async function addAgency(
  trx: Queryable,
  act: Act,
  input: NewAgency,
  catalogue: CatalogueCodes,
): Promise<AgencyAdded | Refusal> {
  const read = readNewAgency(input);
  if (isRefusal(read)) return read;
  const unknown = unknownToCatalogue(input, catalogue);
  if (unknown !== undefined) return unknown;

  const releases = await releasesOf(trx, read.agency.uscc, input, catalogue);
  if (isRefusal(releases)) return releases;

  const created = await insertAgency(trx, act, read.agency);
  const agency = await getAgency(trx, read.agency.uscc);
  if (!created) {
    const difference = differenceFrom(agency, read.agency, input);
    if (difference !== undefined) return difference;
  }
  const lists = input.lists ?? [];
  await grantCategories(trx, agency.uscc, releases);
  await insertPairs(trx, 'agency_list (agency, list)', agency.uscc, lists);
  const matters = input.matters ?? [];
  await insertMatters(trx, act, agency.uscc, matters);
  await insertPairs(trx, 'agency_submits_for (agency, for_agency)', agency.uscc, read.submitsFor);
  await journal(trx, act, {
    event: 'agency.added',
    target: agency.uscc,
    detail: { created, categories: input.categories, lists, matters, submitsFor: read.submitsFor, releases },
  });
  return { agency, created, releases };
}

function unknownToCatalogue(input: NewAgency, catalogue: CatalogueCodes): Refusal | undefined {
  const category = input.categories.find((code) => !catalogue.categories.has(code));
  if (category !== undefined) {
    return refuse('unknown-category', `目录中没有信息类别“${category}”,请核对类别代码。`, { field: 'categories' });
  }
  const list = input.lists?.find((code) => !catalogue.lists.has(code));
  if (list !== undefined) {
    return refuse('unknown-code', `目录中没有名单“${list}”,请核对名单代码。`, { field: 'lists' });
  }
  const matter = input.matters?.find((code) => catalogue.matters?.has(code) !== true);
  if (matter === undefined) return undefined;
  return refuse('unknown-code', `目录中没有事项“${matter}”,请核对事项代码。`, { field: 'matters' });
}

async function insertAgency(trx: Queryable, act: Act, agency: Agency): Promise<boolean> {
  const { rowCount } = await trx.query(
    `insert into agency (uscc, name, name_key, region, parent, successor_of, successor_from, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (uscc) do nothing`,
    [
      agency.uscc,
      agency.name,
      nameKey(agency.name),
      agency.region,
      agency.parent ?? null,
      agency.successorOf ?? null,
      agency.successorFrom ?? null,
      act.now,
    ],
  );
  return rowCount === 1;
}

/** What is named must equal what is held; what is left out is not compared. */
function differenceFrom(held: Agency, read: Agency, input: NewAgency): Refusal | undefined {
  const compared = [
    ['名称', nameKey(held.name) === nameKey(read.name)],
    ['行政区划', input.region === undefined || held.region === read.region],
    ['上级部门', input.parent === undefined || held.parent === read.parent],
    ['原部门', input.successorOf === undefined || held.successorOf === read.successorOf],
    ['承接日期', input.successorFrom === undefined || held.successorFrom === read.successorFrom],
  ] as const;
  const different = compared.filter(([, same]) => !same).map(([what]) => what);
  if (different.length === 0) return undefined;
  return refuse(
    'agency-differs',
    `部门 ${held.uscc} 已登记为“${held.name}”,${different.join('、')}与本次不同。请核对代码;确需变更的,由管理员另行办理。`,
  );
}

/** Nothing adverse is published unseen unless somebody said so when the agency was registered. */
async function releasesOf(
  trx: Queryable,
  agency: string,
  input: NewAgency,
  catalogue: CatalogueCodes,
): Promise<Record<string, Release> | Refusal> {
  const releases: Record<string, Release> = {};
  for (const category of input.categories) {
    const held = await releaseOf(trx, agency, category);
    if (held !== undefined && input.release !== undefined && held !== input.release) {
      return refuse(
        'agency-differs',
        `部门 ${agency} 的“${category}”已登记为另一种发布方式。确需变更的,由管理员另行办理。`,
      );
    }
    releases[category] = held ?? input.release ?? (catalogue.adverse.has(category) ? 'reviewed' : 'direct');
  }
  return releases;
}

async function grantCategories(trx: Queryable, agency: string, releases: Record<string, Release>): Promise<void> {
  await trx.query(
    `insert into agency_category (agency, category, release)
     select $1, category, release from unnest($2::text[], $3::text[]) as granted(category, release)
     on conflict do nothing`,
    [agency, Object.keys(releases), Object.values(releases)],
  );
}

/** A matter registered before keeps its day: duties are counted from it. */
async function insertMatters(trx: Queryable, act: Act, agency: string, matters: readonly string[]): Promise<void> {
  if (matters.length === 0) return;
  await trx.query(
    `insert into agency_matter (agency, matter, registered_at) select $1, unnest($2::text[]), $3
     on conflict do nothing`,
    [agency, matters, act.now],
  );
}

async function insertPairs(trx: Queryable, into: string, agency: string, values: readonly string[]): Promise<void> {
  if (values.length === 0) return;
  await trx.query(`insert into ${into} select $1, unnest($2::text[]) on conflict do nothing`, [agency, values]);
}
