/** Must not begin a line (GB/T 15834, unverified), nor may marks that sit on the letter before them. */
const NOT_FIRST = /^[、。，．：；？！）〕〉》」』】〗…—～”’％‰℃·,.;:?!)\]}%\p{M}]$/u;
/** Must not end a line. */
const NOT_LAST = /^[（〔〈《「『【〖“‘([{￥$№#]$/u;
/** Words and numbers of other scripts are not cut. */
const WITHIN_WORD = /^[\p{L}\p{N}\-_/.,:@]$/u;
const CHINESE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;

/**
 * Cuts a paragraph into lines no wider than the page. `first`: width of the first line, shorter by the indent. What cannot
 * be cut and does not fit a line is cut at its edge all the same; one character is always taken, however wide.
 */
export function breakLines(
  text: string,
  widthOf: (character: string) => number,
  { first, rest }: { first: number; rest: number },
): string[] {
  const lines: string[] = [];
  let line = '';
  let room = first;
  const take = (piece: string, width: number) => {
    line += piece;
    room -= width;
  };
  const turn = () => {
    lines.push(line.trimEnd());
    line = '';
    room = rest;
  };
  for (const unit of unitsOf(text)) {
    const width = widthIn(unit, widthOf);
    if (width <= room) {
      take(unit, width);
      continue;
    }
    if (line !== '' && width <= rest) {
      turn();
      if (unit !== ' ') take(unit, width);
      continue;
    }
    for (const character of unit) {
      const one = widthOf(character);
      if (one > room && line !== '') turn();
      take(character, one);
    }
  }
  return [...lines, line.trimEnd()];
}

function widthIn(unit: string, widthOf: (character: string) => number): number {
  let width = 0;
  for (const character of unit) width += widthOf(character);
  return width;
}

/** Pieces between which a line may turn. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  let before = '';
  for (const character of text) {
    const last = units.length - 1;
    if (last >= 0 && holdsTogether(before, character)) units[last] += character;
    else units.push(character);
    before = character;
  }
  return units;
}

function holdsTogether(before: string, after: string): boolean {
  if (before === ' ' || after === ' ') return false;
  return NOT_FIRST.test(after) || NOT_LAST.test(before) || (inWord(before) && inWord(after));
}

const inWord = (character: string): boolean => WITHIN_WORD.test(character) && !CHINESE.test(character);
