import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { composeUscc } from '../../kernel/codes.ts';
import { addDays } from '../../kernel/dates.ts';
import { write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { type Entry, loadBundledCatalogue } from '../catalogue/index.ts';
import { BUNDLED_FOLDER, bundledEntries, changed, type Json } from '../catalogue/testing/bundled.ts';
import { type DryRun, dryRunDigest, dryRunOf } from '../catalogue/versions/dry-run.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { holdVersion, type InventedVersion, MARKET_OFFICE } from './archive-fixture.ts';
import { effectsOfVersion } from './effects-of-version.ts';

const NOW = new Date('2026-11-20T12:00:00+08:00');
const DAY = '2026-12-01';
const SUBJECT = composeUscc('91990100', 'MA000001');

describe('the dry run of a proposed version', () => {
  let database: TestDatabase;
  let entries: Entry[];
  before(async () => {
    database = await testDatabase();
    entries = await bundledEntries();
    await loadBundledCatalogue(database.pool, BUNDLED_FOLDER, { actor: 'gongxin', purpose: 'start', now: NOW });
    await holdSubject(database.pool, { subjectId: SUBJECT, name: '青禾市恒源科技有限公司' });
  });
  after(() => database.close());

  async function held(documentNo: string, more: Partial<InventedVersion> = {}, cause: 'released' | null = 'released') {
    const invented = { subjectId: SUBJECT, documentNo, authority: MARKET_OFFICE, ...more };
    return write(
      database.pool,
      () => NOW,
      (trx, now) => holdVersion(trx, now, invented, cause ?? undefined),
    );
  }
  const penalty = (documentNo: string, daysAgo: number, more: Partial<InventedVersion> = {}) =>
    held(documentNo, {
      decidedOn: addDays(DAY, -daysAgo),
      ...more,
      fields: { kinds: ['罚款'], fine: '300000.00', ...more.fields },
    });
  const dryRun = async (proposed: readonly Entry[]): Promise<DryRun> => {
    const run = await dryRunOf(database.pool, { entries: proposed, inForceFrom: DAY }, effectsOfVersion);
    assert(!isRefusal(run), JSON.stringify(run));
    return run;
  };
  const edited = (kind: Entry['kind'], code: string, change: (body: Json) => void) =>
    changed(entries, kind, code, change);

  it('counts what would be shown no more, or longer, and names the first few', async () => {
    const old = await penalty('青罚〔2025〕1号', 300);
    const recent = await penalty('青罚〔2026〕2号', 20);
    await held('青罚〔2026〕3号', { decidedOn: addDays(DAY, -20) }, null); // withheld: opens under the law of its day
    const table = entries.find(({ kind, body }) => kind === 'severity' && (body as Json).category === 'penalty');
    assert(table !== undefined);
    const run = await dryRun(
      edited('severity', table.code, (body) => {
        for (const one of ['minor', 'general', 'serious']) {
          body.windows[one] = { ...body.windows[one], max: { months: 3 } };
          if (body.windows[one].min !== undefined) body.windows[one].min = { months: 3 };
        }
      }),
    );
    const [effects, ...others] = run.effects.categories;
    assert(effects !== undefined && others.length === 0, JSON.stringify(run.effects));
    assert.equal(effects.category, 'penalty');
    assert.deepEqual(effects.publication.leaving, { records: 1, examples: [old] });
    assert.deepEqual(effects.publication.otherwise, { records: 1, examples: [recent] });
    assert.equal(effects.publication.entering.records, 0);
    assert.deepEqual(run.examined, { records: 2, all: true });
  });

  it('is the same whoever asks, and another once a record came that the version concerns', async () => {
    const proposed = edited('categories', 'penalty', (body) => (body.use.until = { term: { months: 1 } }));
    const first = await dryRun(proposed);
    assert.equal(dryRunDigest(await dryRun(proposed)), dryRunDigest(first));
    assert(first.effects.categories[0]?.use.leaving.records === 1, JSON.stringify(first.effects));
    await held('青荣〔2026〕1号', { category: 'honour', decidedOn: '2026-11-01' });
    assert.equal(dryRunDigest(await dryRun(proposed)), dryRunDigest(first), 'an honour is none of its business');
    await penalty('青罚〔2026〕4号', 200);
    const then = await dryRun(proposed);
    assert.equal(then.effects.categories[0]?.use.leaving.records, 2);
    assert.notEqual(dryRunDigest(then), dryRunDigest(first));
  });

  it('says which grounds would begin or end', async () => {
    const shorter = edited('triggers', 'penalty-inspection', (body) => (body.until = { lookBack: { months: 9 } }));
    const { effects } = await dryRun(shorter);
    assert.deepEqual(
      effects.grounds.map(({ trigger, leaving, otherwise }) => [trigger, leaving.records, otherwise.records]),
      [['penalty-inspection', 1, 2]],
    );
    const none = edited('triggers', 'penalty-inspection', (body) => (body.when = 'fine > 900000.0'));
    assert.equal((await dryRun(none)).effects.grounds[0]?.leaving.records, 3);
  });

  it('says which measures begin, end or change, and on how many grounds that stand', async () => {
    await database.pool.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at)
       select subject_id, record_id, 9, version, 'penalty-procurement', decided_on, null, 1, $1 from record limit 1`,
      [NOW],
    );
    const { effects } = await dryRun(
      edited('measures', 'procurement-ban', (body) => {
        const binding = body.triggers.find((one: Json) => one.trigger === 'penalty-procurement');
        binding.effect = binding.effect === 'must' ? 'may' : 'must';
      }),
    );
    assert.deepEqual(effects.measures, [
      { measure: 'procurement-ban', trigger: 'penalty-procurement', change: 'changes', grounds: 1 },
    ]);
    const gone = (await dryRun(entries.filter(({ code }) => code !== 'procurement-ban'))).effects.measures;
    assert(gone.length > 0 && gone.every(({ change }) => change === 'ends'));
  });

  it('tells what the new rules lack of records that are held', async () => {
    const served = edited('categories', 'penalty', (body) => {
      body.fields.push({ id: 'servedOn', name: '送达日期', type: 'date', required: true });
      body.use.from = 'servedOn';
    });
    assert.equal((await dryRun(served)).effects.categories[0]?.withoutStart.records, 3);
  });

  it('refuses to drop a category that holds records, or to read its columns as something else', async () => {
    const refusedFor = async (proposed: readonly Entry[]) => {
      const run = await dryRunOf(database.pool, { entries: proposed, inForceFrom: DAY }, effectsOfVersion);
      assert(isRefusal(run) && run.refused === 'conflict', JSON.stringify(run));
      return run.detail;
    };
    const without = (category: string) => (one: Entry) =>
      one.code !== category && (one.body as Json).category !== category && one.kind !== 'measures';
    assert.match(await refusedFor(entries.filter(without('penalty'))), /“行政处罚”下已有记录/);
    const asDate = edited('categories', 'penalty', (body) => {
      for (const field of body.fields) if (field.id === 'validUntil') field.type = 'text';
    });
    assert.match(await refusedFor(asDate), /validUntil 的类型不能改变/);
    const unheld = await dryRun(entries.filter(without('interview')));
    assert(unheld.differences.some(({ code, change }) => code === 'interview' && change === 'removed'));
  });
});
