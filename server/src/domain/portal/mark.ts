import { nameKey } from '../../kernel/text.ts';

export type Marked = { text: string; matched: boolean }[];

/**
 * The part of a name that a query matched, compared as the search compares: brackets, traditional characters, spaces and
 * case make no difference. A match that only holds of the name as a whole is not marked.
 */
export function mark(name: string, query: string): Marked {
  const wanted = nameKey(query);
  const characters = [...name];
  const keys = characters.map((character) => nameKey(character));
  const start = wanted === '' ? -1 : keys.join('').indexOf(wanted);
  if (start < 0) return [{ text: name, matched: false }];

  const parts: Marked = [];
  let offset = 0;
  for (const [at, character] of characters.entries()) {
    const length = keys[at]?.length ?? 0;
    const matched = offset + length > start && offset < start + wanted.length;
    const last = parts.at(-1);
    if (last !== undefined && last.matched === matched) last.text += character;
    else parts.push({ text: character, matched });
    offset += length;
  }
  return parts;
}
