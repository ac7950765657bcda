// `npm run screenshots -- --out DIR`: a picture of every public page, narrow and wide, of an invented city.
// With `--url http://...` of a running server instead; `--code` then names the organisation whose page is taken.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openChromium } from './chromium.ts';
import { openPortal, pagesOf, type RunningPortal } from './portal.ts';

const WIDTHS = [390, 1280];
const HEIGHT = 900;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'screenshots' },
    url: { type: 'string' },
    code: { type: 'string' },
    only: { type: 'string' },
    contrast: { type: 'string' },
    text: { type: 'string' },
    print: { type: 'boolean', default: false },
  },
});
mkdirSync(values.out, { recursive: true });

let portal: RunningPortal | undefined;
if (values.url === undefined) portal = await openPortal();
const address = values.url ?? portal?.address ?? '';
const someone = { code: values.code ?? '', name: '', kind: '', status: '', address: '', founded: '' };
const pages = pagesOf(portal?.city ?? { busy: someone, soleTrader: someone });
const { browser, close } = await openChromium();
try {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: HEIGHT }, locale: 'zh-CN' });
    if (values.contrast !== undefined || values.text !== undefined) {
      await page.goto(
        `${address}/display?text=${values.text ?? 'normal'}&contrast=${values.contrast ?? 'normal'}&back=/about`,
      );
    }
    if (values.print) await page.emulateMedia({ media: 'print' });
    for (const [name, path] of pages) {
      if (values.only !== undefined && !values.only.split(',').includes(name)) continue;
      await page.goto(address + path);
      const file = join(values.out, `${name}-${width}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await page.close();
  }
} finally {
  await close();
  await portal?.close();
}
