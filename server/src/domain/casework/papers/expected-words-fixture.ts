import assert from 'node:assert/strict';
import { isRefusal } from '../../../platform/errors.ts';
import type { Paper } from '../../catalogue/index.ts';
import { type Blanks, fillPaper } from './fill-paper.ts';
import type { FilledPaper } from './filled-paper.ts';
import { CASE } from './paper-fixture.ts';
import { dateInWords } from './words.ts';

/** The paper of the invented case. */
export function filled(paper: Paper, change: Blanks = {}): FilledPaper {
  const result = fillPaper(paper, { ...CASE[paper.code], ...change });
  assert(!isRefusal(result), `${paper.code}: ${JSON.stringify(result)}`);
  return result;
}

/** What a reader must find in the paper: its title, and every word, day, item and cell that was filled in. */
export function expectedWords(paper: Paper): string[] {
  const values = paper.blanks.flatMap(({ id, kind }) => {
    const value = CASE[paper.code]?.[id];
    if (kind === 'date' && typeof value === 'string') return [dateInWords(value)];
    return [value].flat(2).flatMap((one) => (typeof one === 'string' ? one.split('\n') : []));
  });
  return [paper.title, paper.acknowledgement?.title ?? '', ...values];
}

/** What no reader may find: a blank left open, or a program's word for nothing. */
export const LEFT_OPEN = /\{\{|\}\}|_{3,}|undefined|null|NaN|\[object/;

/** Every text of a stored paper, one a line. */
export function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('\n') : '';
}
