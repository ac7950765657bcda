import { readFileSync } from 'node:fs';
import { maskText, type Span, type What } from '../../server/src/kernel/masking/mask-text.ts';

export type Item = { text: string; what: What; before?: string; optional?: boolean };
export type Text = {
  id: string;
  category: string;
  subjectNames?: string[];
  authorityNames?: string[];
  text: string;
  spans: Item[];
};

export type Measures = {
  texts: number;
  items: number;
  missed: string[];
  maskedCharacters: number;
  maskedForNothing: string[];
  charactersForNothing: number;
  waiting: string[];
};

export const FILES = ['texts-a.json', 'texts-b.json', 'texts-c.json', 'texts-d.json'];

/** The texts of all files, or of those named. */
export function readTexts(files: readonly string[] = FILES): Text[] {
  return files
    .map((file) => new URL(file, import.meta.url))
    .flatMap((file): Text[] => JSON.parse(readFileSync(file, 'utf8')));
}

/** Where the items of a text stand; throws where an entry is not found after the one before it. */
export function placesOf({
  id,
  text,
  spans,
  subjectNames = [],
  authorityNames = [],
}: Text): (Item & { from: number; to: number })[] {
  let after = 0;
  return spans.map((item) => {
    const inAName = (at: number) =>
      item.what === 'name' &&
      [...subjectNames, ...authorityNames].some((name) => {
        const start = text.lastIndexOf(name, at);
        return start >= 0 && at + item.text.length <= start + name.length;
      });
    let from = text.indexOf((item.before ?? '') + item.text, after);
    while (from >= 0 && inAName(from)) from = text.indexOf(item.text, from + 1);
    if (from >= 0) from += item.before?.length ?? 0;
    if (from < 0) throw new Error(`${id}: ${item.text} does not stand after the item before it`);
    after = from + item.text.length;
    return { ...item, from, to: after };
  });
}

/** The measures of README.md. */
export function measure(texts: readonly Text[]): Measures {
  const result: Measures = {
    texts: texts.length,
    items: 0,
    missed: [],
    maskedCharacters: 0,
    maskedForNothing: [],
    charactersForNothing: 0,
    waiting: [],
  };
  for (const text of texts) measureOne(text, result);
  return result;
}

function measureOne(entry: Text, result: Measures): void {
  const places = placesOf(entry);
  const { subjectNames = [], authorityNames = [] } = entry;
  const masked = maskText(entry.text, { subjectNames, authorityNames });
  const required = places.filter(({ optional }) => optional !== true);
  result.items += required.length;
  if (masked.kind === 'unsure') {
    result.waiting.push(`${entry.id}: ${masked.because}`);
    return;
  }
  for (const item of required) {
    if (!masked.spans.some((span) => span.from <= item.from && item.to <= span.to)) {
      result.missed.push(`${entry.id}: ${item.what} ${item.text} in …${around(entry.text, item)}…`);
    }
  }
  for (const span of masked.spans) measureSpan(entry, span, places, result);
}

function measureSpan(
  { id, text }: Text,
  span: Span,
  places: readonly (Item & { from: number; to: number })[],
  result: Measures,
): void {
  let inside = 0;
  let nothing = 0;
  for (let at = span.from; at < span.to; at++) {
    const item = places.find(({ from, to }) => from <= at && at < to);
    if (item === undefined) nothing++;
    else if (item.optional !== true) inside++;
  }
  result.maskedCharacters += inside + nothing;
  result.charactersForNothing += nothing;
  if (nothing > 0) {
    result.maskedForNothing.push(
      `${id}: ${span.what} ${text.slice(span.from, span.to)} (${nothing}) in …${around(text, span)}…`,
    );
  }
}

function around(text: string, { from, to }: { from: number; to: number }): string {
  return text.slice(Math.max(0, from - 10), to + 8);
}
