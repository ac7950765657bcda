import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bodiesOf } from '../bodies.ts';
import { documentFolder } from '../cli-documents.ts';
import { BUNDLED_FOLDER, bundledEntries, changed } from '../testing/bundled.ts';
import { documentsOf } from './documents.ts';

const PAGES = fileURLToPath(new URL('../../../../../docs', import.meta.url));
const TODAY = '2026-11-21';

async function pages(): Promise<{ catalogue: string; measures: string }> {
  const [catalogue, measures] = documentsOf(await bundledEntries());
  assert(catalogue !== undefined && measures !== undefined);
  return { catalogue: catalogue.text, measures: measures.text };
}

describe('the pages of the catalogue', () => {
  it('in the repository say what the catalogue says', async () => {
    const checked = await documentFolder(BUNDLED_FOLDER, PAGES, { check: true, today: TODAY });
    assert.deepEqual(checked, { outcome: 'equal', files: [], text: '说明页与目录一致。' });
  });

  it('name every category, and every field of it with its headings and codes', async () => {
    const { catalogue } = await pages();
    for (const category of bodiesOf(await bundledEntries()).categories.values()) {
      const [, block] = catalogue.split(`\n### ${category.name} \`${category.code}\`\n`);
      assert(block !== undefined, category.code);
      const [section = ''] = block.split(/\n##+ /);
      for (const { id, name, aliases = [], codes = [] } of category.fields) {
        const row = section
          .split('\n')
          .find((line) => line.startsWith(`| ${name} |`) && line.includes(`| \`${id}\` |`));
        assert(row !== undefined, `${category.code}.${id}`);
        for (const spelling of [...aliases, ...codes])
          assert(row.includes(spelling), `${category.code}.${id} ${spelling}`);
      }
    }
  });

  it('say of every field where it is known from', async () => {
    const sources = (await pages()).catalogue.split('\n').filter((line) => line.includes('| 来源 |') === false);
    assert.equal(sources.filter((line) => line.endsWith('| — |') && line.split(' | ').length === 8).length, 0);
    for (const { code, source, fields } of bodiesOf(await bundledEntries()).categories.values())
      for (const field of fields) assert((field.source ?? source) !== undefined, `${code}.${field.id}`);
  });

  it('fill every cell of matters and grounds: a measure, must or may, its clause; or nothing', async () => {
    const { measures } = await pages();
    const { matters, triggers } = bodiesOf(await bundledEntries());
    for (const { name, code } of matters.values()) {
      const section = measures.split(`## ${name} \`${code}\``)[1]?.split('\n## ')[0] ?? '';
      const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| 事由'));
      assert.equal(rows.length, triggers.size, code);
      for (const cell of rows.flatMap((row) => row.split(' | ').slice(1)))
        for (const said of cell.replace(/ \|$/, '').split('；'))
          assert.match(said, /^(无|(应当|可以)：.+，.+（待核）)$/u, cell);
    }
  });

  it('are the same bytes for the same law, and other bytes for another', async () => {
    const entries = await bundledEntries();
    assert.deepEqual(documentsOf(entries), documentsOf(await bundledEntries()));
    const other = changed(entries, 'measures', 'procurement-ban', (body) =>
      Object.assign(body.triggers[0], { effect: 'may' }),
    );
    assert.notDeepEqual(documentsOf(other)[1], documentsOf(entries)[1]);
    assert.deepEqual(documentsOf(other)[0], documentsOf(entries)[0]);
  });
});

describe('the verb catalogue docs', () => {
  it('writes the pages, and says which of them somebody changed by hand', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pages-'));
    try {
      const check = (today = TODAY) => documentFolder(BUNDLED_FOLDER, folder, { check: true, today });
      assert.deepEqual((await check()).files, ['catalogue.md', 'measures.md']);
      const written = await documentFolder(BUNDLED_FOLDER, folder, { check: false, today: TODAY });
      assert.equal(written.outcome, 'written');
      assert.equal((await check()).outcome, 'equal');
      await writeFile(join(folder, 'measures.md'), `${await readFile(join(folder, 'measures.md'), 'utf8')}手工添加\n`);
      const changedByHand = await check();
      assert.deepEqual([changedByHand.outcome, changedByHand.files], ['differs', ['measures.md']]);
      assert.match(changedByHand.text, /重新生成。$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('writes no page of a catalogue that its lint refuses', async () => {
    const before = '2001-01-01'; // nothing it cites was in force then
    const refused = await documentFolder(BUNDLED_FOLDER, join(tmpdir(), 'never-made'), { check: false, today: before });
    assert.equal(refused.outcome, 'refused');
    assert.match(refused.text, /现在不得引用/);
  });
});
