import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../platform/errors.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { POLICY, policy, type Right } from './policy.ts';
import { reaches, regionCovers } from './reach.ts';
import { ROLES, SECOND_FACTOR_ROLES } from './roles.ts';

const REGIONS = ['990000', '990100', '990101', '990102', '990200', '880100'];
const AGENCIES = ['A', 'B', 'C'];
const SUBJECTS = ['X', 'Y'];

const person = fc.record({
  role: fc.constantFrom(...ROLES),
  agency: fc.constantFrom(...AGENCIES),
  region: fc.constantFrom(...REGIONS),
  subjectId: fc.constantFrom(...SUBJECTS),
});
const record = fc.record({
  agency: fc.constantFrom(...AGENCIES),
  region: fc.constantFrom(...REGIONS),
  subjectId: fc.constantFrom(...SUBJECTS),
});
const right = fc.constantFrom(...(Object.keys(POLICY) as Right[]));

/** The oracle: said once more, without the code under test. */
function may(
  holders: Record<string, string | undefined>,
  who: { role: string; agency: string; region: string; subjectId: string },
  what: { agency: string; region: string; subjectId: string },
): boolean {
  const over = holders[who.role];
  if (over === 'all') return true;
  if (over === 'agency') return who.agency === what.agency;
  if (over === 'subject') return who.subjectId === what.subjectId;
  if (over !== 'region') return false;
  if (who.region.endsWith('0000')) return who.region.slice(0, 2) === what.region.slice(0, 2);
  if (who.region.endsWith('00')) return who.region.slice(0, 4) === what.region.slice(0, 4);
  return who.region === what.region;
}

test('any person, any right, any record: the record is reached exactly where role, agency, region and subject say so', () => {
  fc.assert(
    fc.property(person, right, record, (who, word, what) => {
      const reach = policy.decide(word, { kind: 'user', accountId: 'u', sessionId: 's', ...who });
      const reached = !isRefusal(reach) && reaches(reach, what);
      assert.equal(reached, may(POLICY[word], who, what));
    }),
    { numRuns: 3_000 },
  );
});

test('who still owes a password, a second factor or a post reaches nothing but what is public and the own account', () => {
  fc.assert(
    fc.property(person, right, fc.constantFrom('password', 'second-factor', 'post'), (who, word, lacks) => {
      const caller: Caller = { kind: 'user', accountId: 'u', sessionId: 's', ...who, lacks: lacks as 'post' };
      const reach = policy.decide(word, caller);
      assert.ok(isRefusal(reach) || reach.over === 'published' || reach.over === 'own');
    }),
  );
});

test('a key reaches its own agency, or with `read` every archive, and never what people decide', () => {
  for (const [word, holders] of Object.entries(POLICY)) {
    for (const scope of ['intake', 'check', 'read', 'withdraw', 'feedback'] as const) {
      const reach = policy.decide(word, { kind: 'key', keyId: 'k', agency: 'A', scopes: [scope] });
      if (!isRefusal(reach) && reaches(reach, { agency: 'B', subjectId: 'X' })) assert.equal(word, 'archive.read');
      const named = Object.keys(holders).some((holder) => holder === `key:${scope}` || holder === 'anyone');
      if (!named) assert.ok(isRefusal(reach), `${word} by ${scope}`);
    }
  }
});

test('whoever decides, audits or administers shows a second factor', () => {
  const deciding: Right[] = ['batch.release', 'catalogue.confirm', 'post.decide', 'post.propose', 'journal.read'];
  for (const word of deciding) {
    for (const role of Object.keys(POLICY[word])) assert.ok(SECOND_FACTOR_ROLES.has(role as never), `${word}: ${role}`);
  }
});

test('a city covers its districts, a district itself alone', () => {
  assert.ok(regionCovers('990100', '990102') && regionCovers('990000', '990102') && regionCovers('990102', '990102'));
  assert.ok(
    !regionCovers('990102', '990100') && !regionCovers('990102', '990101') && !regionCovers('990100', '990200'),
  );
});
