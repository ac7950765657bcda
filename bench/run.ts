import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';

/** `npm run bench -- <name>`: one JSON object on stdout, progress on stderr. */
const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const NOT_A_BENCH = ['run.ts', 'bench.ts'];

const name = process.argv[2] ?? '';
const file = new URL(`./${name}.ts`, import.meta.url);
if (!/^[a-z-]+$/.test(name) || NOT_A_BENCH.includes(`${name}.ts`) || !existsSync(file)) {
  const names = readdirSync(FOLDER).filter((entry) => entry.endsWith('.ts') && !NOT_A_BENCH.includes(entry));
  console.error(`用法：npm run bench -- <${names.map((entry) => entry.slice(0, -3)).join('|')}>`);
  process.exit(2);
}
const { bench } = (await import(file.href)) as { bench: Bench };
const parts = await bench((line) => console.error(line));
console.log(JSON.stringify({ name, ratio: Math.min(...parts.map(({ ratio }) => ratio)), parts }));
