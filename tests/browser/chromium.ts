import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import bundled, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const LIBRARIES = ['libnss3.so', 'libnspr4.so', 'libexpat.so.1'];
const LIBRARY_FOLDERS = [
  '/lib',
  '/lib64',
  '/usr/lib',
  '/usr/lib64',
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
];
/** Not the package's own: those switch off what keeps sites apart, for a sandbox of another kind. */
const ARGUMENTS = [
  '--lang=zh-CN',
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

const resolve = createRequire(import.meta.url).resolve;

/**
 * A real Chromium from the npm registry, with Chinese letters: most servers have none. Libraries that the machine lacks
 * come from the package, too. All of it lives in a folder of its own, which goes with `close`.
 */
export async function openChromium(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-browser-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove); // also when a test run is broken off
  try {
    const { executablePath, libraries } = await unpack(folder);
    const environment = { ...process.env, ...libraries, FONTCONFIG_FILE: await fontsOf(folder) };
    const env = Object.fromEntries(Object.entries(environment).filter((pair): pair is [string, string] => !!pair[1]));
    const browser = await chromium.launch({ executablePath, headless: true, args: ARGUMENTS, env });
    return { browser, close: () => browser.close().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The package unpacks into the temporary folder of the process, which two processes would share. */
async function unpack(folder: string): Promise<{ executablePath: string; libraries: Record<string, string> }> {
  const shared = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    bundled.setGraphicsMode = false;
    return { executablePath: await bundled.executablePath(), libraries: await librariesIfMissing(folder) };
  } finally {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
  }
}

async function librariesIfMissing(folder: string): Promise<Record<string, string>> {
  const has = (library: string) => LIBRARY_FOLDERS.some((place) => existsSync(join(place, library)));
  if (LIBRARIES.every(has)) return {};
  await inflate(join(dirname(resolve('@sparticuz/chromium')), '..', 'bin', 'al2023.tar.br'));
  const own = join(folder, 'al2023', 'lib');
  return { LD_LIBRARY_PATH: [own, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
}

/** A configuration that holds the fonts of `@embedpdf/fonts-sc` beside those of the machine. */
async function fontsOf(folder: string): Promise<string> {
  const fonts = join(dirname(resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  const cache = join(folder, 'font-cache');
  await mkdir(cache);
  const file = join(folder, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${fonts}</dir><cachedir>${cache}</cachedir>
<alias binding="strong"><family>sans-serif</family><prefer><family>Noto Sans S Chinese</family></prefer></alias></fontconfig>`,
  );
  return file;
}
