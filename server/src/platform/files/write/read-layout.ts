import { DEFAULT_LIMITS } from '../limits.ts';
import { readWorkbook } from '../xlsx/workbook.ts';
import { openPackage, type Package } from '../xlsx/zip.ts';
import { columnOfLetters } from './cell-reference.ts';
import type { ColumnWidth, Merge } from './sheet-layout.ts';

export type ReadLayout = { widths: ColumnWidth[]; merges: Merge[] };

/** What stands before the rows of a sheet is short; columns beyond this many characters keep the usual width. */
const MAX_HEAD_CHARACTERS = 256 * 1024;
/** Merged cells kept of one sheet; those of titles and headings are few and come first. */
const MAX_MERGES = 2000;
/** No mark we look for is longer. */
const LONGEST_MARK = 256;

const ROWS_BEGIN = /<(?:\w+:)?sheetData\b/;
const ROWS_END = /<\/(?:\w+:)?sheetData>/;
const COLUMN = /<(?:\w+:)?col\s([^>]*)>/g;
const ATTRIBUTE = /(\w+)="([^"]*)"/g;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})"/g;

/** Column widths and merged cells of every sheet, for giving a workbook back in its own layout. The rows between are passed over unread. */
export async function readLayouts(path: string): Promise<Map<string, ReadLayout>> {
  const box = await openPackage(path, DEFAULT_LIMITS, () => {});
  try {
    const layouts = new Map<string, ReadLayout>();
    for (const { name, part } of (await readWorkbook(box, DEFAULT_LIMITS)).sheets) {
      layouts.set(name, await layoutOf(box, part));
    }
    return layouts;
  } finally {
    box.close();
  }
}

async function layoutOf(box: Package, part: string): Promise<ReadLayout> {
  const decoder = new TextDecoder();
  const merges: Merge[] = [];
  let head = '';
  let state: 'head' | 'rows' | 'tail' = 'head';
  let kept = '';
  for await (const bytes of await box.open(part)) {
    let text = kept + decoder.decode(bytes as Buffer, { stream: true });
    if (state === 'head') {
      const begin = text.search(ROWS_BEGIN);
      if (begin === -1 && text.length < MAX_HEAD_CHARACTERS) {
        kept = text;
        continue;
      }
      head = text.slice(0, begin === -1 ? 0 : begin);
      state = 'rows';
    }
    if (state === 'rows') {
      const end = text.search(ROWS_END);
      if (end === -1) {
        kept = text.slice(-LONGEST_MARK);
        continue;
      }
      text = text.slice(end);
      state = 'tail';
    }
    let read = 0;
    for (const match of text.matchAll(MERGE)) {
      if (merges.length < MAX_MERGES) merges.push(mergeOf(match));
      read = match.index + match[0].length;
    }
    kept = text.slice(Math.max(read, text.length - LONGEST_MARK));
  }
  return { widths: [...head.matchAll(COLUMN)].flatMap(([, written = '']) => widthOf(written)), merges };
}

function widthOf(written: string): ColumnWidth[] {
  const attributes = Object.fromEntries([...written.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]));
  const [min, max, width] = [Number(attributes.min), Number(attributes.max), Number(attributes.width)];
  if (!(min >= 1 && max >= min && width > 0) || attributes.hidden === '1') return [];
  return [{ from: min - 1, to: max - 1, width }];
}

function mergeOf([, fromColumn = '', fromRow, toColumn = '', toRow]: RegExpMatchArray): Merge {
  return {
    top: Number(fromRow),
    bottom: Number(toRow),
    left: columnOfLetters(fromColumn),
    right: columnOfLetters(toColumn),
  };
}
