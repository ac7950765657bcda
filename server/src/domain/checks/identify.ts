import { judgeUscc } from '../../kernel/codes.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { Asked } from './asked.ts';
import { REASONS } from './reasons.ts';
import { CANDIDATES, namedSo, type Subject, subjectsByAlias, subjectsByName } from './subject-rows.ts';

/** Who is meant. `unknown`: a lawful code that is not held here. `held`: the code itself is held, exactly as given. */
export type Identified =
  | { is: 'subject'; subject: Subject; held: boolean }
  | { is: 'unknown' }
  | { is: 'unidentified'; reason: string; candidates: Subject[]; held: boolean };

/**
 * Identifies subjects by code, then by number, then by exact name, former names included; never guesses. A code under
 * another name is not identified, as at intake: one of the two is a mistake, and which one only a person can tell.
 * `byId` holds the subjects whose id is one of the codes; where that answers all, nothing more is read.
 */
export async function identify(
  db: Queryable,
  all: readonly Asked[],
  byId: ReadonlyMap<string, Subject>,
): Promise<Identified[]> {
  const codes = distinct(all.map(({ code }) => code));
  const missed = codes.filter((code) => !byId.has(code));
  const byNumber = await subjectsByAlias(db, missed);
  const holders = (code: string): Subject[] => {
    const subject = byId.get(code);
    return subject === undefined ? (byNumber.get(code) ?? []) : [subject];
  };
  const nearMisses = distinct(missed.filter((code) => holders(code).length === 0).map(bodyOfNearMiss));
  const nearby = await subjectsByAlias(db, nearMisses);
  const otherNames = all.flatMap(({ code, nameKey }) => {
    const [holder] = code === undefined ? [] : holders(code);
    return holder === undefined || nameKey === undefined || nameKey === holder.nameKey
      ? []
      : [[holder.subjectId, nameKey] as const];
  });
  const known = await namedSo(db, otherNames);
  const formerly = new Set(otherNames.filter((_, index) => known.has(index)).map(pairKey));
  const bears = ({ subjectId, nameKey }: Subject, key: string) =>
    key === nameKey || formerly.has(pairKey([subjectId, key]));

  const settledByCode = ({ code, nameKey }: Asked): boolean => {
    const [holder] = code === undefined ? [] : holders(code);
    return holder !== undefined && (nameKey === undefined || bears(holder, nameKey));
  };
  const byName = await subjectsByName(
    db,
    distinct(all.filter((one) => !settledByCode(one)).map(({ nameKey }) => nameKey)),
  );
  return all.map((one) => {
    const named = one.nameKey === undefined ? [] : (byName.get(one.nameKey) ?? []);
    if (one.code === undefined) return judgeName(one, named);
    const held = holders(one.code);
    const [holder] = held;
    if (holder === undefined) return judgeUnheld(one.code, named, nearby.get(bodyOfNearMiss(one.code) ?? '') ?? []);
    if (held.length > 1) return unidentified(REASONS.numberOfSeveral, held, true);
    if (one.nameKey !== undefined && !bears(holder, one.nameKey)) {
      return unidentified(REASONS.nameMismatch, [holder, ...named], true);
    }
    return { is: 'subject', subject: holder, held: true };
  });
}

function judgeName({ nameKey }: Asked, named: Subject[]): Identified {
  if (nameKey === undefined) return unidentified(REASONS.nothingGiven, [], false);
  const [only] = named;
  if (only === undefined) return unidentified(REASONS.nameUnknown, [], false);
  if (named.length > 1) return unidentified(REASONS.nameOfSeveral, named, false);
  return { is: 'subject', subject: only, held: false };
}

function judgeUnheld(code: string, named: Subject[], nearby: Subject[]): Identified {
  const verdict = judgeUscc(code);
  if (verdict.kind === 'invalid') return unidentified(REASONS[verdict.error], named, false);
  if (verdict.kind === 'inner-only') return unidentified(REASONS.nearMiss, [...nearby, ...named], false);
  if (named.length > 0) return unidentified(REASONS.nameMismatch, named, false);
  return { is: 'unknown' };
}

function unidentified(reason: string, candidates: Subject[], held: boolean): Identified {
  const offered = [...new Map(candidates.map((subject) => [subject.subjectId, subject])).values()];
  return { is: 'unidentified', reason, candidates: offered.slice(0, CANDIDATES), held };
}

/** Positions 9-17 of a code whose inner check holds and whose outer one does not: a typing error leaves them intact. */
function bodyOfNearMiss(code: string): string | undefined {
  return judgeUscc(code).kind === 'inner-only' ? code.slice(8, 17) : undefined;
}

function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}

function pairKey([subjectId, key]: readonly [string, string]): string {
  return `${subjectId}\n${key}`;
}
