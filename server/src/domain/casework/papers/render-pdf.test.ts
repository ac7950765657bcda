import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../../../platform/errors.ts';
import type { Catalogue, Paper } from '../../catalogue/index.ts';
import { bundledCatalogue } from '../../catalogue/testing/bundled.ts';
import { anyBlanks } from './any-blanks-fixture.ts';
import { expectedWords, filled, LEFT_OPEN } from './expected-words-fixture.ts';
import { fillPaper } from './fill-paper.ts';
import { textOfPdf } from './pdf-text-fixture.ts';
import { charactersLackingIn, renderPdf } from './render-pdf.ts';

let catalogue: Catalogue;
let stopped: Paper;
before(async () => {
  catalogue = await bundledCatalogue();
  const found = catalogue.paper('listing-stopped');
  assert(found !== undefined);
  stopped = found;
});

/** Page numbers stand between the lines of two pages; spaces at the turn of a line are not printed. */
const plain = (text: string): string => text.replace(/— \d+ —/g, '').replace(/ /g, '');

describe('a paper as PDF', () => {
  it('says of every template, in text that can be searched, all that was filled in', async () => {
    for (const paper of catalogue.papers()) {
      const text = plain(textOfPdf(await renderPdf(filled(paper))));
      for (const words of expectedWords(paper).filter((one) => one.length <= 12))
        assert(text.includes(plain(words)), `${paper.code}: ${words}`);
      assert.doesNotMatch(text, LEFT_OPEN, paper.code);
      assert(!text.includes('\uFFFD') && !text.includes('〓'), paper.code);
    }
  });

  it('says a narrative whole, over lines and pages', async () => {
    const reasons = Array.from({ length: 20 }, (_, at) => `第${at + 1}段，${'经复核，陈述申辩成立。'.repeat(8)}`).join(
      '\n',
    );
    const text = plain(textOfPdf(await renderPdf(filled(stopped, { reasons }))));
    for (const line of reasons.split('\n')) assert(text.includes(plain(line)), line.slice(0, 10));
  });

  it('embeds what it uses of the font, and little else', async () => {
    const pdf = await renderPdf(filled(stopped));
    assert(pdf.length < 400_000, `${pdf.length} bytes`);
    assert.match(pdf.toString('latin1'), /\/BaseFont \/[A-Z]{6}\+NotoSansHans-Regular/);
  });

  it('knows no clock: it is dated on its own day, and the same paper is the same bytes', async () => {
    const paper = filled(stopped);
    const pdf = await renderPdf(paper);
    assert.match(pdf.toString('latin1'), /D:20261110000000Z/);
    assert(pdf.equals(await renderPdf(JSON.parse(JSON.stringify(paper)))));
  });

  it('marks a character its font lacks, names it in a note, and tells beforehand', async () => {
    const paper = filled(stopped, { subject: '青禾𠮷祥有限公司' });
    assert.deepEqual(await charactersLackingIn(paper), ['𠮷']);
    const text = plain(textOfPdf(await renderPdf(paper)));
    assert(text.includes('当事人：青禾〓祥有限公司'), text);
    assert.match(text, /本件打印字库缺字，以“〓”标示，依次为U\+20BB7/);
    assert.deepEqual(await charactersLackingIn(filled(stopped)), []);
  });

  it('is made of whatever is filled in within the bounds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...catalogue.papers()).chain((paper) => anyBlanks(paper).map((blanks) => ({ paper, blanks }))),
        async ({ paper, blanks }) => {
          const result = fillPaper(paper, blanks);
          if (isRefusal(result)) return;
          const text = plain(textOfPdf(await renderPdf(result)));
          assert(text.includes(paper.title));
          assert(!text.includes('\u0000'));
        },
      ),
      { numRuns: 15 },
    );
  });
});
