import { bodiesOf } from '../bodies.ts';
import type { Entry } from '../read-folder.ts';
import { cataloguePage } from './catalogue-page.ts';
import { measuresPage } from './measures-page.ts';

/** A page a person reads, written from the catalogue and from nothing else. */
export type Document = { file: string; text: string };

/** The pages of a catalogue that has passed its lint. The same entries give the same bytes. */
export function documentsOf(entries: readonly Entry[]): Document[] {
  const bodies = bodiesOf(entries);
  return [
    { file: 'catalogue.md', text: cataloguePage(bodies) },
    { file: 'measures.md', text: measuresPage(bodies) },
  ];
}
