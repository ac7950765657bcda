import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
/** Where the package unpacks the libraries it brings along. */
const BUNDLED_LIBRARIES = join(tmpdir(), 'al2023', 'lib');

const resolve = createRequire(import.meta.url).resolve;

/**
 * A real Chromium from the npm registry, with Chinese letters: most servers have none. Libraries that the machine lacks
 * come from the package, too. `close` also removes what was made for it.
 */
export async function openChromium(): Promise<{ browser: Browser; close(): Promise<void> }> {
  bundled.setGraphicsMode = false;
  const executablePath = await bundled.executablePath();
  const folder = await mkdtemp(join(tmpdir(), 'gongxin-browser-'));
  const env = { ...process.env, ...(await librariesIfMissing()), FONTCONFIG_FILE: await fontsOf(folder) };
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Not the package's own arguments: those switch off what keeps sites apart, for a sandbox of another kind.
    args: [
      '--lang=zh-CN',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
    env: env as Record<string, string>,
  });
  const close = async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { browser, close };
}

async function librariesIfMissing(): Promise<Record<string, string>> {
  const has = (library: string) => LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, library)));
  if (LIBRARIES.every(has)) return {};
  if (!existsSync(BUNDLED_LIBRARIES)) {
    const entrance = resolve('@sparticuz/chromium');
    await inflate(join(dirname(entrance), '..', 'bin', 'al2023.tar.br'));
  }
  return { LD_LIBRARY_PATH: [BUNDLED_LIBRARIES, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
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
