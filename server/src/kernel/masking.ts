import { judgeUscc, looksLikeIdCard, normaliseCode } from './codes.ts';

const MASK = '****';
const SHOWN_AT_EACH_END = 4;
/** Of anything shorter, eight characters shown would be more than half: a passport number, for one. */
const SHORTEST_PARTLY_SHOWN = 15;

/** First four and last four characters of an identifier with **** between; a short one is masked whole. */
export function maskIdentifier(text: string): string {
  const characters = [...normaliseCode(text)];
  if (characters.length < SHORTEST_PARTLY_SHOWN) return MASK;
  return characters.slice(0, SHOWN_AT_EACH_END).join('') + MASK + characters.slice(-SHOWN_AT_EACH_END).join('');
}

/** Masks all but so many characters at each end; a text not longer than twice what would be shown is masked whole. */
export function maskKeeping(text: string, { left, right }: { left: number; right: number }): string {
  const characters = [...text];
  if (characters.length <= 2 * (left + right)) return MASK;
  return characters.slice(0, left).join('') + MASK + characters.slice(characters.length - right).join('');
}

const LENGTH_OF_AN_IDENTITY_NUMBER = 18;
const FIGURE = '[0-9０-９]';
/** What people type for the X that ends an identity number. */
const LIKE_X = 'XxＸｘⅩⅹ×✕✖╳ХхΧχ';
/** What may stand between the figures of one number. */
const JOINT = String.raw`[\p{White_Space}\p{Cf}\p{Pd}\u2212.·_]`;
/** Figures that belong together, perhaps in groups, and perhaps an X at the end: at least as long as a number needs. */
const FIGURES_IN_GROUPS = new RegExp(`${FIGURE}(?:${JOINT}*${FIGURE}){16,}(?:${JOINT}*[${LIKE_X}])?`, 'gu');
const GROUP = new RegExp(`${FIGURE}+|[${LIKE_X}]`, 'gu');
/** 9.90100190101075E+17: a spreadsheet's rendering that still shows region and birth date. */
const SCIENTIFIC_NOTATION = /(?<![\d.])\d\.\d{11,}[eE]\+?17(?!\d)/g;

/**
 * Masks every identity-card-like number in a text (see `looksLikeIdCard`), also one in full-width figures or broken by
 * spaces, hyphens or dots. Figures of a longer number are left alone (commitment numbers hold a region and a date too),
 * and so is a valid unified code. The rest of the text stays as it is.
 */
export function maskIdentifiersIn(text: string): string {
  let masked = '';
  let copiedTo = 0;
  for (const { from, to, shown } of identifiersIn(text)) {
    masked += text.slice(copiedTo, from) + shown;
    copiedTo = to;
  }
  return masked + text.slice(copiedTo);
}

/** Fifteen figures, perhaps in groups, that are not part of a longer number. */
const FIFTEEN_FIGURES = new RegExp(`(?<!${FIGURE})${FIGURE}(?:${JOINT}*${FIGURE}){14}(?!${JOINT}*${FIGURE})`, 'gu');
/** A file number begins with its year, a region never does. */
const BEGINS_WITH_A_YEAR = /^(19|20)/;

/**
 * Masks identity numbers of 15 figures, as they were before 1999, too. For what carries no facts, such as log lines, file
 * names and references: an old registration number of an organisation may look the same.
 */
export function maskEveryIdentifierIn(text: string): string {
  return maskIdentifiersIn(text).replace(FIFTEEN_FIGURES, (run) => {
    const figures = run.normalize('NFKC').replace(/\D/g, '');
    const today18 = `${figures.slice(0, 6)}19${figures.slice(6)}0`;
    return !BEGINS_WITH_A_YEAR.test(figures) && looksLikeIdCard(today18) ? maskIdentifier(figures) : run;
  });
}

export type FoundIdentifier = { from: number; to: number; shown: string };

/** Where `maskIdentifiersIn` masks, in order, and what it shows there. */
export function identifiersIn(text: string): FoundIdentifier[] {
  const found = [...text.matchAll(FIGURES_IN_GROUPS)].flatMap((run) => identifiersInRun(run[0], run.index));
  for (const { 0: number, index } of text.matchAll(SCIENTIFIC_NOTATION)) {
    const verdict = judgeUscc(number);
    if (verdict.kind !== 'invalid' || !verdict.idCard) continue;
    found.push({ from: index, to: index + number.length, shown: maskIdentifier(number) });
  }
  return found.sort((one, other) => one.from - other.from);
}

/** Looks at every row of whole groups that together have the length of an identity number. */
function identifiersInRun(run: string, at: number): FoundIdentifier[] {
  const groups = [...run.matchAll(GROUP)].map(({ 0: figures, index }) => ({
    index,
    end: index + figures.length,
    figures,
  }));
  const found: FoundIdentifier[] = [];
  for (let first = 0; first < groups.length; first++) {
    let figures = '';
    for (let last = first; last < groups.length && figures.length < LENGTH_OF_AN_IDENTITY_NUMBER; last++) {
      const [opening, closing] = [groups[first], groups[last]];
      if (opening === undefined || closing === undefined) break;
      figures += plain(closing.figures);
      if (!isPrivate(figures)) continue;
      found.push({ from: at + opening.index, to: at + closing.end, shown: maskIdentifier(figures) });
      first = last;
      break;
    }
  }
  return found;
}

function isPrivate(figures: string): boolean {
  return looksLikeIdCard(figures) && judgeUscc(figures).kind === 'invalid';
}

function plain(figures: string): string {
  return LIKE_X.includes(figures) ? 'X' : figures.normalize('NFKC');
}
