import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { addDays, today } from '../../../kernel/dates.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { loadBundledCatalogue } from '../load.ts';
import type { Entry } from '../read-folder.ts';
import { readVersionInForce } from '../stored.ts';
import { bundledEntries, changed } from '../testing/bundled.ts';
import { done, lawmakers } from './lawmaking-fixture.ts';

const HOUR_MS = 3_600_000;
const OFFICIALS = ['白露', '谷雨', '立夏'] as const;

/** Laws and figures alone: as lawful as the whole, and read in a moment. */
const small = (entries: readonly Entry[]) =>
  entries.filter(({ kind }) => kind === 'policies' || kind === 'instruments' || kind === 'calendars');

describe('a version of the catalogue takes force by two officials only', () => {
  let test: TestSystem;
  let law: ReturnType<typeof lawmakers>;
  let entries: Entry[];
  let edition = 0;
  before(async () => {
    test = await testSystem();
    test.clock.now = new Date('2026-11-20T09:00:00+08:00');
    law = lawmakers(test.system);
    entries = small(await bundledEntries());
    await loadSmall(test, entries);
  });
  after(() => test.close());

  /** Never twice the same law. */
  const nextEdition = () => changed(entries, 'policies', 'intake', (body) => (body.name = `报送 ${++edition}`));
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await test.system.pool.query<Row>(sql, values)).rows;

  it('whoever proposes, confirms, rejects and withdraws in whatever order, and whenever', async () => {
    const official = fc.constantFrom(...OFFICIALS);
    const which = fc.nat({ max: 20 });
    const move = fc.oneof(
      fc.record({ act: fc.constant('propose' as const), official, inDays: fc.integer({ min: -1, max: 4 }) }),
      fc.record({ act: fc.constant('confirm' as const), official, which }),
      fc.record({ act: fc.constant('confirm' as const), official, which }),
      fc.record({ act: fc.constantFrom('reject' as const, 'withdraw' as const), official, which }),
      fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 6, maxLength: 16 }), async (moves) => {
        const open: { proposalId: string; digest: string; by: string }[] = [];
        for (const one of moves) {
          const day = today(test.clock.now);
          const inForce = await readVersionInForce(test.system.pool, day);
          if (one.act === 'wait') {
            test.clock.now = new Date(test.clock.now.getTime() + one.hours * HOUR_MS);
            continue;
          }
          if (one.act === 'propose') {
            const proposed = await law.propose(one.official, nextEdition(), addDays(day, one.inDays));
            assert.equal(isRefusal(proposed), one.inDays < 1);
            if (!isRefusal(proposed)) open.push({ ...proposed, by: one.official });
          } else {
            const proposal = open[one.which % Math.max(1, open.length)];
            if (proposal === undefined) continue;
            const answer =
              one.act === 'confirm'
                ? await law.confirm(one.official, proposal)
                : await law[one.act](one.official, proposal.proposalId);
            const alone = one.official === proposal.by;
            if (!isRefusal(answer)) assert.equal(alone, one.act === 'withdraw');
          }
          assert.equal(
            await readVersionInForce(test.system.pool, day),
            inForce,
            'no act changes the law of its own day',
          );
        }
        await assertLawful();
      }),
      { numRuns: 25 },
    );
    const [made] = await rows<{ versions: number }>('select count(*)::int as versions from catalogue_version');
    assert(made !== undefined && made.versions > 5, 'the sequences do make law');
  });

  async function assertLawful(): Promise<void> {
    const wrong = await rows(
      `select v.version from catalogue_version v
         left join catalogue_proposal p using (proposal_id) left join catalogue_proposal_deed d using (proposal_id)
        where v.version > 1 and not coalesce(d.kind = 'confirmation' and d.actor <> p.proposed_by and v.loaded_by = d.actor
          and v.in_force_from > (d.done_at at time zone 'Asia/Shanghai')::date
          and v.in_force_from > (p.proposed_at at time zone 'Asia/Shanghai')::date, false)`,
    );
    assert.deepEqual(wrong, []);
    const [counted] = await rows(
      `select count(*) = max(version) as "withoutGap", count(distinct proposal_id) = count(*) - 1 as once,
              (select count(*) from catalogue_proposal_deed where kind = 'confirmation') = count(*) - 1 as each
         from catalogue_version`,
    );
    assert.deepEqual(counted, { withoutGap: true, once: true, each: true });
  }

  it('and once, when two confirm at the same moment', async () => {
    const proposed = done(await law.propose('白露', nextEdition(), addDays(today(test.clock.now), 2)));
    const both = await Promise.all([law.confirm('谷雨', proposed), law.confirm('立夏', proposed)]);
    assert.deepEqual(both.map((answer) => (isRefusal(answer) ? answer.refused : 'confirmed')).sort(), [
      'already-done',
      'confirmed',
    ]);
    await assertLawful();
  });

  it('also against statements that the application never makes', async () => {
    const proposed = done(await law.propose('白露', nextEdition(), addDays(today(test.clock.now), 2)));
    const id = proposed.proposalId;
    const [{ next, digest, day } = { next: 0, digest: '', day: '' }] = await rows<{
      next: number;
      digest: string;
      day: string;
    }>('select follows + 1 as next, digest, in_force_from as day from catalogue_proposal where proposal_id = $1', [id]);
    const now = test.clock.now;
    const version = `insert into catalogue_version (version, in_force_from, loaded_at, loaded_by, digest, proposal_id, deed, follows)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`;
    const deed = `insert into catalogue_proposal_deed (proposal_id, kind, proposed_by, follows, in_force_from, digest,
        dry_run_digest, actor, done_at) values ($1, 'confirmation', $2, $3, $4, $5, $6, $7, $8)`;
    const follows = next - 1;
    const attempts: [why: string, sql: string, values: unknown[]][] = [
      ['without a proposal', version, [next, day, now, '立夏', digest, null, null, null]],
      ['of a proposal that nobody confirmed', version, [next, day, now, '立夏', digest, id, 'confirmation', follows]],
      ['by its proposer', deed, [id, '白露', follows, day, digest, proposed.digest, '白露', now]],
      ['by its proposer under another name', deed, [id, '谷雨', follows, day, digest, proposed.digest, '白露', now]],
      [
        'on the day itself',
        deed,
        [id, '白露', follows, day, digest, proposed.digest, '立夏', new Date(`${day}T00:00:00+08:00`)],
      ],
      ['on another day', deed, [id, '白露', follows, addDays(day, 30), digest, proposed.digest, '立夏', now]],
      ['by a difference nobody saw', deed, [id, '白露', follows, day, digest, '0'.repeat(64), '立夏', now]],
      [
        'with one entry more',
        `insert into catalogue_proposal_entry select proposal_id, entry_no, entries, kind, 'sold', body
         from catalogue_proposal_entry where proposal_id = $1 limit 1`,
        [id],
      ],
      [
        'with one number more',
        `insert into catalogue_proposal_entry select proposal_id, entries + 1, entries, kind, 'sold', body
         from catalogue_proposal_entry where proposal_id = $1 limit 1`,
        [id],
      ],
      [
        'with another count',
        `insert into catalogue_proposal_entry select proposal_id, entries + 1, entries + 1, kind, 'sold', body
         from catalogue_proposal_entry where proposal_id = $1 limit 1`,
        [id],
      ],
    ];
    for (const [why, sql, values] of attempts)
      await assert.rejects(test.system.pool.query(sql, values), { code: /^23(503|505|514)$/ }, why);

    done(await law.confirm('立夏', proposed));
    const twice: [why: string, sql: string, values: unknown[]][] = [
      ['twice', version, [next + 1, day, now, '立夏', digest, id, 'confirmation', next]],
      [
        'with entries of its own',
        `insert into catalogue_entry (version, kind, code, body) values ($1, 'matters', 'sold', '{}')`,
        [next],
      ],
    ];
    for (const [why, sql, values] of twice)
      await assert.rejects(test.system.pool.query(sql, values), { code: /^23(503|505|514)$/ }, why);
  });

  it('and nothing of it can be changed or removed afterwards', async () => {
    for (const table of [
      'catalogue_proposal',
      'catalogue_proposal_entry',
      'catalogue_proposal_dry_run',
      'catalogue_proposal_deed',
    ])
      for (const sql of [`update ${table} set proposal_id = proposal_id`, `delete from ${table}`])
        await assert.rejects(test.system.pool.query(sql), { code: '42501' }, sql);
  });
});

async function loadSmall({ system }: TestSystem, entries: readonly Entry[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-law-'));
  try {
    for (const { file, body } of entries) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), JSON.stringify(body)); // JSON is YAML
    }
    const act = { actor: 'gongxin', purpose: 'start', now: system.clock() };
    const loaded = await loadBundledCatalogue(system.pool, folder, act);
    assert.equal(loaded.outcome, 'loaded', JSON.stringify(loaded).slice(0, 500));
  } finally {
    await rm(folder, { recursive: true });
  }
}
