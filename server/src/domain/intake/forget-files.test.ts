import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testSystem } from '../../../../tests/system.ts';
import { loadBundledCatalogue } from '../catalogue/index.ts';
import { BUNDLED_FOLDER } from '../catalogue/testing/bundled.ts';
import { forgetFiles } from './forget-files.ts';

const at = await testSystem();
after(() => at.close());
at.clock.now = new Date('2026-11-21T12:00:00+08:00');
const now = at.system.clock();
await loadBundledCatalogue(at.system.pool, BUNDLED_FOLDER, { actor: 'test', purpose: 'set-up', now });

const DAY = 24 * 60 * 60 * 1000;

async function kept(batchId: string, daysAgo: number, status: string): Promise<void> {
  const started = new Date(at.system.clock().getTime() - daysAgo * DAY);
  await at.system.pool.query(
    `insert into intake_batch (batch_id, category, agency, actor, origin, file, digest, status, started_at)
     values ($1, 'licence', '11990100MB00000000', '白露', 'cli', 'a.csv', 'd', $2, $3)`,
    [batchId, status, started],
  );
  await at.system.pool.query('insert into intake_part (batch_id, part_no, sealed) values ($1, 0, $2)', [batchId, 'x']);
}

test('an uploaded file is gone after its term, one younger or still needed is not, and the journal says so', async () => {
  await kept('b-old', 32, 'finished');
  await kept('b-young', 29, 'finished');
  await kept('b-unfinished', 40, 'running');
  assert.equal(await forgetFiles(at.system), 1);
  const { rows } = await at.system.pool.query('select batch_id from intake_part order by batch_id');
  assert.deepEqual(rows, [{ batch_id: 'b-unfinished' }, { batch_id: 'b-young' }]);
  const { rows: entries } = await at.system.pool.query(
    `select target from journal_entry where event = 'batch.file-forgotten'`,
  );
  assert.deepEqual(entries, [{ target: 'b-old' }]);
  assert.equal(await forgetFiles(at.system), 0);
});
