import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { fromBufferPromise } from 'yauzl';
import { isRefusal } from '../../../platform/errors.ts';
import type { Catalogue, Paper } from '../../catalogue/index.ts';
import { bundledCatalogue } from '../../catalogue/testing/bundled.ts';
import { anyBlanks } from './any-blanks-fixture.ts';
import { expectedWords, filled, LEFT_OPEN } from './expected-words-fixture.ts';
import { fillPaper } from './fill-paper.ts';
import { paragraphsOf, partsOf } from './open-docx-fixture.ts';
import { renderDocx } from './render-docx.ts';

let catalogue: Catalogue;
let notice: Paper;
before(async () => {
  catalogue = await bundledCatalogue();
  const found = catalogue.paper('listing-notice');
  assert(found !== undefined);
  notice = found;
});

async function document(docx: Buffer): Promise<{ style: string; text: string }[]> {
  return paragraphsOf((await partsOf(docx)).get('word/document.xml') ?? '');
}

describe('a paper as DOCX', () => {
  it('says of every template its title, number, clauses and days, and leaves nothing open', async () => {
    for (const paper of catalogue.papers()) {
      const paragraphs = await document(await renderDocx(filled(paper)));
      const text = paragraphs.map((one) => one.text).join('\n');
      for (const words of expectedWords(paper)) assert(text.includes(words), `${paper.code}: ${words}`);
      assert.doesNotMatch(text, LEFT_OPEN, paper.code);
    }
  });

  it('is written in named styles, whose East Asian fonts are those of official documents', async () => {
    const parts = await partsOf(await renderDocx(filled(notice)));
    const styles = parts.get('word/styles.xml') ?? '';
    const used = new Set(paragraphsOf(parts.get('word/document.xml') ?? '').map(({ style }) => style));
    for (const style of used) if (style !== '') assert(styles.includes(`w:styleId="${style}"`), style);
    for (const style of ['PaperLetterhead', 'PaperNumber', 'PaperTitle', 'PaperHeading', 'PaperBody', 'PaperSignature'])
      assert(used.has(style), style);
    for (const font of ['方正小标宋简体', '黑体', '仿宋_GB2312', '宋体'])
      assert(styles.includes(`w:eastAsia="${font}"`), font);
    const fonts = parts.get('word/fontTable.xml') ?? '';
    assert.match(fonts, /w:name="仿宋_GB2312"><w:altName w:val="仿宋"\/>/);
    for (const [, other = ''] of fonts.matchAll(/altName w:val="([^"]*)"/g)) assert(other.length <= 31, other);
  });

  it('ends with who signs, the place of the seal, and the day', async () => {
    const signature = (await document(await renderDocx(filled(notice)))).filter(
      ({ style }) => style === 'PaperSignature',
    );
    assert.deepEqual(
      signature.map(({ text }) => text),
      ['青禾市市场监督管理局（印章）', '2026年10月28日'],
    );
  });

  it('numbers its pages', async () => {
    const parts = await partsOf(await renderDocx(filled(notice)));
    const footers = [...parts].filter(([name]) => /^word\/footer\d+\.xml$/.test(name));
    assert.equal(footers.length, 2);
    for (const [, xml] of footers) assert.match(xml, /PAGE/);
    assert.match(parts.get('word/settings.xml') ?? '', /evenAndOddHeaders/);
  });

  it('knows no clock: it is dated on its own day throughout, and the same paper is the same bytes', async () => {
    const paper = filled(notice);
    const docx = await renderDocx(paper);
    const zip = await fromBufferPromise(docx, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const day = entry.getLastModDate({ forceDosFormat: true });
      assert.deepEqual([day.getFullYear(), day.getMonth() + 1, day.getDate(), day.getHours()], [2026, 10, 28, 0]);
    }
    const days = (await partsOf(docx)).get('docProps/core.xml')?.match(/\d{4}-\d\d-\d\dT[^<]*/g);
    assert.deepEqual(days, ['2026-10-28T00:00:00Z', '2026-10-28T00:00:00Z']);
    assert(docx.equals(await renderDocx(JSON.parse(JSON.stringify(paper)))));
  });

  it('is well-formed whatever is filled in within the bounds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...catalogue.papers()).chain((paper) => anyBlanks(paper).map((blanks) => ({ paper, blanks }))),
        async ({ paper, blanks }) => {
          const result = fillPaper(paper, blanks);
          if (isRefusal(result)) return; // a value that prints nothing is no value
          const parts = await partsOf(await renderDocx(result));
          for (const [name, xml] of parts) if (/\.(xml|rels)$/.test(name)) paragraphsOf(xml);
          const text = paragraphsOf(parts.get('word/document.xml') ?? '').map((one) => one.text);
          assert(text.includes(paper.title));
          assert(text.includes(result.letterhead));
        },
      ),
      { numRuns: 60 },
    );
  });
});
