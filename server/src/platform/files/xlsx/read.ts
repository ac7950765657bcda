import type { FileLimits } from '../limits.ts';
import { RowBatches } from '../row-batches.ts';
import type { Report } from './protocol.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readDateStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';
import { openPackage } from './zip.ts';

/** Reads a workbook from end to end: its sheets' names, then every sheet's rows in batches that may span sheets. */
export async function* readWorkbookRows(
  path: string,
  limits: FileLimits,
  onProgress: () => void,
): AsyncGenerator<Report> {
  const box = await openPackage(path, limits, onProgress);
  try {
    const book = await readWorkbook(box, limits);
    yield { kind: 'opened', sheets: book.sheets.map(({ name }) => name) };
    const context = {
      dateSystem: book.dateSystem,
      dateStyles: await readDateStyles(box, book.stylesPart),
      sharedStrings: await readSharedStrings(box, book.sharedStringsPart, limits),
    };
    const batches = new RowBatches(limits);
    for (const sheet of book.sheets) {
      for await (const rows of readSheet(box, sheet.part, context, limits)) {
        for (const { row, cells } of rows) {
          const batch = batches.add(sheet.name, row, cells);
          if (batch !== null) yield { kind: 'rows', rows: batch };
        }
      }
    }
    const rest = batches.rest();
    if (rest.length > 0) yield { kind: 'rows', rows: rest };
  } finally {
    box.close();
  }
}
