import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Standing } from './queries.ts';
import { type Cursor, readCursor, writeCursor } from './search-cursor.ts';
import { readQuery, TIERS, type Tier, tierParameters, type Wanted } from './search-tiers.ts';

export const SEARCH_PAGE = 20;
export const SEARCH_PAGE_AT_MOST = 100;
/** Matches are counted up to here; where there are more, the answer says `cut` and the total is a lower bound. */
export const COUNTED_MATCHES = 200;
export const QUERY_CHARACTERS = 200;

export type SearchRequest = {
  query: string;
  kind?: string | undefined;
  /** Six digits; a city or province includes what lies in it. */
  region?: string | undefined;
  limit?: number | undefined;
  after?: string | undefined;
};

export type FoundSubject = {
  subjectId: string;
  code: string | null;
  name: string;
  /** The former name by which it was found. */
  formerName?: string;
  kind: string;
  region: string | null;
  status: string | null;
  standing: Exclude<Standing, 'retired'>;
};

export type SearchAnswer = { subjects: FoundSubject[]; total: number; cut: boolean; next?: string };

type Row = Omit<FoundSubject, 'formerName'> & { formerName: string | null; key: string };

/**
 * Organisations by part of a name, former name, code or its beginning, and initials of the pinyin; the best match first:
 * exact, beginning, inside, former name, initials. Persons and retired subjects are never found.
 */
export async function searchSubjects(db: Queryable, request: SearchRequest): Promise<SearchAnswer | Refusal> {
  const wanted = readQuery(request.query.slice(0, QUERY_CHARACTERS));
  if (wanted.nameKey === '')
    return refuse('invalid-request', '请写明要查询的名称、代码或拼音首字母。', { field: 'query' });
  const start = request.after === undefined ? { tier: 0, key: '', subjectId: '' } : readCursor(request.after);
  if (start === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });

  const limit = Math.min(Math.max(request.limit ?? SEARCH_PAGE, 1), SEARCH_PAGE_AT_MOST);
  const found: (Row & { tier: number })[] = [];
  for (const [tier, rows] of tiersFrom(start, wanted)) {
    const page = await pageOf(
      db,
      rows,
      wanted,
      request,
      tier === start.tier ? start : undefined,
      limit + 1 - found.length,
    );
    found.push(...page.map((row) => ({ ...row, tier })));
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const counted = await count(db, wanted, request);
  return {
    subjects: shown.map(answered),
    total: Math.min(counted, COUNTED_MATCHES),
    cut: counted > COUNTED_MATCHES,
    ...(found.length > limit && last !== undefined ? { next: writeCursor(last) } : {}),
  };
}

function tiersFrom(start: Cursor, wanted: Wanted): [number, Tier][] {
  return [...TIERS.entries()].filter(([index, tier]) => index >= start.tier && tier.applies(wanted));
}

/** What every tier leaves out, and the filters asked for. PostgreSQL wants each parameter named, used by the tier or not. */
const ANSWERABLE = `$1::text is not null and $2::text[] is not null and $3::text is not null and $4::text is not null
  and s.standing <> 'retired' and not starts_with(s.subject_id, 'P-')
  and ($5::text is null or s.kind = $5) and ($6::text is null or starts_with(s.region, $6))`;

function parameters(wanted: Wanted, { kind, region }: SearchRequest): unknown[] {
  // 990100 is the city and everything in it, 990102 a county: pairs of zeros at the end stand for all.
  return [...tierParameters(wanted), kind ?? null, region?.replace(/(00){1,2}$/, '') ?? null];
}

async function pageOf(
  db: Queryable,
  tier: Tier,
  wanted: Wanted,
  request: SearchRequest,
  after: Cursor | undefined,
  limit: number,
): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select s.subject_id as "subjectId", s.code, s.name, s.kind, s.region, s.status, s.standing,
            ${tier.formerName ?? 'null'} as "formerName", ${tier.key} as key
       from ${tier.from}
      where ${tier.where} and ${ANSWERABLE}
        and ($7::text is null or (${tier.key}, s.subject_id) > ($7, $8::text))
      order by ${tier.key}, s.subject_id limit $9`,
    [...parameters(wanted, request), after?.key ?? null, after?.subjectId ?? null, limit],
  );
  return rows;
}

async function count(db: Queryable, wanted: Wanted, request: SearchRequest): Promise<number> {
  // A bound on each tier as well: with it PostgreSQL plans for the first matches, not for all of them.
  const tiers = TIERS.filter((tier) => tier.applies(wanted)).map(
    ({ from, where }) => `(select 1 from ${from} where ${where} and ${ANSWERABLE} limit ${COUNTED_MATCHES + 1})`,
  );
  const { rows } = await db.query<{ matches: number }>(
    `select count(*)::int as matches from (${tiers.join(' union all ')} limit ${COUNTED_MATCHES + 1}) counted`,
    parameters(wanted, request),
  );
  return rows[0]?.matches ?? 0;
}

function answered({ subjectId, code, name, formerName, kind, region, status, standing }: Row): FoundSubject {
  const found = formerName === null ? {} : { formerName };
  return { subjectId, code, name, ...found, kind, region, status, standing };
}
