import assert from 'node:assert/strict';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type FormRow, type Paper, type PaperBlock, partsOfWords } from '../../catalogue/index.ts';
import type { FilledPaper, FilledRow, PaperParagraph } from './filled-paper.ts';
import { lengthOf } from './plain-text.ts';
import { type BlankRead, readBlank } from './read-blank.ts';
import { dateInWords } from './words.ts';

/** Values by the id of their blank: a text, a date `YYYY-MM-DD`, a list of texts, or rows of texts. */
export type Blanks = Readonly<Record<string, unknown>>;
type Read = ReadonlyMap<string, BlankRead>;

/** Characters of a whole paper: some thirty pages. */
export const MOST_CHARACTERS = 20_000;

/**
 * The template with its blanks filled: plain JSON that says every word. Values are words and never marks: `{{subject}}` in
 * a value is printed as it stands. Refuses what is missing, too long or of another kind, by the name of the blank.
 */
export function fillPaper(paper: Paper, blanks: Blanks): FilledPaper | Refusal {
  const read = readBlanks(paper, blanks);
  if (isRefusal(read)) return read;
  const { signature, acknowledgement } = paper;
  const agency = lineOf(read, signature.agency);
  const date = read.get(signature.date);
  assert(date?.kind === 'date', 'the lint holds that a paper has a day');
  const filled: FilledPaper = {
    form: 1,
    paper: paper.code,
    title: paper.title,
    number: paper.number === undefined ? null : lineOf(read, paper.number),
    letterhead: agency,
    paragraphs: paper.body.flatMap((block) => paragraphsOf(block, read)),
    signature: { agency, seal: signature.seal },
    date: date.date,
    acknowledgement:
      acknowledgement === undefined
        ? null
        : {
            title: acknowledgement.title,
            paragraphs: acknowledgement.body.flatMap((block) => paragraphsOf(block, read)),
          },
  };
  if (lengthOf(JSON.stringify(filled)) <= MOST_CHARACTERS) return filled;
  return refuse('blank-refused', `文书全文超过 ${MOST_CHARACTERS} 个字，请压缩内容，或者把清单改为附件。`);
}

function readBlanks(paper: Paper, blanks: Blanks): Read | Refusal {
  const stranger = Object.keys(blanks).find((id) => !paper.blanks.some((blank) => blank.id === id));
  if (stranger !== undefined)
    return refuse('blank-refused', `《${paper.name}》没有所填的一项内容，请核对各项代码。可填：${namesOf(paper)}。`);
  const read = new Map<string, BlankRead>();
  for (const blank of paper.blanks) {
    const value = readBlank(blank, Object.hasOwn(blanks, blank.id) ? blanks[blank.id] : undefined);
    if (isRefusal(value)) return value;
    if (value !== null) read.set(blank.id, value);
  }
  return read;
}

const namesOf = ({ blanks }: Paper): string => blanks.map(({ id, name }) => `${name} ${id}`).join('、');

function paragraphsOf(block: PaperBlock, read: Read): PaperParagraph[] {
  if (!stands(block, read)) return [];
  if (block.addressee !== undefined) return [{ role: 'addressee', text: lineFrom(block.addressee, read) }];
  if (block.heading !== undefined) return [{ role: 'heading', text: lineFrom(block.heading, read) }];
  if (block.text !== undefined) return linesFrom(block.text, read).map((text) => ({ role: 'body', text }));
  if (block.form !== undefined) return [{ role: 'form', rows: block.form.flatMap((row) => rowFrom(row, read)) }];
  const filled = read.get(block.list ?? block.table ?? '');
  if (filled?.kind === 'list') return [{ role: 'list', items: filled.items }];
  assert(filled?.kind === 'table', 'the lint holds that a list or table is filled where it stands');
  return [{ role: 'table', columns: filled.columns, rows: filled.rows }];
}

function stands({ when, unless }: { when?: string; unless?: string }, read: Read): boolean {
  return (when === undefined || read.has(when)) && (unless === undefined || !read.has(unless));
}

function rowFrom(row: FormRow, read: Read): FilledRow[] {
  if (!stands(row, read)) return [];
  const value = row.value === undefined ? '' : lineFrom(row.value, read);
  return [{ label: row.label, value, lines: row.lines ?? 1 }];
}

const lineFrom = (words: string, read: Read): string => linesFrom(words, read).join(' ');

/** Words with their blanks filled; a value of several lines breaks them into paragraphs. */
function linesFrom(words: string, read: Read): string[] {
  const lines = [''];
  for (const part of partsOfWords(words)) {
    lines.push(lines.pop() + part.words);
    if (part.blank === undefined) continue;
    const [first = '', ...rest] = linesOf(read, part.blank);
    lines.push(lines.pop() + first, ...rest);
  }
  return lines;
}

const lineOf = (read: Read, id: string): string => linesOf(read, id).join(' ');

function linesOf(read: Read, id: string): readonly string[] {
  const value = read.get(id);
  if (value?.kind === 'text') return value.lines;
  assert(value?.kind === 'date', 'the lint holds that words ask for texts and days that are there');
  return [dateInWords(value.date)];
}
