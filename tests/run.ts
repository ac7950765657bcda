// What `npm test` runs: every *.test.ts of the server and of this folder, beside one database cluster for all of them.
// Arguments choose files by a part of their path: `npm test -- repair intake/read`.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLUSTER_VARIABLE, startTestCluster } from './cluster.ts';

/** The machine we build for has two cores. */
const FILES_AT_ONCE = 2;
const TEST_TIMEOUT_MS = 120_000;
const PATTERNS = ['server/src/**/*.test.ts', 'tests/**/*.test.ts'];

/** Every file is a process of its own: what one has compiled the next one only reads. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const files = globSync(PATTERNS, { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(' ')}`);
  process.exit(1);
}

const { stop, ...cluster } = await startTestCluster();
const runner = spawn(
  process.execPath,
  [
    '--test',
    `--test-concurrency=${FILES_AT_ONCE}`,
    `--test-timeout=${TEST_TIMEOUT_MS}`,
    // The same report on a terminal and in a pipe, where Node would write TAP.
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    ...files,
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
