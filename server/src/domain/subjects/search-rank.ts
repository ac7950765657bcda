import type { Wanted } from './search-query.ts';
import type { By } from './search-sources.ts';

/** Best first. */
const RANKS = ['code', 'name', 'code-begins', 'name-begins', 'name-holds', 'former-name', 'initials'] as const;
type Rank = (typeof RANKS)[number];
export const RANK_COUNT = RANKS.length;

/** One way in which a subject was found. */
export type Match = {
  subjectId: string;
  nameKey: string;
  by: By;
  /** The code or the name that matched, and the form of it that is compared. */
  matched: string;
  matchedKey: string;
};

/** Where a subject stands in the answer: by rank, inside it by key, then by id. */
export type Place = { rank: number; key: string; subjectId: string };
export type Placed<M extends Match> = Place & { match: M; formerName: string | null };

/** Each subject once, by its best match, best first; of several former names that match, the first in order. */
export function ranked<M extends Match>(wanted: Wanted, matches: readonly M[]): Placed<M>[] {
  const best = new Map<string, Placed<M>>();
  for (const match of matches) {
    const placed = placeOf(wanted, match);
    const other = best.get(match.subjectId);
    if (other === undefined || comparePlaces(placed, other) < 0) best.set(match.subjectId, placed);
  }
  return [...best.values()].sort(comparePlaces);
}

export function comparePlaces(a: Place, b: Place): number {
  return a.rank - b.rank || compareText(a.key, b.key) || compareText(a.subjectId, b.subjectId);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function placeOf<M extends Match>(wanted: Wanted, match: M): Placed<M> {
  const rank = rankOf(wanted, match);
  return {
    rank: RANKS.indexOf(rank),
    // Codes are in the order of ids, whichever of a subject's numbers matched.
    key: match.by === 'code' ? '' : match.matchedKey,
    subjectId: match.subjectId,
    match,
    formerName: rank === 'former-name' ? match.matched : null,
  };
}

function rankOf(wanted: Wanted, { by, nameKey, matchedKey }: Match): Rank {
  if (by === 'code') return matchedKey === wanted.code ? 'code' : 'code-begins';
  if (by === 'initials') return 'initials';
  if (matchedKey !== nameKey) return 'former-name';
  if (nameKey === wanted.nameKey) return 'name';
  return nameKey.startsWith(wanted.nameKey) ? 'name-begins' : 'name-holds';
}
