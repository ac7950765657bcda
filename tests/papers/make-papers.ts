// `npm run papers -- --out DIR`: the papers of an invented case as DOCX and PDF, and as pictures where LibreOffice and
// pdftoppm are installed (Debian: libreoffice-writer, poppler-utils). `--all` makes every paper of the catalogue.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { filled } from '../../server/src/domain/casework/papers/expected-words-fixture.ts';
import { renderDocx, renderPdf } from '../../server/src/domain/casework/papers/index.ts';
import { bundledCatalogue } from '../../server/src/domain/catalogue/testing/bundled.ts';

const OF_THE_CASE = ['listing-notice', 'listing-decision', 'repair-notice', 'service-receipt'];
const DOTS_PER_INCH = '80';
const CONVERSION_TIMEOUT_MS = 120_000;

const run = promisify(execFile);
const { values } = parseArgs({
  options: { out: { type: 'string', default: 'papers-out' }, all: { type: 'boolean', default: false } },
});
const { out } = values;
await mkdir(out, { recursive: true });

const papers = (await bundledCatalogue()).papers().filter(({ code }) => values.all || OF_THE_CASE.includes(code));
for (const paper of papers) {
  const words = filled(paper);
  await save(`${paper.code}.docx`, await renderDocx(words));
  await save(`${paper.code}.pdf`, await renderPdf(words));
}
await takePictures();

async function save(name: string, bytes: Buffer): Promise<void> {
  await writeFile(join(out, name), bytes);
  console.log(join(out, name));
}

/** Each page as the PDF has it, and as LibreOffice shows the DOCX: `listing-notice-docx-1.png`. */
async function takePictures(): Promise<void> {
  if (!(await isThere('pdftoppm', '-v'))) {
    console.log('no pictures: pdftoppm is not installed');
    return;
  }
  for (const { code } of papers) await pictures(join(out, `${code}.pdf`), join(out, `${code}-pdf`));
  if (!(await isThere('soffice', '--version'))) {
    console.log('no pictures of the DOCX: LibreOffice is not installed');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'papers-'));
  try {
    await convert(folder);
    for (const { code } of papers) await pictures(join(folder, `${code}.pdf`), join(out, `${code}-docx`));
  } finally {
    await rm(folder, { recursive: true });
  }
  for (const name of (await readdir(out)).filter((one) => one.endsWith('.png')).sort()) console.log(join(out, name));
}

function isThere(program: string, argument: string): Promise<boolean> {
  return run(program, [argument]).then(
    () => true,
    () => false,
  );
}

/** Pages are numbered without leading noughts, whatever their count. */
async function pictures(pdf: string, prefix: string): Promise<void> {
  const before = new RegExp(`^${prefix.slice(dirname(prefix).length + 1)}-\\d+\\.png$`);
  for (const name of await readdir(out)) if (before.test(name)) await rm(join(out, name));
  await run('pdftoppm', ['-r', DOTS_PER_INCH, '-png', pdf, prefix]);
  for (const name of await readdir(out)) {
    const short = before.test(name) ? name.replace(/-0+(\d+\.png)$/, '-$1') : name;
    if (short !== name) await rename(join(out, name), join(out, short));
  }
}

/** LibreOffice with a profile of its own, and with the Chinese font of the program beside those of the machine. */
async function convert(folder: string): Promise<void> {
  const fonts = fileURLToPath(new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc')));
  const config = join(folder, 'fonts.conf');
  await writeFile(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>`,
  );
  await run(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      ...papers.map(({ code }) => join(out, `${code}.docx`)),
    ],
    { env: { ...process.env, FONTCONFIG_FILE: config }, timeout: CONVERSION_TIMEOUT_MS },
  );
}
