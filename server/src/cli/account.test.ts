import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../tests/database.ts';
import { accountEnd } from './account-end.ts';
import { accountInvite } from './account-invite.ts';
import { runProgram } from './program.ts';
import { EXIT } from './verb.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'gongxin-account-'));
let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function run(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const env = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    GONGXIN_BASE_URL: 'https://credit.example.cn/',
  };
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), env };
  const exit = await runProgram(['account', ...argv, '--actor', '立夏', '--data', dataDir], io, [
    accountInvite,
    accountEnd,
  ]);
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

test('the operator appoints the first security administrator, once, and takes a lost one away', async () => {
  const role = ['--role', 'security-admin', '--name', '谷雨'];
  const invited = await run('invite', 'guyu', ...role);
  assert.equal(invited.exit, EXIT.done, invited.err);
  assert.match(invited.out, /^https:\/\/credit\.example\.cn\/invitations\/[\w-]{43}$/);
  const second = await run('invite', 'lixia', ...role);
  assert.equal(second.exit, EXIT.refused);
  assert.match(second.err, /已经有安全管理员/);
  const again = await run('invite', 'guyu');
  assert.equal(again.exit, EXIT.done, 'a lost link is made anew');
  assert.notEqual(again.out, invited.out);
  assert.equal((await run('end', 'guyu')).exit, EXIT.done);
  assert.equal((await run('end', 'guyu')).exit, EXIT.refused);
  assert.equal((await run('invite', 'lixia', ...role, '--json')).exit, EXIT.done);
  const { rows } = await database.pool.query<{ actor: string; purpose: string }>(
    `select distinct actor, purpose from journal_entry where event in ('post.founded', 'account.ended') order by purpose`,
  );
  assert.deepEqual(rows, [
    { actor: 'operator:立夏', purpose: 'account-end' },
    { actor: 'operator:立夏', purpose: 'account-invite' },
  ]);
});

test('at the machine nobody is given any other role, and nobody without a name', async () => {
  assert.equal((await run('invite', 'bailu', '--role', 'decider', '--name', '白露')).exit, EXIT.refused);
  assert.equal((await run('invite', 'bailu', '--role', 'system-admin')).exit, EXIT.refused);
  assert.equal((await run('invite', 'nobody')).exit, EXIT.refused);
});
