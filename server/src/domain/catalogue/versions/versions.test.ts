import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { catalogueInForce, catalogueVersion } from '../in-force.ts';
import { loadBundledCatalogue } from '../load.ts';
import type { Entry } from '../read-folder.ts';
import { BUNDLED_FOLDER, bundledEntries, changed } from '../testing/bundled.ts';
import { done, lawmakers, refusedAs } from './lawmaking-fixture.ts';
import type { Proposed } from './propose-version.ts';
import { listVersions } from './stored-versions.ts';

const [EDITOR, DECIDER] = ['白露', '立夏'];
const BEFORE_MIDNIGHT = new Date('2026-11-30T23:59:59+08:00');
const MIDNIGHT = new Date('2026-12-01T00:00:00+08:00');

describe('a version of the catalogue', () => {
  let test: TestSystem;
  let law: ReturnType<typeof lawmakers>;
  let entries: Entry[];
  let renamed: Entry[];
  before(async () => {
    test = await testSystem();
    test.clock.now = new Date('2026-11-20T12:00:00+08:00');
    law = lawmakers(test.system);
    await loadBundledCatalogue(test.system.pool, BUNDLED_FOLDER, {
      actor: 'gongxin',
      purpose: 'start',
      now: test.clock.now,
    });
    entries = await bundledEntries();
    renamed = rename('快速通道');
  });
  after(() => test.close());

  const rename = (name: string) => changed(entries, 'measures', 'green-channel', (body) => (body.name = name));
  const nameOn = async (day: string) => (await catalogueInForce(test.system.pool, day)).measure('green-channel')?.name;
  const count = async (table: string) =>
    Number((await test.system.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
  const events = async () => {
    const { rows } = await test.system.pool.query<{ line: string }>(
      `select event || ' ' || actor as line from journal_entry where event like 'catalogue.%' order by entry_id`,
    );
    return rows.map(({ line }) => line);
  };

  it('is refused with its findings, and nothing is kept', async () => {
    const broken = changed(entries, 'lists', 'tax-serious', (body) => (body.notice.required = false));
    const refused = await law.propose(EDITOR, broken, '2026-12-01');
    assert.equal(refusedAs(refused), 'catalogue-findings');
    assert('extra' in refused && Array.isArray(refused.extra?.findings));
    assert.equal(
      refusedAs(await law.propose(EDITOR, [...entries, ...entries.slice(0, 1)], '2026-12-01')),
      'invalid-request',
    );
    for (const text of ['坏\0字', '半个\ud800字'])
      assert.equal(refusedAs(await law.propose(EDITOR, rename(text), '2026-12-01')), 'catalogue-findings');
    assert.equal(refusedAs(await law.propose(EDITOR, renamed, '2026-12-01', ' ')), 'invalid-request');
    assert.equal(refusedAs(await law.propose(EDITOR, entries, '2026-12-01')), 'conflict', 'nothing differs');
    assert.equal(await count('catalogue_proposal'), 0);
  });

  it('never takes force before the day after its proposal and its confirmation', async () => {
    for (const day of ['2026-11-19', '2026-11-20'])
      assert.equal(refusedAs(await law.propose(EDITOR, renamed, day)), 'invalid-request');
    const tomorrow = done(await law.propose(EDITOR, renamed, '2026-11-21'));
    test.clock.now = new Date('2026-11-21T00:00:00+08:00');
    assert.equal(refusedAs(await law.confirm(DECIDER, tomorrow)), 'invalid-request');
    done(await law.withdraw(EDITOR, tomorrow.proposalId));
  });

  let proposed: Proposed;
  it('says where and how it differs, and what would change', async () => {
    proposed = done(await law.propose(EDITOR, renamed, '2026-12-01'));
    const { dryRun } = proposed;
    assert.deepEqual(dryRun.differences, [
      {
        kind: 'measures',
        code: 'green-channel',
        change: 'changed',
        changes: [{ at: '/name', before: '行政审批绿色通道', after: '快速通道' }],
        unshown: 0,
      },
    ]);
    assert.deepEqual(dryRun.effects, { categories: [], grounds: [], measures: [] });
    assert.deepEqual([dryRun.against, dryRun.overtakes], [1, []]);
  });

  it('is confirmed by a second official only, and by the difference seen', async () => {
    for (const same of [EDITOR, ' 白 露 ']) assert.equal(refusedAs(await law.confirm(same, proposed)), 'second-person');
    assert.equal(refusedAs(await law.reject(EDITOR, proposed.proposalId)), 'second-person');
    assert.equal(refusedAs(await law.withdraw(DECIDER, proposed.proposalId)), 'conflict');
    const unseen = await law.confirm(DECIDER, { ...proposed, digest: '0'.repeat(64) });
    assert.equal(refusedAs(unseen), 'conflict');
    assert('extra' in unseen);
    assert.deepEqual(unseen.extra, { digest: proposed.digest });
    assert.equal(await count('catalogue_version'), 1);
    assert.deepEqual(done(await law.confirm(DECIDER, proposed)), {
      proposalId: proposed.proposalId,
      version: 2,
      inForceFrom: '2026-12-01',
    });
    for (const again of [law.confirm(DECIDER, proposed), law.reject(DECIDER, proposed.proposalId)])
      assert.equal(refusedAs(await again), 'already-done');
  });

  it('takes force on a running server at midnight of its day', async () => {
    for (const [moment, name] of [
      [BEFORE_MIDNIGHT, '行政审批绿色通道'],
      [MIDNIGHT, '快速通道'],
    ] as const) {
      test.clock.now = moment;
      const day = new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      assert.equal(await nameOn(day), name);
    }
  });

  it('leaves the history of the law readable', async () => {
    assert.equal((await catalogueVersion(test.system.pool, 1))?.measure('green-channel')?.name, '行政审批绿色通道');
    const versions = await listVersions(test.system.pool);
    assert.deepEqual(
      versions.map(({ version, inForceFrom, proposalId }) => [version, inForceFrom, proposalId]),
      [
        [2, '2026-12-01', proposed.proposalId],
        [1, '2026-11-20', null],
      ],
    );
    assert.deepEqual((await listVersions(test.system.pool, 2)).length, 1);
    assert.deepEqual(await events(), [
      'catalogue.loaded gongxin',
      `catalogue.proposed ${EDITOR}`,
      `catalogue.withdrawn ${EDITOR}`,
      `catalogue.proposed ${EDITOR}`,
      `catalogue.confirmed ${DECIDER}`,
    ]);
  });

  it('does not silently undo what was confirmed since it was proposed', async () => {
    const [one, other] = [
      done(await law.propose(EDITOR, rename('甲'), '2027-01-01')),
      done(await law.propose(EDITOR, rename('乙'), '2027-02-01')),
    ];
    done(await law.confirm(DECIDER, other));
    assert.equal(refusedAs(await law.confirm(DECIDER, one)), 'conflict');
    done(await law.reject(DECIDER, one.proposalId));
  });

  it('that comes before a confirmed one says that it overtakes it', async () => {
    const urgent = done(await law.propose(EDITOR, rename('丙'), '2027-01-01'));
    assert.deepEqual([urgent.dryRun.against, urgent.dryRun.overtakes], [2, [3]]);
    done(await law.confirm(DECIDER, urgent));
    assert.deepEqual(await Promise.all(['2026-12-31', '2027-01-01', '2027-02-01'].map(nameOn)), [
      '快速通道',
      '丙',
      '丙',
    ]);
  });

  it('is not answered when somebody has put an entry into it', async () => {
    const elsewhere = await testSystem();
    try {
      await loadBundledCatalogue(elsewhere.system.pool, BUNDLED_FOLDER, { actor: 'g', purpose: 's', now: MIDNIGHT });
      await elsewhere.system.pool.query(
        `insert into catalogue_entry (version, kind, code, body) values (1, 'matters', 'sold', '{}')`,
      );
      await assert.rejects(catalogueInForce(elsewhere.system.pool, '2026-12-01'), /its digest names/);
    } finally {
      await elsewhere.close();
    }
  });
});
