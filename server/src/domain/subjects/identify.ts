import { type CodeVerdict, normaliseCode } from '../../kernel/codes.ts';
import { nameKey } from '../../kernel/text.ts';
import type { KnownSubject, RegisterView } from './register-view.ts';

/** Who a row says it is about. */
export type Claim = {
  name: string | null;
  verdict: CodeVerdict | null;
  orgCode: string | null;
  oldNumbers: readonly string[];
};

export type Candidate = { subjectId: string; name: string };

/** Whose row it is. `new`: a valid code nobody holds yet. `unresolved`: a person must say. `refused`: the code is none. */
export type Identified =
  | { kind: 'known'; subject: KnownSubject }
  | { kind: 'new'; code: string; name: string; bodyCheckFails: boolean }
  | { kind: 'unresolved'; reason: 'name-mismatch' | 'no-code' | 'near-miss'; candidates: Candidate[] }
  | { kind: 'refused'; error: Extract<CodeVerdict, { kind: 'invalid' }>['error'] };

/** More candidates than a person would read are no help. */
const MAX_CANDIDATES = 5;

/**
 * The ladder of identification for a row of any category but the register's own. The register's word comes first: a
 * code it holds exactly is that code, whatever its check characters say. Nothing is guessed.
 */
export function identify(claim: Claim, register: RegisterView): Identified {
  const { verdict } = claim;
  if (verdict === null) return withoutCode(claim, register);
  const holder = register.holderOf(verdict.code);
  if (holder && holder.standing !== 'retired') return underName(holder, claim, register);
  switch (verdict.kind) {
    case 'invalid':
      return { kind: 'refused', error: verdict.error };
    case 'inner-only':
      return unresolved('near-miss', [
        ...register.sharingOrgCode(verdict.code.slice(8, 17)),
        ...named(claim, register),
      ]);
    default: {
      const others = named(claim, register);
      if (others.length > 0) return unresolved('name-mismatch', others);
      return {
        kind: 'new',
        code: verdict.code,
        name: claim.name ?? '',
        bodyCheckFails: verdict.kind === 'valid-outer',
      };
    }
  }
}

function withoutCode(claim: Claim, register: RegisterView): Identified {
  const byOrgCode = claim.orgCode === null ? [] : register.sharingOrgCode(orgCodeKey(claim.orgCode)).filter(present);
  if (byOrgCode.length === 1 && byOrgCode[0]) return underName(byOrgCode[0], claim, register);
  const byNumber = claim.oldNumbers.map((value) => register.holdersOfOldNumber(value).filter(present));
  const unique = byNumber.find((holders) => holders.length === 1)?.[0];
  if (unique) return underName(unique, claim, register);
  return unresolved('no-code', [...byOrgCode, ...byNumber.flat(), ...named(claim, register)]);
}

/** An 组织机构代码 as positions 9-17 of a unified code hold it: 12345678-9 and 12345678－９ alike. */
export const orgCodeKey = (text: string): string => normaliseCode(text).replace(/[\p{Pd}\u2212]/gu, '');

/** Simplified or traditional, brackets, spaces and former names count as the same name. */
function underName(holder: KnownSubject, claim: Claim, register: RegisterView): Identified {
  if (claim.name !== null && holder.nameKeys.has(nameKey(claim.name))) return { kind: 'known', subject: holder };
  return unresolved('name-mismatch', [holder, ...named(claim, register)]);
}

const present = ({ standing }: KnownSubject): boolean => standing !== 'retired';

const named = (claim: Claim, register: RegisterView): KnownSubject[] =>
  claim.name === null ? [] : register.named(nameKey(claim.name));

function unresolved(reason: 'name-mismatch' | 'no-code' | 'near-miss', found: readonly KnownSubject[]): Identified {
  const distinct = [...new Set(found)].filter(present).slice(0, MAX_CANDIDATES);
  return { kind: 'unresolved', reason, candidates: distinct.map(({ subjectId, name }) => ({ subjectId, name })) };
}

/** Whose row of the register it is: only here may a code whose outer check fails bring a subject in. */
export type RegisterClaim = { code: string; name: string; verdict: CodeVerdict };
export type Registered =
  | { kind: 'known'; subject: KnownSubject }
  | { kind: 'new'; code: string; name: string; warning: 'uscc-body' | 'legacy-nonconforming' | null }
  | { kind: 'unresolved'; reason: 'name-mismatch'; candidates: Candidate[] }
  | { kind: 'refused'; error: Extract<CodeVerdict, { kind: 'invalid' }>['error'] };

/** A provisional subject never stands in the register's way: what lies under it is judged again when the register speaks. */
export function identifyForRegister(claim: RegisterClaim, register: RegisterView): Registered {
  const key = nameKey(claim.name);
  const holder = register.holderOf(claim.code);
  const rivals = register
    .named(key)
    .filter((other) => other !== holder && other.standing === 'registered' && nameKey(other.name) === key);
  if (holder && (rivals.length === 0 || holder.nameKeys.has(key))) return { kind: 'known', subject: holder };
  const { verdict } = claim;
  // what the register itself cannot hold is an error, whoever else has the name
  if (verdict.kind === 'invalid' && holder === undefined) return { kind: 'refused', error: verdict.error };
  if (rivals.length > 0 || verdict.kind === 'invalid') {
    const candidates = rivals.slice(0, MAX_CANDIDATES).map(({ subjectId, name }) => ({ subjectId, name }));
    return { kind: 'unresolved', reason: 'name-mismatch', candidates };
  }
  const warnings = { valid: null, 'valid-outer': 'uscc-body', 'inner-only': 'legacy-nonconforming' } as const;
  return { kind: 'new', code: claim.code, name: claim.name, warning: warnings[verdict.kind] };
}
