import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { View } from './src/portal/model.ts';

/** What the built bundle exports: a whole HTML document for a page. */
export type PortalViews = { renderPage(view: View): string };

const WEB = fileURLToPath(new URL('.', import.meta.url));
const BUILT = join(WEB, '.built');
const ENTRY = 'src/portal/render.tsx';
/** Everything that decides what the bundle is. */
const SOURCES = ['src/portal/**/*.{ts,tsx}', 'src/ui/**/*.{ts,tsx}', 'package.json', 'load-views.ts'];
const DIGEST_CHARACTERS = 16;

let loaded: Promise<PortalViews> | undefined;

/**
 * The portal's views, built by Vite when the built file is missing or older than its sources (about a second). Node runs
 * `.ts` but no `.tsx`, so there is this one step; nobody has to know of it.
 */
export function loadPortalViews(): Promise<PortalViews> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined; // a next request may find the fault mended
    throw error;
  });
  return loaded;
}

async function load(): Promise<PortalViews> {
  const name = `portal-${await digestOfSources()}.mjs`;
  const kept = join(BUILT, name);
  const held = await importIfThere(kept);
  if (held !== undefined) return held;
  const bundle = await build();
  return (await keep(kept, bundle)) ? importFile(kept) : importFromElsewhere(name, bundle);
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: WEB }).sort()) {
    hash.update(`${file}\n`).update(await readFile(join(WEB, file)));
  }
  return hash.digest('hex').slice(0, DIGEST_CHARACTERS);
}

/** One file that needs no other: it must also run where `node_modules` cannot be found from its place. */
async function build(): Promise<string> {
  const vite = await import('vite');
  const result = await vite.build({
    configFile: false,
    envFile: false,
    root: WEB,
    publicDir: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: true },
    build: { ssr: ENTRY, write: false, minify: false, target: 'node24', rollupOptions: { output: { format: 'es' } } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, second] = outputs.filter((output) => output.type === 'chunk');
  if (chunk === undefined || second !== undefined) throw new Error('the portal is built as one file');
  return chunk.code;
}

/** false where the checkout cannot be written to, as in a container with a read-only file system. */
async function keep(path: string, bundle: string): Promise<boolean> {
  try {
    await mkdir(BUILT, { recursive: true });
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, bundle);
    await rename(unfinished, path); // two processes may build at once; each leaves a whole file
    await forgetOthers(path);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(codeOf(error))) return false;
    throw error;
  }
}

async function forgetOthers(path: string): Promise<void> {
  for (const name of await readdir(BUILT)) {
    const other = join(BUILT, name);
    if (other !== path && name.endsWith('.mjs')) await rm(other, { force: true });
  }
}

/** A folder of our own in the temporary folder, gone again once the bundle is in memory. */
async function importFromElsewhere(name: string, bundle: string): Promise<PortalViews> {
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-views-'));
  try {
    await writeFile(join(folder, name), bundle);
    return await importFile(join(folder, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function importIfThere(path: string): Promise<PortalViews | undefined> {
  try {
    return await importFile(path);
  } catch (error) {
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function importFile(path: string): Promise<PortalViews> {
  return import(pathToFileURL(path).href);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
