import { normaliseCode } from '../../kernel/codes.ts';
import { bigrams, nameKey } from '../../kernel/text.ts';

/** The forms of one query: what it is compared with in each tier. */
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

/**
 * One rank of the answer as SQL over `subject s`. Tiers exclude each other, so that a subject is answered once, by its
 * best match. `key` is the order inside the tier, from an index wherever a tier can be large.
 */
export type Tier = {
  from: string;
  where: string;
  key: string;
  /** The former name that matched. */
  formerName?: string;
  applies: (wanted: Wanted) => boolean;
};

/** Parameters of every tier's SQL, in this order. */
export function tierParameters(wanted: Wanted): unknown[] {
  return [wanted.nameKey, wanted.bigrams, wanted.code ?? '', wanted.initials ?? ''];
}
const [KEY, BIGRAMS, CODE, LETTERS] = ['$1::text', '$2::text[]', '$3::text', '$4::text'];

/** The last code point: what begins with a text sorts between it and it followed by this. */
const LAST = `U&'\\+10FFFF'`;
const ALL_KINDS = `array['code','org-code','registration-no','tax-no','institution-no','social-organisation-no']`;

/**
 * coalesce, because PostgreSQL takes a plain equality of two names for one in a hundred thousand, believes that almost
 * no row passes, and then sorts every match of a common word instead of walking the index until the page is full.
 */
const currentName = 'coalesce(n.name_key = s.name_key, false)';
const namesOfSubject = 'subject_name n join subject s using (subject_id)';
const hasCode = `(s.subject_id = ${CODE} or exists (select from subject_alias a
  where a.kind = any(${ALL_KINDS}) and a.value = ${CODE} and a.subject_id = s.subject_id))`;
const codeBegins = `(starts_with(s.subject_id, ${CODE}) or exists (select from subject_alias a
  where a.subject_id = s.subject_id and starts_with(a.value, ${CODE})))`;
const noCodeMatch = `(${CODE} = '' or not ${codeBegins})`;
const nameHolds = `position(${KEY} in s.name_key) > 0`;

export const TIERS: readonly Tier[] = [
  {
    from: 'subject s',
    where: `s.subject_id in (select ${CODE} union all select a.subject_id from subject_alias a
      where a.kind = any(${ALL_KINDS}) and a.value = ${CODE})`,
    key: 's.subject_id',
    applies: ({ code }) => code !== null,
  },
  {
    from: namesOfSubject,
    where: `n.name_key = ${KEY} and ${currentName} and (${CODE} = '' or not ${hasCode})`,
    key: 'n.name_key',
    applies: () => true,
  },
  {
    from: `(select subject_id from subject where subject_id >= ${CODE} and subject_id < ${CODE} || ${LAST}
      union select subject_id from subject_alias
        where kind = any(${ALL_KINDS}) and value >= ${CODE} and value < ${CODE} || ${LAST}) found
      join subject s using (subject_id)`,
    where: `not ${hasCode} and s.name_key <> ${KEY}`,
    key: 's.subject_id',
    applies: ({ code }) => code !== null,
  },
  {
    from: namesOfSubject,
    where: `n.name_key > ${KEY} and n.name_key < ${KEY} || ${LAST} and ${currentName} and ${noCodeMatch}`,
    key: 'n.name_key',
    applies: () => true,
  },
  {
    from: namesOfSubject,
    where: `n.bigrams @> ${BIGRAMS} and position(${KEY} in n.name_key) > 1 and not starts_with(n.name_key, ${KEY})
      and ${currentName} and ${noCodeMatch}`,
    key: 'n.name_key',
    applies: (wanted) => wanted.bigrams.length > 0,
  },
  {
    from: namesOfSubject,
    // Of several former names that match, the first in order.
    where: `n.bigrams @> ${BIGRAMS} and position(${KEY} in n.name_key) > 0 and n.standing = 'former'
      and not ${currentName} and not ${nameHolds} and ${noCodeMatch}
      and not exists (select from subject_name o where o.subject_id = n.subject_id and o.standing = 'former'
        and o.name_key < n.name_key and o.name_key <> s.name_key and position(${KEY} in o.name_key) > 0)`,
    key: 'n.name_key',
    formerName: 'n.name',
    applies: (wanted) => wanted.bigrams.length > 0,
  },
  {
    from: namesOfSubject,
    where: `n.initials >= ${LETTERS} and n.initials < ${LETTERS} || ${LAST} and ${currentName}
      and not ${nameHolds} and ${noCodeMatch} and not exists (select from subject_name o
        where o.subject_id = s.subject_id and o.standing = 'former' and position(${KEY} in o.name_key) > 0)`,
    key: 'n.initials',
    applies: ({ initials }) => initials !== null,
  },
];
