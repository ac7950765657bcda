import { isDateFormat } from './date-format.ts';
import { readXml } from './xml.ts';
import type { Package } from './zip.ts';

/** Indexes of the cell styles (`s` of a cell) that show their number as a date. */
export type DateStyles = ReadonlySet<number>;

/** Excel's own bound on a format code, in characters. */
const MAX_FORMAT_CODE = 255;

export async function readDateStyles(box: Package, part: string | null): Promise<DateStyles> {
  const dates = new Set<number>();
  if (part === null || !box.has(part)) return dates;
  const codes = new Map<number, string>();
  const cellFormats: number[] = [];
  let inCellFormats = false;
  await readXml(box, part, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        codes.set(Number(attributes.numFmtId), (attributes.formatCode ?? '').slice(0, MAX_FORMAT_CODE));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) cellFormats.push(Number(attributes.numFmtId ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  for (const [index, format] of cellFormats.entries()) {
    if (isDateFormat(format, codes.get(format))) dates.add(index);
  }
  return dates;
}
