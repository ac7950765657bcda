import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { addDays, today } from '../kernel/dates.ts';
import { BUNDLED_FOLDER } from './bundled-catalogue.ts';
import { runProgram } from './program.ts';
import { EXIT } from './verb.ts';

describe('changing the law at the command line', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'gongxin-law-'));
    await cp(BUNDLED_FOLDER, join(folder, 'catalogue'), { recursive: true });
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function run(...argv: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), env };
    const exit = await runProgram([...argv, '--data', join(folder, 'data')], io);
    return { exit, out: out.join('\n'), err: err.join('\n') };
  }

  it('takes a proposal, shows it, and confirms it by another person', async () => {
    const file = join(folder, 'catalogue/measures/green-channel.yaml');
    const catalogue = join(folder, 'catalogue');
    const day = addDays(today(new Date()), 30);
    const propose = ['catalogue', 'propose', catalogue, '--in-force-from', day, '--reason', '依新办法修订'];
    assert.equal((await run(...propose)).exit, EXIT.refused, 'nobody proposes');
    assert.equal((await run(...propose.slice(0, 3), '--actor', '白露')).exit, EXIT.refused, 'no day');

    await writeFile(file, (await readFile(file, 'utf8')).replace('绿色通道', '快速通道'));
    const proposed = await run(...propose, '--actor', '白露', '--json');
    assert.equal(proposed.exit, EXIT.done, proposed.err);
    const { proposalId } = JSON.parse(proposed.out);
    assert.match((await run('catalogue', 'proposal')).out, new RegExp(`${proposalId} 待确认.*白露`));
    const seen = await run('catalogue', 'proposal', proposalId);
    assert.match(seen.out, /修改 measures\/green-channel\n {4}\/name：行政审批绿色通道 → 行政审批快速通道/);

    assert.match((await run('catalogue', 'confirm', proposalId, '--actor', '白露')).err, /提出人不能确认/);
    assert.match((await run('catalogue', 'confirm', proposalId, '--actor', '立夏')).out, /第 2 版已确认/);
    assert.match((await run('catalogue', 'proposal', proposalId)).out, /已确认（立夏，第 2 版）/);
  });

  it('takes back a proposal by who made it', async () => {
    const day = addDays(today(new Date()), 40);
    const propose = ['catalogue', 'propose', BUNDLED_FOLDER, '--in-force-from', day, '--reason', '改回'];
    const proposed = await run(...propose, '--actor', '白露', '--json');
    const end = [JSON.parse(proposed.out).proposalId, '--reason', '另行修改', '--actor', '白露'];
    assert.match((await run('catalogue', 'reject', ...end)).err, /提出人不能否决/);
    assert.match((await run('catalogue', 'withdraw', ...end)).out, /已撤回/);
  });
});
