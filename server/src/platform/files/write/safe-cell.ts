/**
 * What spreadsheets take for the beginning of a formula when a text is typed or imported, white space before it or not;
 * Chinese editions read the full-width signs too.
 */
const FORMULA_START = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]/u;
/** A signed number is no formula, and arithmetic on the reader's side goes on. */
const SIGNED_NUMBER = /^[+-]?\d+(\.\d+)?$/;

export type SafeCell = {
  text: string;
  /** The text must be held as text by a mark of the format: it would become a formula on its own. */
  quoted: boolean;
};

/** Every text that leaves as a cell passes here, whatever the format. The text itself is never changed. */
export function safeCell(text: string): SafeCell {
  return { text, quoted: FORMULA_START.test(text) && !SIGNED_NUMBER.test(text) };
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
const quotes = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A text as a field of a CSV file. What would become a formula is written `="..."`: every spreadsheet, and our own reader, shows the text as it is, without an apostrophe before it. */
export function safeCsvField(written: string): string {
  const { text, quoted } = safeCell(written);
  if (quoted) return quotes(`=${quotes(text)}`);
  return NEEDS_QUOTES.test(text) ? quotes(text) : text;
}
