import { FileRefusedError, tooLarge } from '../refusal.ts';
import { columnOf } from './reference.ts';
import type { Package } from './zip.ts';

/** Cells shown as one, by row and column from 1, both ends included. */
export type MergedRange = {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** More merged ranges than this are a layout, not a table. */
const MAX_RANGES = 100_000;

const ELEMENT = Buffer.from('mergeCell');
const MERGED = /<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/gi;
/** An element cut at the end of a piece; none that matters is longer. */
const MAX_ELEMENT_CHARACTERS = 1024;

/**
 * The merged ranges of a sheet, by their first row. They stand behind the rows they explain, so the sheet is unpacked once
 * for them alone; reading it to its end also proves its checksum before its first row is taken.
 */
export async function readMergedRanges(box: Package, part: string): Promise<MergedRange[]> {
  const ranges: MergedRange[] = [];
  let cut = Buffer.alloc(0);
  let found = false;
  for await (const piece of box.open(part)) {
    const bytes = Buffer.concat([cut, piece]);
    found ||= bytes.includes(ELEMENT);
    const text = found ? bytes.toString('latin1') : '';
    for (const match of text.matchAll(MERGED)) ranges.push(rangeOf(match));
    if (ranges.length > MAX_RANGES) throw new FileRefusedError(tooManyRanges());
    cut = found ? Buffer.from(lastElement(text), 'latin1') : bytes.subarray(-MAX_ELEMENT_CHARACTERS);
  }
  return ranges.sort((one, other) => one.top - other.top);
}

/** What may go on in the next piece; an element read whole is not read again. */
function lastElement(text: string): string {
  const start = text.lastIndexOf('<');
  const rest = start === -1 ? '' : text.slice(start);
  return rest.includes('>') ? '' : rest.slice(-MAX_ELEMENT_CHARACTERS);
}

function rangeOf([, left = '', top, right = '', bottom]: RegExpExecArray): MergedRange {
  return { top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) };
}

function tooManyRanges() {
  return tooLarge(`工作表的合并单元格超过${MAX_RANGES}处；请取消合并，逐行填写后重新报送。`);
}
