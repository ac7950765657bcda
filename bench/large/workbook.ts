import { sheetXlsx } from '../../server/src/platform/files/xlsx-fixture.ts';

/** A workbook as spreadsheet programs save it: every text stands once in the shared table, cells refer to it. */
export function writeBook(rows: Iterable<readonly string[]>): Buffer {
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  };
  const sheet: string[] = [];
  for (const cells of rows) {
    const row = cells.map((text) => `<c t="s"><v>${placeOf(text)}</v></c>`).join('');
    sheet.push(`<row r="${sheet.length + 1}">${row}</row>`);
  }
  const sharedStrings = [...places.keys()].map((text) => `<si><t>${text}</t></si>`).join('');
  return sheetXlsx(sheet.join(''), { sharedStrings });
}
