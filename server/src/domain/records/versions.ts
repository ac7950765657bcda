/** A version as far as judging needs it; `facts` by field id, folded for comparison. */
export type HeldVersion = { version: number; facts: Facts; current: boolean };
export type Facts = Readonly<Record<string, string | readonly string[] | null>>;

export type HeldRecord = {
  versions: readonly HeldVersion[];
  /** The decision that took the record out for good, where there is one. */
  closedBy: { document: string | null } | null;
  /** The decision that corrected an earlier version, where there is one: what it said then is never said again. */
  correctedBy: { document: string | null } | null;
};

/** One row of a file and where it stands among the rows of that file with the same key. */
export type RowOfRecord = {
  facts: Facts;
  /** Fields the file has no column for: they say nothing. */
  absent: ReadonlySet<string>;
  isLast: boolean;
  /** Facts of the last row of this file with this key; its own where it is the last. */
  lastFacts: Facts;
  /** A former name of the organisation comes back as its current one. */
  revivesFormerName?: boolean;
};

export type VersionJudgement =
  | { outcome: 'accepted' | 'updated'; version: number; current: boolean }
  | { outcome: 'duplicate' }
  | { outcome: 'rejected'; code: 'withdrawn-fact'; document: string | null }
  | { outcome: 'unresolved'; code: 'stale-version' | 'after-withdrawal' };

/**
 * Which version a row is. Within one file the last row of a key is what counts: it is compared with what is held; an
 * earlier one that equals the last or any version ever held is a duplicate, else it is recorded as an earlier version.
 * A row of another file that equals an earlier version is more often an old workbook than a change of mind.
 * `settles`: a person has decided that the row holds, so that it may bring an earlier state back; never a withdrawn one.
 */
export function judgeVersion(row: RowOfRecord, held: HeldRecord, settles = false): VersionJudgement {
  // most rows speak of a record nobody holds
  if (held.versions.length === 0 && !held.closedBy) return { outcome: 'accepted', version: 1, current: true };
  const same = (facts: Facts): boolean => sameFacts(row.facts, facts, row.absent);
  const equal = held.versions.filter(({ facts }) => same(facts));
  if (held.closedBy) {
    return equal.length > 0
      ? { outcome: 'rejected', code: 'withdrawn-fact', document: held.closedBy.document }
      : { outcome: 'unresolved', code: 'after-withdrawal' };
  }
  const next = Math.max(0, ...held.versions.map(({ version }) => version)) + 1;
  const current = held.versions.find((version) => version.current);
  if (current === undefined) return { outcome: 'accepted', version: next, current: true };
  if (!row.isLast) {
    const known = equal.length > 0 || same(row.lastFacts);
    return known ? { outcome: 'duplicate' } : { outcome: 'updated', version: next, current: false };
  }
  if (equal.includes(current)) return { outcome: 'duplicate' };
  if (held.correctedBy !== null && equal.length > 0) {
    return { outcome: 'rejected', code: 'withdrawn-fact', document: held.correctedBy.document };
  }
  if (!settles && (equal.length > 0 || row.revivesFormerName === true))
    return { outcome: 'unresolved', code: 'stale-version' };
  return { outcome: 'updated', version: next, current: true };
}

/** Equal in every field the row's file has a column for. */
export function sameFacts(row: Facts, held: Facts, absent: ReadonlySet<string>): boolean {
  for (const id of new Set([...Object.keys(row), ...Object.keys(held)])) {
    if (absent.has(id)) continue;
    if (!sameValue(row[id] ?? null, held[id] ?? null)) return false;
  }
  return true;
}

function sameValue(a: Facts[string], b: Facts[string]): boolean {
  if (a === null || b === null || typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
