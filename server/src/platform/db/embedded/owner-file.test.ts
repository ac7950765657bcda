import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lives, markOf, type ProcessMark } from './living-process.ts';
import { claim, holderOf, release } from './owner-file.ts';
import { scratchFolder } from './scratch.ts';

const self = markOf(process.pid) as ProcessMark;
const dead: ProcessMark = { pid: process.pid, startedAt: 'another life' };

test('a process lives under its number and its start time together', () => {
  assert(lives(self));
  assert(!lives(dead));
  assert.equal(markOf(2 ** 30), undefined);
});

test('a free folder is claimed, a held one names its holder, a released one is free again', (t) => {
  const file = join(scratchFolder(t), 'owner');
  assert.deepEqual(claim({ file, self }), { owned: true });
  assert.deepEqual(claim({ file, self }), { owned: false, by: self });
  release({ file, self: dead });
  assert.deepEqual(holderOf(file), self, 'only the holder releases');
  release({ file, self });
  assert.deepEqual(claim({ file, self }), { owned: true });
});

test('the dead, and a note damaged by a power cut, hold nothing', (t) => {
  for (const note of [JSON.stringify(dead), '', '{"pid":', 'null', '{}']) {
    const folder = scratchFolder(t);
    const file = join(folder, 'owner');
    writeFileSync(file, note);
    assert.deepEqual(claim({ file, self }), { owned: true }, note);
    assert.deepEqual(readdirSync(folder), ['owner'], 'nothing else is left');
  }
});
