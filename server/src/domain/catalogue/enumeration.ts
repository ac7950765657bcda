import type { Enumeration } from './types.ts';

/** `unnamedOther`: 其他 without saying what, which is held and warned of. `unknown`: the part that is no term. */
export type TermsRead = { ok: true; terms: string[]; unnamedOther: boolean } | { ok: false; unknown: string };

export type CompiledEnumeration = Enumeration & {
  /** Reads a cell that holds one term. `other` also takes 其他 with any joiner and a text: held as `其他：文字`. */
  parseOne(text: string, options?: { other?: boolean | undefined }): TermsRead;
  /** Reads a cell that may hold several terms; the order of a set means nothing, so it is held in that of the terms. */
  parseSet(text: string, options?: { other?: boolean | undefined }): TermsRead;
  /** What a term means to the engine, such as a kind of subject. */
  meansOf(term: string): string | undefined;
};

const OTHER = '其他';
const OTHER_SPELLINGS = ['其他', '其它'];
const SEPARATORS = new Set([';', '、', ',', '/', '\n', '\r']);
/** What stands between 其他 and its text, or around the text. */
const JOINERS = /^[\s:：\-－—–_·.,，(（[【〔]+/u;
const CLOSING = /[\s)）\]】〕;；,，、/]+$/u;
/** More terms in one cell are no classification. */
const MOST_TERMS = 30;

type Spelling = { folded: string; term: string };

export function compileEnumeration(enumeration: Enumeration): CompiledEnumeration {
  const spellings: Spelling[] = enumeration.terms
    .flatMap(({ term, aliases = [] }) =>
      [term, ...aliases].map((spelling) => ({ folded: fold(spelling).trim(), term })),
    )
    .sort((a, b) => b.folded.length - a.folded.length);
  const order = new Map(enumeration.terms.map(({ term }, index) => [term, index]));
  const means = new Map(enumeration.terms.map((term) => [term.term, term.means]));

  return {
    ...enumeration,
    parseOne(text, { other = false } = {}) {
      const folded = fold(text).trim();
      const known = spellings.find((spelling) => spelling.folded === folded);
      if (known !== undefined) return { ok: true, terms: [known.term], unnamedOther: false };
      const named = other ? readOther(text.trim()) : null;
      return named === null
        ? { ok: false, unknown: text }
        : { ok: true, terms: [named], unnamedOther: named === OTHER };
    },
    parseSet(text, { other = false } = {}) {
      const read = readTerms(text, spellings, other);
      if (typeof read === 'string') return { ok: false, unknown: read };
      if (read.length === 0 || read.length > MOST_TERMS) return { ok: false, unknown: text };
      const place = (value: string) => order.get(value) ?? enumeration.terms.length;
      const terms = [...new Set(read)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
      return { ok: true, terms, unnamedOther: terms.includes(OTHER) && !order.has(OTHER) };
    },
    meansOf: (term) => means.get(term),
  };
}

/** The terms in the order of the text, or the first part of it that is no term. */
function readTerms(text: string, spellings: readonly Spelling[], other: boolean): string[] | string {
  const folded = fold(text);
  const found: string[] = [];
  for (let at = 0; at < folded.length; ) {
    if (isBoundary(folded, at)) {
      at += 1;
      continue;
    }
    const known = termAt(folded, at, spellings);
    if (known !== undefined) {
      found.push(known.term);
      at += known.folded.length;
      continue;
    }
    const end = endOfOther(folded, at, spellings);
    const named = other ? readOther(text.slice(at, end)) : null;
    if (named === null) return text.slice(at, end).trim();
    found.push(named);
    at = end;
  }
  return found;
}

/** The longest known spelling that begins here and ends before a separator, white space or the end. */
function termAt(folded: string, at: number, spellings: readonly Spelling[]): Spelling | undefined {
  return spellings.find(
    (spelling) =>
      folded.startsWith(spelling.folded, at) &&
      (at + spelling.folded.length === folded.length || isBoundary(folded, at + spelling.folded.length)),
  );
}

/** The text after 其他 may hold separators itself: it ends only where one is followed by a known term or another 其他. */
function endOfOther(folded: string, from: number, spellings: readonly Spelling[]): number {
  for (let at = from + 1; at < folded.length; at += 1) {
    if (!SEPARATORS.has(folded.charAt(at))) continue;
    let next = at;
    while (next < folded.length && isBoundary(folded, next)) next += 1;
    if (termAt(folded, next, spellings) !== undefined) return at;
    if (OTHER_SPELLINGS.some((spelling) => folded.startsWith(spelling, next))) return at;
  }
  return folded.length;
}

function readOther(text: string): string | null {
  const spelling = OTHER_SPELLINGS.find((candidate) => text.startsWith(candidate));
  if (spelling === undefined) return null;
  const said = text.slice(spelling.length).replace(JOINERS, '').replace(CLOSING, '').trim();
  return said === '' ? OTHER : `${OTHER}：${said}`;
}

function isBoundary(folded: string, at: number): boolean {
  const character = folded.charAt(at);
  return SEPARATORS.has(character) || character.trim() === '';
}

/** Full-width forms to half-width, one character for one, so that positions in the text stay those of the original. */
function fold(text: string): string {
  return text.replace(/[！-～]/gu, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0)).toUpperCase();
}
