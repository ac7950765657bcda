import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { sequenceAll } from '../domain/journal/journal-fixture.ts';
import { withClient } from '../platform/db/pool.ts';
import { agencyAdd } from './agency-add.ts';
import { check } from './check.ts';
import { importFile } from './import.ts';
import { journalDetach } from './journal-detach.ts';
import { runProgram } from './program.ts';
import { EXIT } from './verb.ts';
import { verify } from './verify.ts';

const OFFICE = '11990101MB1D1UME61';
const SUBJECT = '91990100MAB04BY3X7';
const REGISTER = `单位名称,统一社会信用代码,主体类型,法定代表人,成立日期,住所,登记机关,登记机关统一社会信用代码,登记状态
青禾东方恒泰物流有限公司,${SUBJECT},企业法人,（略）,2008-09-28,青禾市青禾路53号,青禾市市场监督管理局,${OFFICE},存续
`;

describe('verify at the command line', () => {
  let database: TestDatabase;
  const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-verify-'));
  before(async () => {
    database = await testDatabase();
    writeFileSync(join(dataDir, 'register.csv'), REGISTER);
    await done('agency', 'add', OFFICE, '青禾市市场监督管理局', '--categories', 'registration');
    await done('import', 'registration', join(dataDir, 'register.csv'), '--agency', OFFICE);
    for (let n = 0; n < 3; n++) await done('check', SUBJECT, '--matter', 'fiscal-funds');
    await sequenceAll(database.pool);
  });
  after(async () => {
    await database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function run(...argv: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), env };
    const exit = await runProgram([...argv, '--data', dataDir], io, [
      agencyAdd,
      importFile,
      check,
      verify,
      journalDetach,
    ]);
    return { exit, out: out.join('\n'), err: err.join('\n') };
  }
  async function done(...argv: string[]) {
    const { exit, err } = await run(...argv);
    assert.equal(exit, EXIT.done, err);
  }
  const idOf = async (event: string) => {
    const { rows } = await database.pool.query(
      'select entry_id from journal_entry where event = $1 order by entry_id limit 1',
      [event],
    );
    return rows[0]?.entry_id as string;
  };

  it('says that the journal is whole, in words and as a document', async () => {
    const { exit, out } = await run('verify');
    assert.equal(exit, EXIT.done);
    assert.match(out, /日志完好：\d+ 个条目/);
    const document = JSON.parse((await run('verify', '--json')).out);
    assert.deepEqual([document.verified, document.broken, document.unsequenced], [true, null, 0]);
  });

  it('names the entry whose rows were changed behind it: what a check answered, what a chunk of a file held', async () => {
    const changes: [event: string, change: string, back: string][] = [
      [
        'check.answered',
        `update check_answer set verdict = 'clear' where verdict = 'not-covered'`,
        `update check_answer set verdict = 'not-covered' where verdict = 'clear'`,
      ],
      [
        'check.answered',
        `update check_head set answered_at = answered_at + interval '1 microsecond'`,
        `update check_head set answered_at = answered_at - interval '1 microsecond'`,
      ],
      ['batch.staged', `update intake_chunk set root = 'x' || root`, 'update intake_chunk set root = substr(root, 2)'],
    ];
    for (const [event, change, back] of changes) {
      await withClient(database.ownerUrl, (owner) => owner.query(change));
      const { exit, out } = await run('verify', '--json');
      assert.equal(exit, EXIT.failed, change);
      const { verified, broken } = JSON.parse(out);
      assert.deepEqual([verified, broken.code, broken.entryId], [false, 'rows', await idOf(event)]);
      assert.match((await run('verify')).out, new RegExp(`不符：第 \\d+ 位、条目 ${broken.entryId}：`));
      await withClient(database.ownerUrl, (owner) => owner.query(back));
    }
    assert.equal((await run('verify')).exit, EXIT.done);
  });

  it('refuses what it cannot read, and a month that is not over', async () => {
    assert.equal((await run('verify', '--key', join(dataDir, 'register.csv'))).exit, EXIT.refused);
    assert.equal((await run('verify', '--detached', join(dataDir, 'register.csv'))).exit, EXIT.failed);
    const { exit, err } = await run('journal', 'detach', '2099-01', join(dataDir, 'month'));
    assert.equal(exit, EXIT.refused);
    assert.match(err, /尚未结束/);
  });
});
