import type { Act } from '../../journal/index.ts';

/** As the journal and a message name who acts: the user of an organisation acts for no agency. */
export function doerOf(act: Act & { agency: string }): Act {
  const { agency, ...self } = act;
  return agency === '' ? self : act;
}
