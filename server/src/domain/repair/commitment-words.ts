import type { Catalogue } from '../catalogue/index.ts';
import { COMMITMENT } from './parts/open-part.ts';

/** What an applicant commits itself to, as the paper that is kept of it says it; whom and which records it names is said beside it. */
export function commitmentWords(catalogue: Catalogue): string[] {
  const said = catalogue.paper(COMMITMENT)?.body.map(({ text }) => text) ?? [];
  return said.filter((text) => text !== undefined && !text.includes('{{')) as string[];
}
