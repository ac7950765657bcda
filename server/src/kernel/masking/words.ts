/** Where the words of a text begin and end, by the dictionary of words that Node brings along. */
export type Words = {
  beginsAt: (place: number) => boolean;
  /** End of the longest word that begins at a place; the next place where none does. */
  longestFrom: (place: number) => number;
};

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

export function wordsOf(text: string): Words {
  const ends = new Map<number, number>();
  for (const { index, segment } of segmenter.segment(text)) ends.set(index, index + segment.length);
  ends.set(text.length, text.length);
  return {
    beginsAt: (place) => ends.has(place),
    longestFrom: (place) => ends.get(place) ?? place + 1,
  };
}
