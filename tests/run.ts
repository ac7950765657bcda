// What `npm test` runs: every *.test.ts of the server and of this folder, beside one database cluster for all of them.
// Arguments choose files by a part of their path: `npm test -- repair intake/read`.
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLUSTER_VARIABLE, startTestCluster } from './cluster.ts';
import { memoryDisk } from './memory-disk.ts';

/** The machine we build for has two cores, and a third of the time a group waits: for a process, a page, a mail, the disk. */
const GROUPS_AT_ONCE = 3;
/** Loading the program costs more than most files take: so many share a process. More files would leave a core idle at the end. */
const FILES_OF_A_GROUP = 15;
/** Hooks have it, too, and the machine may be doing other work besides. */
const TEST_TIMEOUT_MS = 300_000;
const PATTERNS = ['server/src/**/*.test.ts', 'tests/**/*.test.ts'];

/** What one process has compiled the next one only reads. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

const rootUrl = new URL('..', import.meta.url).href;
const root = fileURLToPath(rootUrl);
const wanted = process.argv.slice(2);
const files = globSync(PATTERNS, { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  // The whole program's journeys before the small rules, so that both cores have work to the end.
  .reverse();

if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(1);
}

const memory = memoryDisk();
if (memory !== undefined) process.env.TMPDIR = memory;
const entries = mkdtempSync(join(tmpdir(), 'gongxin-groups-'));
process.once('exit', () => rmSync(entries, { recursive: true, force: true }));
const { stop, ...cluster } = await startTestCluster();
const runner = spawn(
  process.execPath,
  [
    '--test',
    `--test-concurrency=${GROUPS_AT_ONCE}`,
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    // The same report on a terminal and in a pipe, where Node would write TAP.
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    ...groupsOf(files).map(entryOf),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, [CLUSTER_VARIABLE]: JSON.stringify(cluster) },
  },
);
// A terminal sends Ctrl-C to the runner too; we stay until it has ended, to stop the cluster.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => runner.kill(signal));
process.exitCode = await new Promise<number>((resolve) => {
  runner.on('error', () => resolve(1));
  runner.on('exit', (code) => resolve(code ?? 1));
});
await stop();

function groupsOf(all: readonly string[]): string[][] {
  const count = Math.ceil(all.length / FILES_OF_A_GROUP);
  return Array.from({ length: count }, (_, at) => all.slice(at * FILES_OF_A_GROUP, (at + 1) * FILES_OF_A_GROUP));
}

/** The file that runs a group; Node takes no arguments for single files. */
function entryOf(group: readonly string[], at: number): string {
  const entry = join(entries, `group-${at + 1}.mjs`);
  const together = JSON.stringify(new URL('tests/group.ts', rootUrl).href);
  writeFileSync(
    entry,
    `import { runTogether } from ${together};\nrunTogether(${JSON.stringify(rootUrl)}, ${JSON.stringify(group)});\n`,
  );
  return entry;
}
