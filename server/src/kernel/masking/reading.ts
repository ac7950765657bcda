import { weighAfter, weighBefore } from './name-context.ts';
import { organisationEndsAt, runsIntoOrganisation } from './organisations.ts';

/** What is known about each place of a text, looked at once however many names are tried there. */
export type Reading = {
  text: string;
  /** Whether a word begins at a place, by the dictionary of words that Node brings along. */
  wordBeginsAt: (place: number) => boolean;
  /** End of the word that begins at a place; the next place where none does. */
  wordEndFrom: (place: number) => number;
  before: (place: number) => { role: boolean; weight: number };
  after: (place: number) => number | null;
  runsIntoOrganisation: (place: number) => boolean;
  organisationEndsAt: (place: number) => boolean;
};

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export function readText(text: string): Reading {
  const ends = new Map<number, number>();
  for (const { index, segment } of segmenter.segment(text)) ends.set(index, index + segment.length);
  ends.set(text.length, text.length);
  return {
    text,
    wordBeginsAt: (place) => ends.has(place),
    wordEndFrom: (place) => ends.get(place) ?? place + 1,
    before: once((place) => weighBefore(text, place, ends.has(place))),
    after: once((place) => weighAfter(text, place)),
    runsIntoOrganisation: once((place) => runsIntoOrganisation(text, place)),
    organisationEndsAt: once((place) => organisationEndsAt(text, place)),
  };
}

function once<T>(look: (place: number) => T): (place: number) => T {
  const seen = new Map<number, T>();
  return (place) => {
    const held = seen.get(place);
    if (held !== undefined || seen.has(place)) return held as T;
    const fresh = look(place);
    seen.set(place, fresh);
    return fresh;
  };
}
