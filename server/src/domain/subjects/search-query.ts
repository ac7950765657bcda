import { normaliseCode } from '../../kernel/codes.ts';
import { bigrams, nameKey } from '../../kernel/text.ts';

/** The forms of one query: what it is compared with. */
export type Wanted = {
  nameKey: string;
  /** Windows of two characters; empty for a single character, whose matches inside a name no index finds. */
  bigrams: string[];
  /** Upper case, where the query may be the beginning of a code. */
  code: string | null;
  /** Lower case, where the query may be the initials of a name. */
  initials: string | null;
};

/** Shorter beginnings of a code name a region or a type, and half the register with it. */
export const SHORTEST_CODE_PREFIX = 6;
const LONGEST_CODE = 40;
const CODE_BEGINNING = /^[0-9A-Z-]+$/;
const INITIALS = /^[a-z0-9]{2,}$/;

export function readQuery(query: string): Wanted {
  const key = nameKey(query);
  const code = normaliseCode(query);
  const initials = key.toLowerCase();
  const codeLength = code.length >= SHORTEST_CODE_PREFIX && code.length <= LONGEST_CODE;
  return {
    nameKey: key,
    bigrams: [...key].length < 2 ? [] : bigrams(key),
    code: codeLength && CODE_BEGINNING.test(code) ? code : null,
    initials: INITIALS.test(initials) ? initials : null,
  };
}
