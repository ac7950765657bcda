import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { write } from '../../../platform/db/write.ts';
import { erasePerson } from './erase-person.ts';
import { findPersonByIdentifier } from './find-person-by-identifier.ts';
import { forgetPersons } from './forget-persons.ts';
import { holdPerson } from './hold-person.ts';
import { ownData } from './own-data.ts';
import { held, holdListing, listing, NAME, NUMBER, NUMBER_IN_GROUPS, OLD_NUMBER } from './persons-fixture.ts';
import { rotatePersonKeys } from './rotate-person-keys.ts';

let at: TestSystem;
beforeEach(async () => {
  at = await testSystem();
  await holdListing(at.system);
});
afterEach(() => at.close());

const ACT = { actor: 'user:u1', purpose: 'case-handling' };
const find = (number: string, kind: 'resident-id' | 'passport' = 'resident-id') =>
  write(at.system.pool, at.system.clock, (trx, now) =>
    findPersonByIdentifier(trx, at.system.secrets, { ...ACT, now }, { kind, number }),
  );
const own = (subjectId: string) =>
  write(at.system.pool, at.system.clock, (trx, now) =>
    ownData(trx, at.system.secrets, { left: 0, right: 4 }, { ...ACT, now }, subjectId),
  );
const rows = async (sql: string) => (await at.system.pool.query(sql)).rows;
const versions = () =>
  rows('select distinct seal_version as seal, index_version as index from person_identity order by 1');

test('a person named in a listing decision is found by the whole number, however it is written, and by nothing less', async () => {
  const subjectId = await held(at.system);
  assert.match(subjectId, /^P-[0-9a-f]{32}$/);
  for (const number of [NUMBER, OLD_NUMBER, NUMBER_IN_GROUPS, '９９０１００１９９００３０７８２１３'])
    assert.equal(await find(number), subjectId, number);
  for (const number of [NUMBER.slice(0, 17), '990100199003078214', '']) assert.equal(await find(number), null, number);
  assert.equal(await find(NUMBER, 'passport'), null, 'another kind of number is another number');
});

test('only a listing decision holds a person, only with an end that is not over, and one person only once', async () => {
  const refused = async (changed: object) => {
    const answer = await write(at.system.pool, at.system.clock, (trx, now) =>
      holdPerson(trx, at.system.secrets, { ...ACT, now }, listing(changed)),
    );
    return 'refused' in answer ? answer.refused : 'held';
  };
  assert.equal(await refused({ ground: 'professional' }), 'person-not-permitted');
  assert.equal(await refused({ ground: 'traffic-offence' }), 'person-not-permitted');
  assert.equal(await refused({ until: '2026-03-01' }), 'invalid-request');
  assert.equal(await refused({ organisation: '91990100MA0000001X' }), 'not-found');
  assert.equal(await refused({ identifier: { kind: 'resident-id', number: '990100199003078214' } }), 'unknown-code');
  assert.deepEqual(await rows('select * from person'), []);

  const subjectId = await held(at.system);
  assert.equal(await held(at.system, { recordId: 'r2' }), subjectId);
  assert.equal(await refused({}), 'already-done');
  const insert = (ground: string, until: string | null) =>
    at.system.pool.query(
      `insert into person_ground select subject_id, 9, $1, organisation, 'r9', document_no, authority, from_day, $2, held_by,
              held_at from person_ground limit 1`,
      [ground, until],
    );
  await assert.rejects(insert('behaviour', '2027-01-01'), /person_ground_ground_check/);
  await assert.rejects(insert('named-in-role', null), /until_day/);
});

test('on the last day a person is held, on the day after found by nobody and shown to nobody, then erased by the job', async () => {
  const subjectId = await held(at.system);
  at.clock.now = new Date('2027-01-11T23:59:00+08:00');
  assert.equal(await find(NUMBER), subjectId);
  assert.equal(await forgetPersons(at.system), 0);
  at.clock.now = new Date('2027-01-12T00:00:00+08:00');
  assert.equal(await find(NUMBER), null);
  assert.ok('refused' in (await own(subjectId)));
  assert.equal(await forgetPersons(at.system), 1);
  assert.deepEqual(await rows('select * from person_identity'), []);
  assert.deepEqual(await rows('select reason, actor from person_erasure'), [{ reason: 'term-over', actor: 'gongxin' }]);
});

test('neither number nor name stands readable in any table, and the journal knows ids alone', async () => {
  const subjectId = await held(at.system);
  await find(NUMBER);
  const texts = JSON.stringify([
    await rows('select * from person'),
    await rows('select * from person_identity'),
    await rows('select * from person_ground'),
    await rows('select * from journal_entry'),
  ]);
  const bytes = (
    await rows('select sealed_identifier as a, sealed_name as b, identifier_index as c from person_identity')
  )[0];
  for (const secret of [NUMBER, OLD_NUMBER, NAME]) {
    assert.equal(texts.includes(secret), false, secret);
    for (const sealed of Object.values(bytes) as Buffer[]) assert.equal(sealed.includes(Buffer.from(secret)), false);
  }
  assert.deepEqual(await rows('select event, subject_id as id from journal_entry order by entry_id'), [
    { event: 'person.held', id: subjectId },
    { event: 'person.sought', id: subjectId },
  ]);
});

test('erased means gone: no number, name or index is left, only that, by whom, when and why; once', async () => {
  const subjectId = await held(at.system);
  const erase = (id: string, document?: string) =>
    write(at.system.pool, at.system.clock, (trx, now) =>
      erasePerson(trx, { ...ACT, now }, { subjectId: id, reason: 'requested', document }),
    );
  assert.deepEqual(await erase(subjectId, `申请 ${NUMBER}`), {
    refused: 'invalid-request',
    detail: '文书号中不得出现身份证件号码。',
    extra: { field: 'document' },
  });
  assert.deepEqual(await erase(subjectId, '青信删〔2026〕1号'), { subjectId, erasedAt: at.clock.now });
  assert.equal(await find(NUMBER), null);
  assert.ok('refused' in (await own(subjectId)));
  assert.deepEqual(await rows('select * from person_identity'), []);
  assert.deepEqual(await rows('select subject_id as id, reason, document, actor from person_erasure'), [
    { id: subjectId, reason: 'requested', document: '青信删〔2026〕1号', actor: 'user:u1' },
  ]);
  const again = await erase(subjectId);
  assert.equal('refused' in again && again.refused, 'already-done');
  const nobody = await erase(`P-${'0'.repeat(32)}`);
  assert.equal('refused' in nobody && nobody.refused, 'not-found');
  assert.notEqual(await held(at.system, { recordId: 'r3' }), subjectId, 'a new decision holds somebody unknown');
});

test('one person’s sealed number does not open in another’s row', async () => {
  const subjectId = await held(at.system);
  const other = await held(at.system, { identifier: { kind: 'passport', number: 'E12345678' }, recordId: 'r2' });
  await at.system.pool.query(
    `update person_identity i set sealed_identifier = o.sealed_identifier from person_identity o
      where i.subject_id = $1 and o.subject_id = $2`,
    [other, subjectId],
  );
  await assert.rejects(own(other), /authenticate/);
});

test('keys are rotated for everybody; stopped half way, everybody is still found and the next call finishes', async () => {
  const people = new Map<string, string>();
  for (let n = 0; n < 205; n++) {
    const number = `E${String(n).padStart(8, '0')}`;
    people.set(number, await held(at.system, { identifier: { kind: 'passport', number }, recordId: `r${n}` }));
  }
  const before = await rows('select identifier_index as index from person_identity');
  let writes = 0;
  const stopping = {
    ...at.system,
    clock: () => {
      // two looks at the clock a write: the making of the version and the first batch go through
      if (++writes > 4) throw new Error('stopped');
      return at.clock.now;
    },
  };
  await assert.rejects(rotatePersonKeys(stopping, ACT), /stopped/);
  assert.deepEqual(await versions(), [
    { seal: 1, index: 1 },
    { seal: 2, index: 2 },
  ]);
  for (const [number, subjectId] of [...people].slice(0, 6)) assert.equal(await find(number, 'passport'), subjectId);
  const last = [...people].find(([, id]) => id === [...people.values()].sort().at(-1));
  assert.equal(await find(last?.[0] ?? '', 'passport'), last?.[1]);
  const [number] = [...people.keys()];
  const same = { identifier: { kind: 'passport' as const, number: number ?? '' }, recordId: 'meanwhile' };
  assert.equal(await held(at.system, same), people.get(number ?? ''), 'nobody is held twice meanwhile');

  assert.deepEqual(await rotatePersonKeys(at.system, ACT), {
    versions: { seal: 2, index: 2 },
    persons: 5,
    continued: true,
  });
  assert.deepEqual(await versions(), [{ seal: 2, index: 2 }]);
  const after = await rows('select identifier_index as index from person_identity');
  const hex = (list: { index: Buffer }[]) => new Set(list.map(({ index }) => index.toString('hex')));
  assert.ok([...hex(before)].every((index) => !hex(after).has(index)));
  for (const [passport, subjectId] of people) assert.equal(await find(passport, 'passport'), subjectId);
  const [first] = people.values();
  const mine = await own(first ?? '');
  assert.deepEqual('name' in mine && [mine.identifier, mine.name], ['****0000', NAME]);
});
