const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
/** No letter: control and format characters, among them those that turn the direction of what follows. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}]/gu;
/** What neither XML nor a database can hold: halves of characters and noncharacters. */
const NO_CHARACTER = /\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

/** A value as words on paper: lines without anything that prints nothing; what is no character is U+FFFD, and seen. */
export function plainLines(text: string): string[] {
  return text
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(UNSEEN, '')
    .replace(NO_CHARACTER, '\uFFFD')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The same where there is room for one line only. */
export const plainLine = (text: string): string => plainLines(text).join(' ');

/** Characters as a reader counts them. */
export const lengthOf = (text: string): number => [...text].length;
