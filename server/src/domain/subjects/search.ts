import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { Standing } from './queries.ts';
import { readCursor, writeCursor } from './search-cursor.ts';
import { readQuery } from './search-query.ts';
import { comparePlaces, type Match, type Placed, ranked } from './search-rank.ts';
import { CANDIDATES, candidatesQuery } from './search-sources.ts';

export const SEARCH_PAGE = 20;
export const SEARCH_PAGE_AT_MOST = 100;
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

/**
 * `total` is the number of organisations listed over all pages. `cut`: more match than are listed, and the ranking is
 * among those listed; exact matches are always among them.
 */
export type SearchAnswer = { subjects: FoundSubject[]; total: number; cut: boolean; next?: string };

type Row = Match & Omit<FoundSubject, 'formerName'>;

/**
 * Organisations by part of a name, former name, code or its beginning, and initials of the pinyin; the best match first:
 * exact, beginning, inside, former name, initials. Persons and retired subjects are never found. At most `CANDIDATES`
 * matches are fetched, in one statement, and ranked here.
 */
export async function searchSubjects(db: Queryable, request: SearchRequest): Promise<SearchAnswer | Refusal> {
  const wanted = readQuery(request.query.slice(0, QUERY_CHARACTERS));
  if (wanted.nameKey === '')
    return refuse('invalid-request', '请写明要查询的名称、代码或拼音首字母。', { field: 'query' });
  const start = request.after === undefined ? undefined : readCursor(request.after);
  if (start === null) return refuse('invalid-request', '翻页标记 after 无效,请从第一页重新查询。', { field: 'after' });

  const { rows } = await db.query<Row>(candidatesQuery(wanted, request));
  const listed = ranked(wanted, rows.slice(0, CANDIDATES));
  const left = start === undefined ? listed : listed.filter((placed) => comparePlaces(placed, start) > 0);
  const limit = Math.min(Math.max(request.limit ?? SEARCH_PAGE, 1), SEARCH_PAGE_AT_MOST);
  const shown = left.slice(0, limit);
  const last = shown.at(-1);
  return {
    subjects: shown.map(answered),
    total: listed.length,
    cut: rows.length > CANDIDATES,
    ...(left.length > limit && last !== undefined ? { next: writeCursor(last) } : {}),
  };
}

function answered({ match, formerName }: Placed<Row>): FoundSubject {
  const { subjectId, code, name, kind, region, status, standing } = match;
  const found = formerName === null ? {} : { formerName };
  return { subjectId, code, name, ...found, kind, region, status, standing };
}
