import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SLICES } from '../server/src/app.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;(=])import\s*\(?\s*['"]([^'"]+)['"]/g;
const FORBIDDEN_NAMES = /(^|[-/])(utils?|helpers?|managers?|common|misc)(\.[a-z.]+)?$/i;

type Source = { path: string; text: string; imports: string[] };

const sources = read('server/src/**/*.ts');
const tests = read('tests/**/*.ts');
const product = sources.filter(({ path }) => !isTest(path));
const order = SLICES.map(({ name }) => name);

function read(pattern: string): Source[] {
  return globSync(pattern, { cwd: ROOT }).map((found) => {
    const path = found.replaceAll('\\', '/');
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });
}

/** Relative imports as paths from the root; those of npm and Node as they stand. */
function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return name.startsWith('.') ? posix.normalize(posix.join(posix.dirname(path), name)) : name;
  });
}

/** Tests, and what is made for tests alone, may reach where the product may not. */
function isTest(path: string): boolean {
  return /\.test\.ts$|(^|\/)testing\/|-(fixture|model)\.ts$/.test(path);
}

function layerOf(path: string): string {
  return path.split('/')[2] ?? '';
}

function sliceOf(path: string): string | undefined {
  return /^server\/src\/domain\/([^/]+)\//.exec(path)?.[1];
}

function offences(check: (source: Source, imported: string) => boolean, among: readonly Source[] = product): string[] {
  return among.flatMap((source) =>
    source.imports.filter((imported) => check(source, imported)).map((imported) => `${source.path} -> ${imported}`),
  );
}

test('the import reader finds every way of importing', () => {
  const text = `import a from './a.ts';\nimport type { B } from "../b.ts";\nimport './c.ts';\nexport {\n  d,\n} from './d.ts';\nconst e = await import('./e.ts');`;
  assert.deepEqual(importsOf('x/y/z.ts', text), ['x/y/a.ts', 'x/b.ts', 'x/y/c.ts', 'x/y/d.ts', 'x/y/e.ts']);
  assert.ok(product.length > 50 && product.some(({ imports }) => imports.length > 5));
});

test('no file imports itself by a detour', () => {
  const graph = new Map([...sources, ...tests].map(({ path, imports }) => [path, imports]));
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || finished.has(path)) return;
    for (const imported of graph.get(path) ?? []) if (graph.has(imported)) visit(imported, [...trail, path]);
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  assert.deepEqual(cycles, []);
});

test('every relative import names a file that exists', () => {
  const missing = offences((_source, imported) => imported.startsWith('server/') && !existsSync(join(ROOT, imported)));
  assert.deepEqual(missing, []);
});

test('the kernel knows nothing but itself and packages', () => {
  const from = product.filter(({ path }) => layerOf(path) === 'kernel');
  assert.deepEqual(
    offences((_source, imported) => imported.startsWith('server/') && layerOf(imported) !== 'kernel', from),
    [],
  );
});

test('the platform knows no word of credit: it imports neither the domain nor the program around it', () => {
  const from = product.filter(({ path }) => layerOf(path) === 'platform');
  const allowed = (path: string) => ['platform', 'kernel'].includes(layerOf(path)) || path === 'server/src/system.ts';
  assert.deepEqual(
    offences((_source, imported) => imported.startsWith('server/') && !allowed(imported), from),
    [],
  );
});

test('the domain rests on platform, kernel and itself, never on the program that runs it', () => {
  const from = product.filter(({ path }) => layerOf(path) === 'domain');
  const allowed = (path: string) =>
    ['domain', 'platform', 'kernel'].includes(layerOf(path)) || path === 'server/src/system.ts';
  assert.deepEqual(
    offences((_source, imported) => imported.startsWith('server/') && !allowed(imported), from),
    [],
  );
});

test('a slice calls only slices before it in the list, and only through their entrance', () => {
  const wrong = offences((source, imported) => {
    const [from, to] = [sliceOf(source.path), sliceOf(imported)];
    if (from === undefined || to === undefined || from === to) return false;
    return order.indexOf(to) >= order.indexOf(from) || posix.basename(imported) !== 'index.ts';
  });
  assert.deepEqual(wrong, []);
});

test('whoever stands outside the domain comes in by the entrance of a slice', () => {
  const outside = product.filter(({ path }) => layerOf(path) !== 'domain');
  assert.deepEqual(
    offences(
      (_source, imported) => sliceOf(imported) !== undefined && posix.basename(imported) !== 'index.ts',
      outside,
    ),
    [],
  );
});

test('every slice stands in the one list and explains itself', () => {
  const folders = readdirSync(join(ROOT, 'server/src/domain'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), [...order].sort());
  const unexplained = folders.filter((name) => !existsSync(join(ROOT, 'server/src/domain', name, 'README.md')));
  assert.deepEqual(unexplained, []);
});

test('domain and kernel are told the time and never look at a clock, in TypeScript or in SQL', () => {
  const clock = /new Date\(\s*\)|Date\.now\(|\bcurrent_(date|time|timestamp)\b|\blocaltimestamp\b|[\s(,]now\(\)/i;
  const told = product.filter(({ path }) => ['domain', 'kernel'].includes(layerOf(path)));
  const looking = told.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => clock.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  assert.deepEqual(looking, []);
});

test('no file is a drawer: nothing is called utils, helpers, manager, common or misc', () => {
  const paths = [...sources, ...tests].map(({ path }) => path);
  const named = (path: string) => path.split('/').some((part) => FORBIDDEN_NAMES.test(part.replace(/\.ts$/, '')));
  assert.deepEqual(paths.filter(named), []);
  assert.ok(named('a/string-utils.ts') && named('helpers/x.ts') && !named('a/commonwealth.ts'));
});

test('every link between our documents leads somewhere', () => {
  const documents = globSync('**/*.md', {
    cwd: ROOT,
    exclude: (name) => /(^|\/)(node_modules|\.git|data[^/]*)(\/|$)/.test(String(name)),
  });
  const dead = documents.flatMap((document) => {
    const text = readFileSync(join(ROOT, document), 'utf8').replace(/```[\s\S]*?```|`[^`]*`/g, '');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map((match) => decodeURI((match[1] ?? '').replace(/#.*$/, '')))
      .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
      .filter((link) => !existsSync(join(ROOT, dirname(document), link)))
      .map((link) => `${document} -> ${link}`);
  });
  assert.deepEqual(dead, []);
});
