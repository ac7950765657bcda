#!/usr/bin/env node
// The entrance of `npx gongxin`. It runs the pinned Node of this project when whoever called it came with an older one.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE_THAT_RUNS_TYPESCRIPT = 24;
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** What Node has made of the sources, so that a command begins a second sooner. Beside them: who may write there, may change them too. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));
const pinned = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE_THAT_RUNS_TYPESCRIPT) {
  nodeModule.enableCompileCache(process.env.NODE_COMPILE_CACHE ?? compiled);
  await import(main);
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  console.error('Gongxin needs Node 24; run `npm ci` in the project folder to get it.');
  process.exit(1);
}
