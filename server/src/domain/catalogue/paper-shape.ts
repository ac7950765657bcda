import { type Static, Type } from 'typebox';
import { Basis, Code, shape } from './shape-words.ts';

/** A paper 文书 of casework as a template: fixed words, and blanks that the case fills. */

/** text: words, in several lines where the law asks for a narrative. list: numbered items. table: rows of cells. */
export const BLANK_KINDS = ['text', 'date', 'list', 'table'] as const;
export type BlankKind = (typeof BLANK_KINDS)[number];

export const BLANK_ID = '[a-z][A-Za-z0-9]{0,39}';
const BlankId = Type.String({ pattern: `^${BLANK_ID}$`, maxLength: 40 });

/** The longest text a blank may ask for, in characters: a statement of facts. */
export const LONGEST_BLANK = 4_000;
export const MOST_BLANKS = 40;
/** Blocks of one part of a paper. */
const MOST_BLOCKS = 60;
const MOST_COLUMNS = 6;
const MOST_FORM_ROWS = 20;
const Words = Type.String({ minLength: 1, maxLength: 600 });

export const Blank = shape({
  id: BlankId,
  /** What the clerk is asked for, and what a refusal names. */
  name: Type.String({ minLength: 1, maxLength: 40 }),
  kind: Type.Enum(BLANK_KINDS),
  optional: Type.Optional(Type.Boolean()),
  /** Most characters: of the text, of one item, of one cell. Left out: 200. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: LONGEST_BLANK })),
  /** Headings of a table. */
  columns: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { minItems: 1, maxItems: MOST_COLUMNS }),
  ),
});
export type Blank = Static<typeof Blank>;

/** A row of a form. Without value it is left for the pen; `lines` is its height in lines. */
export const FormRow = shape({
  label: Type.String({ minLength: 1, maxLength: 40 }),
  value: Type.Optional(Words),
  lines: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
  when: Type.Optional(BlankId),
  unless: Type.Optional(BlankId),
});
export type FormRow = Static<typeof FormRow>;

/**
 * One block: exactly one of `addressee`, `heading`, `text`, `list`, `table`, `form`. Words may hold `{{blank}}`. `when`: it
 * stands there only if that blank is given; `unless`: only if it is not.
 */
export const PaperBlock = shape({
  /** 主送: flush left, ends with a colon. */
  addressee: Type.Optional(Words),
  heading: Type.Optional(Words),
  text: Type.Optional(Words),
  /** A blank of kind list. */
  list: Type.Optional(BlankId),
  /** A blank of kind table. */
  table: Type.Optional(BlankId),
  form: Type.Optional(Type.Array(FormRow, { minItems: 1, maxItems: MOST_FORM_ROWS })),
  when: Type.Optional(BlankId),
  unless: Type.Optional(BlankId),
});
export type PaperBlock = Static<typeof PaperBlock>;
export const BLOCK_WORDS = ['addressee', 'heading', 'text', 'list', 'table', 'form'] as const;

const Blocks = Type.Array(PaperBlock, { minItems: 1, maxItems: MOST_BLOCKS });

export const Paper = shape({
  code: Code,
  name: Type.String({ minLength: 1, maxLength: 40 }),
  title: Type.String({ minLength: 1, maxLength: 60 }),
  basis: Basis,
  blanks: Type.Array(Blank, { minItems: 1, maxItems: MOST_BLANKS }),
  /** The blank that holds the number 文号; papers such as a 送达回证 have none. */
  number: Type.Optional(BlankId),
  body: Blocks,
  /** Who signs, when, and the words that mark the place of the seal. The agency is the letterhead as well. */
  signature: shape({ agency: BlankId, date: BlankId, seal: Type.String({ minLength: 1, maxLength: 20 }) }),
  /** What the addressee fills in and gives back, on a page of its own. */
  acknowledgement: Type.Optional(shape({ title: Type.String({ minLength: 1, maxLength: 60 }), body: Blocks })),
  note: Type.Optional(Type.String({ maxLength: 400 })),
});
export type Paper = Static<typeof Paper>;

const PLACE = new RegExp(`\\{\\{(${BLANK_ID})\\}\\}`, 'g');

/** The words of a template, cut at its blanks: words, blank, words, blank, words. */
export function partsOfWords(words: string): { words: string; blank?: string }[] {
  const parts: { words: string; blank?: string }[] = [];
  let read = 0;
  for (const match of words.matchAll(PLACE)) {
    parts.push({ words: words.slice(read, match.index), blank: match[1] ?? '' });
    read = match.index + match[0].length;
  }
  return [...parts, { words: words.slice(read) }];
}
