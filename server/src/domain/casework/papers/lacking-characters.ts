import type { FilledPaper } from './filled-paper.ts';

/** 〓: how Chinese printing marks a character it has no type for. */
export const LACKING = '〓';

/** The paper with a mark for every character the font lacks, and which those are, each once, in order of appearance. */
export function markLacking(
  paper: FilledPaper,
  has: (character: string) => boolean,
): { paper: FilledPaper; lacking: string[] } {
  const lacking = new Set<string>();
  const marked = (text: string): string =>
    Array.from(text, (character) => {
      if (has(character)) return character;
      lacking.add(character);
      return LACKING;
    }).join('');
  const copy = mapTexts(paper, marked) as FilledPaper;
  return { paper: copy, lacking: [...lacking] };
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
}

/** Listed in the note; a paper with more is not Chinese. */
const MOST_LISTED = 50;

/** The note at the end of the print, so that nobody takes the mark for the name. */
export function lackingNote(lacking: readonly string[]): string {
  const codes = lacking
    .slice(0, MOST_LISTED)
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  const more = lacking.length > MOST_LISTED ? `等 ${lacking.length} 个` : '';
  return `注：本件打印字库缺字，以“${LACKING}”标示，依次为 ${codes.join('、')}${more}；用字以可编辑的文书为准。`;
}
