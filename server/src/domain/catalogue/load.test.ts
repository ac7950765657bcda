import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import type { Act } from '../journal/index.ts';
import { catalogueInForce, catalogueVersion } from './in-force.ts';
import { loadBundledCatalogue } from './load.ts';
import { BUNDLED_FOLDER, bundledEntries } from './testing/bundled.ts';

const ACT: Act = { actor: '赵岚', purpose: 'serve', now: new Date('2026-11-21T01:00:00Z') };
let database: TestDatabase;
let edited: string;
before(async () => {
  database = await testDatabase();
  edited = await mkdtemp(join(tmpdir(), 'catalogue-'));
  await cp(BUNDLED_FOLDER, edited, { recursive: true });
});
after(async () => {
  await database.close();
  await rm(edited, { recursive: true });
});
const edit = async (file: string, change: (text: string) => string) =>
  writeFile(join(edited, file), change(await readFile(join(edited, file), 'utf8')));
const count = async (table: string) =>
  Number((await database.pool.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);

describe('the bundled catalogue and the database', () => {
  it('asks for a loaded catalogue before it answers anything', async () => {
    await assert.rejects(catalogueInForce(database.pool, '2026-11-21'), /loaded before/);
    assert.equal(await catalogueVersion(database.pool, 1), undefined);
  });

  it('does not load what the lint refuses', async () => {
    await edit('lists/tax-serious.yaml', (text) => text.replace('required: true', 'required: false'));
    const refused = await loadBundledCatalogue(database.pool, edited, ACT);
    assert(refused.outcome === 'refused' && refused.findings[0]?.code === 'list-without-notice');
    assert.equal(await count('catalogue_version'), 0);
  });

  it('loads version 1 into an empty database once, with one journal row, however many processes start', async () => {
    const entries = (await bundledEntries()).length;
    const both = await Promise.all([1, 2].map(() => loadBundledCatalogue(database.pool, BUNDLED_FOLDER, ACT)));
    assert.deepEqual(
      both.sort((a, b) => (a.outcome < b.outcome ? 1 : -1)),
      [
        { outcome: 'loaded', version: 1, entries },
        { outcome: 'kept', version: 1, differences: [] },
      ],
    );
    assert.equal(await count('catalogue_entry'), entries);
    const { rows } = await database.pool.query('select event, actor, target from journal_entry');
    assert.deepEqual(rows, [{ event: 'catalogue.loaded', actor: '赵岚', target: '1' }]);
  });

  it('changes nothing by a restart, and reports how the folder differs', async () => {
    await rm(join(edited, 'lists/wage-arrears.yaml'));
    await edit('measures/green-channel.yaml', (text) => text.replace('绿色通道', '快速通道'));
    await writeFile(join(edited, 'matters/tourism.yaml'), 'code: tourism\n');
    const kept = await loadBundledCatalogue(database.pool, edited, ACT);
    assert(kept.outcome === 'kept');
    assert.deepEqual(kept.differences, [
      { kind: 'lists', code: 'tax-serious', change: 'changed' },
      { kind: 'measures', code: 'green-channel', change: 'changed' },
      { kind: 'matters', code: 'tourism', change: 'added' },
      { kind: 'lists', code: 'wage-arrears', change: 'removed' },
    ]);
    const catalogue = await catalogueInForce(database.pool, '2026-11-21');
    assert.equal(catalogue.measure('green-channel')?.name, '行政审批绿色通道');
  });

  it('answers the version in force, compiled once, and the first version for the days before it', async () => {
    const catalogue = await catalogueInForce(database.pool, '2026-11-21');
    assert.deepEqual([catalogue.version, catalogue.inForceFrom], [1, '2026-11-21']);
    assert.equal(await catalogueInForce(database.pool, '2027-01-01'), catalogue);
    assert.equal(await catalogueInForce(database.pool, '2026-01-01'), catalogue);
    assert.equal(await catalogueVersion(database.pool, 1), catalogue);
    assert.equal(catalogue.category('penalty')?.fieldByHeading('CF_WSH')?.field.id, 'documentNo');
  });

  it('lets the application neither change nor remove a version', async () => {
    for (const sql of [
      'update catalogue_entry set body = body',
      'delete from catalogue_entry',
      'update catalogue_version set in_force_from = in_force_from',
      'delete from catalogue_version',
    ])
      await assert.rejects(database.pool.query(sql), { code: '42501' }, sql);
  });
});
