import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { fileOf } from '../cast.ts';
import { csvOf, licence, type Row } from '../journeys/tables.ts';
import { gb18030 } from './gb18030.ts';
import { book, gridOf } from './grid.ts';
import { HOSTILE } from './make-hostile.ts';
import type { ReadingReport } from './reading-child.ts';

const CHILD = fileURLToPath(new URL('reading-child.ts', import.meta.url));
/** The bound on a whole run; no file of it may take longer than the limit on a reader that does not get on. */
const CHILD_MS = 110_000;
const IDLE_LIMIT_MS = 5000;
const MOST_MEBIBYTES = 512;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongxin-fuzz-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const run = promisify(execFile);

async function reading(act: 'read' | 'mutate'): Promise<ReadingReport> {
  const { stdout } = await run(process.execPath, [CHILD, act, folder], { timeout: CHILD_MS, killSignal: 'SIGKILL' });
  return JSON.parse(stdout);
}

function assertHarmless(report: ReadingReport): void {
  assert.deepEqual(report.faults.slice(0, 3), []);
  assert(report.slowestMs < IDLE_LIMIT_MS, `the slowest file took ${report.slowestMs} ms`);
  assert(report.peakMebibytes <= MOST_MEBIBYTES, `reading took ${report.peakMebibytes} MiB`);
}

const rows = (count: number): [Row, ...Row[]] => {
  const row = (at: number) => licence(composeUscc('91990100', 'MA0AWKA1'), '青禾甲子商贸有限公司', `${at}`);
  return [row(0), ...Array.from({ length: count - 1 }, (_, at) => row(at + 1))];
};

test('a file cut off, with turned bits or of invented bytes is read or refused in a sentence, soon and in little memory', async () => {
  copyFileSync(fileOf('licences.xlsx'), join(folder, 'licences.xlsx'));
  writeFileSync(join(folder, 'small.xlsx'), book(gridOf(rows(5))));
  writeFileSync(join(folder, 'gbk.csv'), gb18030(csvOf(rows(30), { quoted: 'always' })));
  writeFileSync(join(folder, 'utf-16.csv'), Buffer.from(`\uFEFF${csvOf(rows(10))}`, 'utf16le'));
  const report = await reading('mutate');
  assertHarmless(report);
  assert(report.read > 100, `${report.read} read`);
  assert(report.refused > 300, `${report.refused} refused`);
});

test('files built to do harm do none: no fault, no hour, no memory', async () => {
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'gongxin-fuzz-'));
  const [first, second, third] = rows(3);
  assert(second && third);
  for (const [at, { make }] of HOSTILE.entries()) writeFileSync(join(folder, `${at}`), make([first, second, third]));
  const report = await reading('read');
  assertHarmless(report);
  assert.equal(report.read + report.refused, HOSTILE.length);
});
