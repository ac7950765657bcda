import type { SubjectKind } from '../catalogue/index.ts';

/**
 * Kinds by the first two characters of a unified code (GB 32100, table of registering authorities and kinds). Only until
 * the register has spoken: a code keeps its characters when the organisation changes its form.
 */
const BY_PREFIX: Record<string, SubjectKind> = {
  '11': 'organ',
  '12': 'institution',
  '13': 'social-organisation',
  '51': 'social-organisation',
  '52': 'social-organisation',
  '53': 'social-organisation',
  '91': 'enterprise',
  '92': 'individual-business',
  '93': 'cooperative',
  N1: 'village-collective',
  N2: 'village-collective',
  N3: 'village-collective',
};

export function kindOfCode(code: string): SubjectKind {
  return BY_PREFIX[code.slice(0, 2)] ?? 'other-organisation';
}
