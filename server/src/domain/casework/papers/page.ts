import { dateInWords } from './words.ts';

/**
 * The page of an official document after GB/T 9704-2012 (unverified): A4, 22 lines of 28 characters in 三号. Lengths in
 * points, 1/72 inch; both renderers measure by these.
 */

const MILLIMETRE = 72 / 25.4;

export const PAGE = {
  width: 210 * MILLIMETRE,
  height: 297 * MILLIMETRE,
  top: 37 * MILLIMETRE,
  bottom: 35 * MILLIMETRE,
  left: 28 * MILLIMETRE,
  right: 26 * MILLIMETRE,
  /** From the lower edge of the sheet to the page number. */
  footer: 25 * MILLIMETRE,
} as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

/** 三号 for the body, 二号 for titles, 四号 for page numbers, 小四 for cells; 大红 of the letterhead fits its line. */
export const SIZE = {
  body: 16,
  title: 22,
  pageNumber: 14,
  cell: 12,
  largestLetterhead: 36,
  smallestLetterhead: 18,
} as const;
export const LINE = { body: 29, title: 36, cell: 19 } as const;
/** Space inside a cell: above and below, left and right. */
export const CELL_PADDING = { block: 3, inline: 5 } as const;
/** Around letterhead, number, rule, title, tables and signature. */
export const GAP = {
  afterLetterhead: 16,
  afterNumber: 6,
  aroundTitle: 22,
  aroundTable: 8,
  beforeSignature: 29,
} as const;

export const RED = 'C8102E';
export const RULE_WIDTH = 1.5;

/** Ems: a Chinese character is one, a letter or digit about half. */
export function emsOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += character <= '\u00ff' ? 0.5 : 1;
  return ems;
}

/** One line if it can be read there; a longer name breaks. */
export function letterheadSize(letterhead: string): number {
  const fitting = Math.floor(TEXT_WIDTH / Math.max(1, emsOf(letterhead)));
  return Math.min(SIZE.largestLetterhead, Math.max(SIZE.smallestLetterhead, fitting));
}

/** Day four characters from the right edge, agency centred above it: from the right edge, in points. */
export function signatureIndents(agency: string, date: string): { agency: number; date: number } {
  const [agencyWidth, dateWidth] = [agency, dateInWords(date)].map((text) => emsOf(text) * SIZE.body) as [
    number,
    number,
  ];
  const day = 4 * SIZE.body;
  return { agency: Math.max(0, day + (dateWidth - agencyWidth) / 2), date: day };
}

/** The share of each column: as its longest cell wants, within reason, so that a column of numbers leaves room for words. */
export function columnShares(columns: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const wanted = columns.map((heading, index) => {
    const longest = Math.max(emsOf(heading), ...rows.map((row) => emsOf(row[index] ?? '')));
    return Math.min(24, Math.max(4, longest + 1));
  });
  const all = wanted.reduce((sum, ems) => sum + ems, 0);
  return wanted.map((ems) => ems / all);
}
export const FORM_SHARES: readonly number[] = [0.28, 0.72];

/** A row of a form is higher than its words, so that a hand can write in it. */
export const formHeight = (lines: number): number => lines * LINE.cell + 4 * CELL_PADDING.block;
