import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { passingFolder } from './passing-folder.ts';

const folderOf = (pid: number): string => {
  const path = mkdtempSync(join(tmpdir(), `gongxin-passing-${pid}-`));
  writeFileSync(join(path, 'file'), '某部门的文件');
  return path;
};

test('a clear copy is gone when it was read, and one that a killed process left goes with the next', async () => {
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const left = folderOf(dead);
  const inUse = folderOf(process.pid);
  const folder = await passingFolder();
  assert.equal(existsSync(left), false);
  assert.equal(existsSync(inUse), true, 'a living process still reads its own');
  await folder.remove();
  assert.equal(existsSync(folder.path), false);
  rmSync(inUse, { recursive: true });
});
