import type { Act } from '../journal/index.ts';

/** The act of somebody who may act for no agency: an organisation's user or a person. What is written then names none. */
export function ownAct({ agency, ...self }: Act): Act {
  return agency === undefined || agency === '' ? self : { ...self, agency };
}
