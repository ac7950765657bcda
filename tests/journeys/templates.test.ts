import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type Catalogue,
  type CompiledCategory,
  exampleOf,
  templateOf,
} from '../../server/src/domain/catalogue/index.ts';
import { bundledCatalogue } from '../../server/src/domain/catalogue/testing/bundled.ts';
import { composeUscc } from '../../server/src/kernel/codes.ts';
import { textCell, workbookBytes } from '../../server/src/platform/files/write/index.ts';
import type { CastAgency } from '../cast.ts';
import { type City, countsOf, openCity, send } from './city.ts';
import { rowsIn } from './mend.ts';

const ROWS = 10;
/** Shortly before the rows come: older adverse rows wait for a person. */
const DECIDED_ON = '2026-11-16';
const catalogue: Catalogue = await bundledCatalogue();

/** One invented agency that may submit everything and decides every list; its name is that of the examples. */
const office: CastAgency = {
  code: composeUscc('11990100', 'MB0AAAA1'),
  name: '青禾市示例局',
  categories: catalogue.categories().map(({ code }) => code),
  lists: catalogue
    .lists()
    .filter(({ decidedBy }) => decidedBy === 'authority')
    .map(({ code }) => code),
};

let city: City;
before(async () => {
  city = await openCity({ agencies: [office] });
});
after(() => city?.close());

/** What a clerk types into the ten first rows: the example of the notes, each row about another organisation. */
function rowsOf(category: CompiledCategory): Record<string, string | null>[] {
  const { identifies, naturalKey } = category;
  return Array.from({ length: ROWS }, (_, at) => {
    const row = { ...exampleOf(category) };
    row[identifies.code] = composeUscc('91990100', `MA0BBB${String(at).padStart(2, '0')}`);
    row[identifies.name] = `青禾第${'甲乙丙丁戊己庚辛壬癸'.charAt(at)}示例商贸有限公司`;
    for (const { id, type } of category.fields) {
      if (type === 'date' && row[id] != null) row[id] = DECIDED_ON;
    }
    for (const id of naturalKey) {
      if (category.fieldsById.get(id)?.type === 'text') row[id] = `青示〔2026〕${at + 1}号`;
    }
    return row;
  });
}

async function filled(template: string, category: CompiledCategory): Promise<Buffer> {
  const heading = (await rowsIn(template)).find(({ sheet }) => sheet === category.name);
  assert(heading !== undefined, 'a template begins with its headings');
  const fields = heading.cells.map(({ text }) => category.fieldByHeading(text)?.field.id);
  assert(fields.every((id) => id !== undefined));
  return workbookBytes(async (book) => {
    await book.sheet({ name: category.name });
    await book.row(
      1,
      heading.cells.map(({ text }) => textCell(text)),
    );
    for (const [at, row] of rowsOf(category).entries()) {
      await book.row(
        at + 2,
        fields.map((id) => textCell(row[id ?? ''] ?? '')),
      );
    }
  });
}

// the register speaks first: afterwards every row finds its organisation
const categories = [...catalogue.categories()].sort(
  (a, b) => Number(b.role === 'register') - Number(a.role === 'register'),
);

for (const category of categories) {
  test(`${category.name} (${category.code}): the untouched template is an empty report`, async () => {
    const path = join(city.folder, `${category.code}-template.xlsx`);
    writeFileSync(path, await templateOf(category, catalogue));
    const receipt = await send(city, { category: category.code, agency: office.code, path });
    assert.deepEqual([receipt.status, receipt.total, receipt.ignoredColumns], ['finished', 0, []]);
  });

  test(`${category.name} (${category.code}): ten rows in its template are held, with windows and lineage`, async () => {
    const template = join(city.folder, `${category.code}-template.xlsx`);
    const path = join(city.folder, `${category.code}-ten.xlsx`);
    writeFileSync(path, await filled(template, category));
    const receipt = await send(city, { category: category.code, agency: office.code, path });
    assert.deepEqual(receipt.errors, []);
    assert.deepEqual([countsOf(receipt).total, countsOf(receipt).accepted], [ROWS, ROWS]);
    const { rows } = await city.system.pool.query<Record<string, unknown>>(
      `select r.row, r.sheet, r.file, r.batch_id as "batchId", r.fields ->> $2 as name,
              (select count(*)::int from record_window w where w.subject_id = r.subject_id and w.record_id = r.record_id
                  and w.superseded_at is null) as windows
         from record r where r.category = $1 and r.superseded_at is null order by r.row`,
      [category.code, category.identifies.name],
    );
    const lineage = rows.map(({ row, sheet, file, batchId, name }) => ({ row, sheet, file, batchId, name }));
    assert.deepEqual(
      lineage,
      rowsOf(category).map((row, at) => ({
        ...{ row: at + 2, sheet: category.name, file: `${category.code}-ten.xlsx`, batchId: receipt.batchId },
        name: row[category.identifies.name],
      })),
    );
    for (const { windows } of rows) assert(Number(windows) > 0, 'a record has its windows');
  });
}
