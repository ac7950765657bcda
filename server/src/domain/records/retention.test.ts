import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import pg from 'pg';
import { type TestSystem, testSystem } from '../../../../tests/system.ts';
import { addDays, addMonths, type CalendarDate } from '../../kernel/dates.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Catalogue, catalogueInForce, loadBundledCatalogue } from '../catalogue/index.ts';
import { groundsInForce } from '../measures/index.ts';
import { published } from '../portal/published.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { archiveOf } from './archive.ts';
import { forgetRecords, type RetentionProof, rootOfProofs } from './forget-records.ts';
import { lookAtArchive } from './look-at-archive.ts';
import { rememberDisclosures } from './remember-disclosures.ts';
import { textsWaiting } from './texts-waiting.ts';

const SUBJECT = '91990100MA0000001X';
const AGENCY = '11990100MB00000015';
const BUNDLED = fileURLToPath(new URL('../../../../catalogue', import.meta.url));
const CAME = '2026-04-02';
const RECORDS = 60;

/** As a record may stand: its windows, what ended it, what rests on it. */
type Held = {
  category: 'penalty' | 'interview';
  window: { usableUntil: CalendarDate | null; publicUntil: CalendarDate | null } | null;
  deedOn: CalendarDate | null;
  groundUntil: CalendarDate | null | undefined;
  suspended: boolean;
};

const day = fc.integer({ min: 1, max: 700 }).map((days) => addDays(CAME, days));
const heldRecord: fc.Arbitrary<Held> = fc.record({
  category: fc.constantFrom('penalty', 'interview'),
  window: fc.option(fc.record({ usableUntil: fc.option(day, { freq: 6 }), publicUntil: fc.option(day, { freq: 6 }) }), {
    freq: 3,
  }),
  deedOn: fc.option(day),
  groundUntil: fc.oneof(fc.constant(undefined), fc.option(day, { freq: 6 })),
  suspended: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

/** The last day a record may be read and held; null: no end yet. Told apart from the SQL, in its own words. */
function keptUntil({ category, window, deedOn, groundUntil, suspended }: Held): CalendarDate | null {
  if (suspended || groundUntil === null) return null;
  const ends: CalendarDate[] = groundUntil === undefined ? [] : [groundUntil];
  if (window === null) ends.push(deedOn ?? CAME);
  else if (window.usableUntil === null || (category === 'penalty' && window.publicUntil === null)) return null;
  else ends.push(window.usableUntil, ...(category === 'penalty' ? [window.publicUntil as CalendarDate] : []));
  const ended = ends.sort().at(-1) as CalendarDate;
  return addMonths(ended, category === 'interview' ? 12 : 36);
}

let at: TestSystem;
let catalogue: Catalogue;
const records = fc.sample(heldRecord, { numRuns: RECORDS, seed: 990_100 }).map((held, n) => ({ id: `r${n}`, held }));
const noon = (date: CalendarDate) => new Date(`${date}T12:00:00+08:00`);

before(async () => {
  at = await testSystem();
  const { pool } = at.system;
  const act = { actor: '立夏', purpose: 'test', now: noon(CAME) };
  assert.equal((await loadBundledCatalogue(pool, BUNDLED, act)).outcome, 'loaded');
  catalogue = await catalogueInForce(pool, CAME);
  await holdSubject(pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司' });
  for (const { id, held } of records) await hold(id, held);
  await pool.query(
    `insert into agency (uscc, name, name_key, region, created_at) values ($1, $1, $1, '990100', $2) on conflict do nothing`,
    [AGENCY, noon(CAME)],
  );
  const received = records.map(({ id }) => ({ subjectId: SUBJECT, recordId: id, version: 1 }));
  await rememberDisclosures(pool, { agency: AGENCY, way: 'archive', now: noon(CAME) }, received);
});
after(() => at.close());

/** As the acts leave it. Text that the masker is unsure of makes every public record one that waits. */
async function hold(id: string, { category, window, deedOn, groundUntil, suspended }: Held): Promise<void> {
  const { pool } = at.system;
  const now = noon(CAME);
  const fields = { documentNo: id, facts: '当日，康健将废机油倾倒在河滩。', content: '警告' };
  await pool.query(
    `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, document_no,
                         decided_on, fields, recorded_at, batch_id)
     values ($1, $2, 1, $3, 1, $4, $4, $2, $5, $6, $7, 'b')`,
    [SUBJECT, id, category, AGENCY, CAME, fields, now],
  );
  if (window !== null) {
    const isPublic = category === 'penalty';
    await pool.query(
      `insert into record_window (subject_id, record_id, window_no, version, public_from, public_until, usable_from,
                                  usable_until, cause, catalogue_version, recorded_at)
       values ($1, $2, 1, 1, $3, $4, $5, $6, 'released', 1, $7)`,
      [SUBJECT, id, isPublic ? CAME : null, isPublic ? window.publicUntil : null, CAME, window.usableUntil, now],
    );
  } else if (deedOn !== null) {
    await pool.query(
      `insert into record_deed (subject_id, record_id, deed_no, kind, reason, actor, recorded_at)
       values ($1, $2, 1, 'withdrawal', '撤销', '甲', $3)`,
      [SUBJECT, id, noon(deedOn)],
    );
  }
  if (groundUntil !== undefined) {
    await pool.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at) values ($1, $2, 1, 1, 't', $3, $4, 1, $5)`,
      [SUBJECT, id, CAME, groundUntil, now],
    );
  }
  if (suspended) {
    await pool.query(
      `insert into record_suspension (subject_id, record_id, suspension_no, cause, actor, recorded_at)
       values ($1, $2, 1, 'objection', '甲', $3)`,
      [SUBJECT, id, now],
    );
  }
}

/** Whatever any read answers on a day, by the way it was read. */
async function readOn(date: CalendarDate): Promise<Map<string, string[]>> {
  const { pool } = at.system;
  const now = noon(date);
  const act = { actor: '立夏', purpose: 'audit', now };
  const seen = new Map<string, string[]>();
  const archives = {
    public: await archiveOf(pool, catalogue, { subjectId: SUBJECT, openness: 'public', now, limit: 200 }),
    'known at': await archiveOf(pool, catalogue, {
      subjectId: SUBJECT,
      openness: 'government',
      now,
      limit: 200,
      knownAt: noon(addDays(CAME, 1)),
    }),
    office: await lookAtArchive(pool, catalogue, act, { subjectId: SUBJECT, limit: 200, withheldOf: null }),
  };
  for (const [path, archive] of Object.entries(archives)) {
    assert.ok(!isRefusal(archive), path);
    seen.set(
      path,
      archive.records.map(({ recordId }) => recordId),
    );
  }
  const counted = archives.public as Exclude<typeof archives.public, { refused: unknown }>;
  const total = counted.counts.reduce((sum, { records: count }) => sum + count, 0);
  assert.equal(total, counted.records.length, 'counts are of what is shown');
  const { texts } = await textsWaiting(pool, catalogue, { agency: AGENCY, now });
  seen.set(
    'texts',
    texts.map(({ recordId }) => recordId),
  );
  const { from, where, values } = published(catalogue, now);
  const portal = await pool.query<{ id: string }>(`select r.record_id as id from ${from} where ${where}`, values);
  seen.set(
    'portal',
    portal.rows.map(({ id }) => id),
  );
  const grounds = (await groundsInForce(pool, [SUBJECT], date)).get(SUBJECT) ?? [];
  seen.set(
    'checks',
    grounds.map(({ recordId }) => recordId),
  );
  return seen;
}

const held = async (): Promise<string[]> =>
  (await at.system.pool.query<{ id: string }>('select record_id as id from record order by record_id')).rows.map(
    ({ id }) => id,
  );

test('no read shows what is past its term, the last day counts, and the job then deletes exactly that', async () => {
  const ends = [...new Set(records.map(({ held: one }) => keptUntil(one)).filter((end) => end !== null))].sort();
  const step = Math.ceil(ends.length / 5);
  const looked = ends.filter((_, n) => n % step === 0).flatMap((end) => [end, addDays(end, 1)]);
  const shown = new Map<string, number>();
  for (const date of [addDays(CAME, 2), addDays(CAME, 300), ...looked]) {
    const kept = new Set(records.filter(({ held: one }) => (keptUntil(one) ?? date) >= date).map(({ id }) => id));
    for (const [path, ids] of await readOn(date)) {
      shown.set(path, (shown.get(path) ?? 0) + ids.length);
      assert.deepEqual(
        ids.filter((id) => !kept.has(id)),
        [],
        `${path} on ${date}`,
      );
    }
    at.clock.now = noon(date);
    const before = (await held()).length;
    assert.equal(await forgetRecords(at.system), before - kept.size, date);
    assert.deepEqual(await held(), [...kept].sort(), date);
  }
  for (const [path, count] of shown) assert.ok(count > 0, `${path} showed something while it might`);
  assert.ok((await held()).length > 0 && (await held()).length < RECORDS / 2);
});

test('of what was deleted a proof is left and nothing else, and the journal vouches for the proofs of a batch', async () => {
  const { pool } = at.system;
  const gone = records.filter(({ held: one }) => keptUntil(one) !== null).map(({ id }) => id);
  const left = new Set(await held());
  for (const table of [
    'record_window',
    'record_deed',
    'measure_ground',
    'record_suspension',
    'record_text_review',
    'record_disclosure',
  ]) {
    const { rows } = await pool.query<{ id: string }>(`select record_id as id from ${table}`);
    assert.deepEqual(
      rows.filter(({ id }) => !left.has(id)),
      [],
      table,
    );
  }
  const { rows: proofs } = await pool.query<RetentionProof & { forgottenAt: Date; endedOn: string }>(
    `select subject_id as "subjectId", record_id as "recordId", version, content_hash as "contentHash",
            kept_until as "keptUntil", forgotten_at as "forgottenAt" from retention_proof`,
  );
  const proved = new Set(proofs.map(({ recordId }) => recordId));
  assert.deepEqual([...proved].sort(), gone.filter((id) => !left.has(id)).sort());
  for (const { recordId, keptUntil: until } of proofs)
    assert.equal(until, keptUntil((records.find(({ id }) => id === recordId) as (typeof records)[0]).held), recordId);
  const { rows: entries } = await pool.query(
    `select occurred_at as at, detail->>'root' as root from journal_entry where event = 'record.forgotten'`,
  );
  for (const { at: moment, root } of entries) {
    const batch = proofs.filter(({ forgottenAt }) => forgottenAt.getTime() === moment.getTime());
    assert.equal(rootOfProofs(batch), root);
  }
});

test('the application cannot delete a record, write a proof, or have a record deleted that is still kept', async () => {
  const { pool } = at.system;
  const before = await held();
  for (const deed of ['delete from record', 'delete from record_deed', 'delete from retention_proof'])
    await assert.rejects(pool.query(deed), (error) => error instanceof pg.DatabaseError && error.code === '42501');
  await pool.query('select * from forget_records($1, 1000)', [at.clock.now]);
  assert.deepEqual(await held(), before);
});
