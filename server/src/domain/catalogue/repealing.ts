import { citationsIn } from './lint/citations.ts';
import type { Entry } from './read-folder.ts';

/** A place of the catalogue that falls with an instrument. */
export type Resting = { file: string; at: string; clause: string };

/** All that rests on an instrument: what must be rewritten, or falls, when it is repealed. */
export function repealing(entries: readonly Entry[], instrument: string): Resting[] {
  return entries
    .filter(({ kind }) => kind !== 'instruments')
    .flatMap(({ file, body }) => citationsIn(body).map((cited) => ({ file, ...cited })))
    .filter((cited) => cited.instrument === instrument)
    .map(({ file, at, clause }) => ({ file, at, clause }));
}
