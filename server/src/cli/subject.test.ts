import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { addAgency } from '../domain/access/index.ts';
import { holdVersion, MARKET_OFFICE } from '../domain/records/archive-fixture.ts';
import { holdSubject } from '../domain/subjects/find-fixture.ts';
import { composeUscc } from '../kernel/codes.ts';
import { write } from '../platform/db/write.ts';
import { runProgram } from './program.ts';
import { release } from './release.ts';
import { subject } from './subject.ts';
import { EXIT } from './verb.ts';
import { withdraw } from './withdraw.ts';

const SUBJECT = composeUscc('91990100', 'MA000001');
const OFFICE = composeUscc('11990100', 'MB000001');
const IMPORTED = new Date('2026-03-05T09:00:00+08:00');

describe('an archive at the command line', () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-archive-'));
  before(async () => {
    database = await testDatabase();
    await run(['subject', SUBJECT]); // loads the bundled catalogue
    await holdSubject(database.pool, {
      subjectId: SUBJECT,
      name: '青禾市恒源科技有限公司',
      formerNames: ['恒源科技厂'],
    });
    await write(
      database.pool,
      () => IMPORTED,
      async (trx, now) => {
        const act = { actor: '李想', purpose: 'test', now };
        const office = { uscc: OFFICE, name: '青禾市市场监督管理局', categories: ['penalty'] };
        await addAgency(trx, act, office, { categories: new Set(['penalty']), lists: new Set(), adverse: new Set() });
        const held = { subjectId: SUBJECT, agency: OFFICE, authority: MARKET_OFFICE };
        await holdVersion(trx, now, { ...held, documentNo: '青罚1号' }, 'released');
        await holdVersion(trx, now, { ...held, documentNo: '青罚2号', batchId: 'b-waiting' });
        await trx.query(
          `insert into intake_batch (batch_id, category, agency, actor, origin, file, digest, status, started_at)
           values ('b-waiting', 'penalty', $1, '白露', 'cli', '处罚3月.xlsx', 'd', 'finished', $2)`,
          [OFFICE, now],
        );
      },
    );
  });
  after(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function run(argv: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), env };
    const exit = await runProgram([...argv, '--data', dataDir], io, [subject, withdraw, release]);
    return { exit, out: out.join('\n'), err: err.join('\n') };
  }
  const numbers = async (...more: string[]) => {
    const { exit, out } = await run(['subject', SUBJECT, '--json', ...more]);
    assert.equal(exit, EXIT.done);
    const records: { documentNo: string; withheld?: true }[] = JSON.parse(out).records;
    return records.filter(({ withheld }) => !withheld).map(({ documentNo }) => documentNo);
  };

  it('shows who it is, its former names and its records, and journals who looked', async () => {
    const { exit, out } = await run(['subject', SUBJECT, '--actor', '李想', '--ref', 'Q-7']);
    assert.equal(exit, EXIT.done);
    for (const word of ['青禾市恒源科技有限公司', '恒源科技厂', '行政处罚', '青罚1号', '处罚3月.xlsx'])
      assert.match(out, new RegExp(word));
    // what waits for its release stands apart and says so
    assert.match(out, /青罚2号.*留存待核对，不公示、不使用/);
    const { rows } = await database.pool.query(
      `select actor, purpose, detail ->> 'ref' as ref from journal_entry where event = 'subject.read' order by entry_id desc limit 1`,
    );
    assert.deepEqual(rows, [{ actor: '李想', purpose: 'subject', ref: 'Q-7' }]);
  });

  it('narrows by day and by moment, and refuses what is neither', async () => {
    assert.deepEqual(await numbers('--as-of', '2026-03-10'), ['青罚1号']);
    assert.deepEqual(await numbers('--as-of', '2026-03-01'), []);
    assert.deepEqual(await numbers('--known-at', '2026-03-04T09:00:00+08:00'), []);
    for (const wrong of [
      ['--as-of', '2026-02-30'],
      ['--known-at', '2026-03-04'],
    ]) {
      assert.equal((await run(['subject', SUBJECT, ...wrong])).exit, EXIT.refused);
    }
    assert.equal((await run(['subject', composeUscc('91990100', 'MA000009')])).exit, EXIT.refused);
  });

  it('releases a batch in the name of a person only, and not of the one who imported it', async () => {
    assert.equal((await run(['release', 'b-waiting'])).exit, EXIT.refused);
    const own = await run(['release', 'b-waiting', '--actor', '白露', '--json']);
    assert.deepEqual([own.exit, JSON.parse(own.out).refused], [EXIT.refused, 'second-person']);
    assert.deepEqual(await numbers(), ['青罚1号']);
    const { exit, out } = await run(['release', 'b-waiting', '--actor', '李想', '--json']);
    assert.deepEqual([exit, JSON.parse(out)], [EXIT.done, { batchId: 'b-waiting', released: 1 }]);
    assert.equal((await run(['release', 'b-waiting', '--actor', '李想'])).exit, EXIT.refused);
  });

  it('withdraws a record, which no date brings back', async () => {
    const named = ['withdraw', 'penalty', '--document-no', '青罚1号', '--subject', SUBJECT];
    const why = ['--reason', '复议撤销', '--document', '青复1号', '--actor', '李想'];
    assert.equal((await run([...named, ...why])).exit, EXIT.refused);
    assert.equal((await run([...named, '--agency', OFFICE, '--reason', '复议撤销'])).exit, EXIT.refused);
    const { exit, out } = await run([...named, ...why, '--agency', OFFICE]);
    assert.equal(exit, EXIT.done);
    assert.match(out, /已撤回/);
    for (const when of [[], ['--as-of', '2026-03-10'], ['--known-at', '2026-03-06T09:00:00+08:00']]) {
      assert(!(await numbers(...when)).includes('青罚1号'));
    }
  });
});
