import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { testDatabase } from '../../../../tests/database.ts';

const ANSWERS_BEFORE_THE_KILL = 300;

test('a process killed in the middle of answering has held every check that it answered', async () => {
  const db = await testDatabase();
  try {
    const program = fileURLToPath(new URL('./killed-process-fixture.ts', import.meta.url));
    const child = spawn(process.execPath, [program, db.url], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const answered: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      answered.push(line);
      if (answered.length === ANSWERS_BEFORE_THE_KILL) child.kill('SIGKILL');
    }
    await ended;
    assert.ok(answered.length >= ANSWERS_BEFORE_THE_KILL);
    const { rows } = await db.pool.query(
      `select id from unnest($1::text[]) as said(id)
        where not exists (select from check_head h join check_answer a using (check_id) where h.check_id = said.id)
           or not exists (select from journal_entry where detail->'checks' ? said.id)`,
      [answered.filter((id) => id.length === 36)],
    );
    assert.deepEqual(rows, []);
  } finally {
    await db.close();
  }
});
