import type { Wanted } from './search-query.ts';

/** So many matches are fetched and ranked; where there are more, the answer says `cut`. */
export const CANDIDATES = 200;

/** By what a candidate was found. */
export type By = 'code' | 'name' | 'initials';

/** One way to candidates, as SQL over `subject s`. `order` is null where ordering would read every match of a common word. */
type Source = {
  by: By;
  from: string;
  where: string;
  /** The code or the name that matched, and the form of it that is compared. */
  matched: string;
  matchedKey: string;
  order: string | null;
  applies: (wanted: Wanted) => boolean;
};

const [KEY, BIGRAMS, CODE, LETTERS, KIND, REGION] = [
  '$1::text',
  '$2::text[]',
  '$3::text',
  '$4::text',
  '$5::text',
  '$6::text',
];
/** The last code point: what begins with a text sorts between it and it followed by this. */
const LAST = `U&'\\+10FFFF'`;
const CODE_KINDS = ['code', 'org-code', 'registration-no', 'tax-no', 'institution-no', 'social-organisation-no'];

/**
 * coalesce, because PostgreSQL takes a plain equality of two names for one in a hundred thousand, believes that almost
 * no row passes, and then sorts every match of a common word instead of walking the index until the cut is full.
 */
const isCurrent = 'coalesce(n.name_key = s.name_key, false)';
const isShown = `coalesce(n.name_key = s.name_key or n.standing = 'former', false)`;

const aName = {
  by: 'name',
  from: 'subject_name n join subject s using (subject_id)',
  matched: 'n.name',
  matchedKey: 'n.name_key',
} as const;
const aSubjectId = { by: 'code', from: 'subject s', matched: 's.subject_id', matchedKey: 's.subject_id' } as const;
const anAlias = {
  by: 'code',
  from: 'subject_alias a join subject s using (subject_id)',
  matched: 'a.value',
  matchedKey: 'a.value',
} as const;
const mayBeCode = ({ code }: Wanted) => code !== null;

/** In the order in which they fill the cut: what is exact is never crowded out by what merely holds the word. */
const SOURCES: readonly Source[] = [
  { ...aSubjectId, where: `s.subject_id = ${CODE}`, order: 's.subject_id', applies: mayBeCode },
  {
    ...anAlias,
    where: `a.kind = any(array[${CODE_KINDS.map((kind) => `'${kind}'`).join()}]) and a.value = ${CODE}`,
    order: 'a.subject_id',
    applies: mayBeCode,
  },
  {
    ...aSubjectId,
    where: `s.subject_id > ${CODE} and s.subject_id < ${CODE} || ${LAST}`,
    order: 's.subject_id',
    applies: mayBeCode,
  },
  // Kind by kind, because the index has them in order only within a kind.
  ...CODE_KINDS.map((kind) => ({
    ...anAlias,
    where: `a.kind = '${kind}' and a.value > ${CODE} and a.value < ${CODE} || ${LAST}`,
    order: 'a.value, a.subject_id',
    applies: mayBeCode,
  })),
  {
    ...aName,
    // In order of keys: the exact name comes before all that only begin with it.
    where: `n.name_key >= ${KEY} and n.name_key < ${KEY} || ${LAST} and ${isShown}`,
    order: 'n.name_key, n.subject_id',
    applies: () => true,
  },
  {
    ...aName,
    where: `n.bigrams @> ${BIGRAMS} and position(${KEY} in n.name_key) > 1 and not starts_with(n.name_key, ${KEY})
      and ${isShown}`,
    order: null,
    applies: ({ bigrams }) => bigrams.length > 0,
  },
  {
    ...aName,
    by: 'initials',
    where: `n.initials >= ${LETTERS} and n.initials < ${LETTERS} || ${LAST} and ${isCurrent}`,
    matchedKey: 'n.initials',
    order: 'n.initials, n.subject_id',
    applies: ({ initials }) => initials !== null,
  },
];

/** What every source leaves out, and the filters asked for. PostgreSQL wants each parameter named, used or not. */
const ANSWERABLE = `${KEY} is not null and ${BIGRAMS} is not null and ${CODE} is not null and ${LETTERS} is not null
  and s.standing <> 'retired' and not starts_with(s.subject_id, 'P-')
  and (${KIND} is null or s.kind = ${KIND}) and (${REGION} is null or starts_with(s.region, ${REGION}))`;

function rowsOf({ by, from, where, matched, matchedKey, order }: Source): string {
  return `(select s.subject_id as "subjectId", s.code, s.name, s.name_key as "nameKey", s.kind, s.region, s.status,
      s.standing, '${by}' as by, ${matched} as matched, ${matchedKey} as "matchedKey"
    from ${from} where ${where} and ${ANSWERABLE} ${order === null ? '' : `order by ${order}`} limit ${CANDIDATES + 1})`;
}

/**
 * Runs before the others, answers no row. Scans then begin at the start of a table, not where another scan happens to be
 * (PostgreSQL does that with large tables), and no worker takes part: what has no order is still cut alike on every page.
 */
const SCANS_FROM_THE_START = `(select '' as "subjectId", '' as code, '' as name, '' as "nameKey", '' as kind, '' as region,
    '' as status, '' as standing, '' as by, '' as matched, '' as "matchedKey"
  where set_config('synchronize_seqscans', 'off', true) <> 'off')`;

/** One statement for each set of sources that applies, prepared under its name; it answers one row more than the cut. */
export function candidatesQuery(wanted: Wanted, filter: { kind?: string | undefined; region?: string | undefined }) {
  const applying = SOURCES.filter(({ applies }) => applies(wanted));
  const name = `search-${SOURCES.map(({ applies }) => (applies(wanted) ? '1' : '0')).join('')}`;
  return {
    name,
    // The branches of a union run in the order written, and only until the limit.
    text: `${[SCANS_FROM_THE_START, ...applying.map(rowsOf)].join('\nunion all\n')}\nlimit ${CANDIDATES + 1}`,
    values: [
      wanted.nameKey,
      wanted.bigrams,
      wanted.code ?? '',
      wanted.initials ?? '',
      filter.kind ?? null,
      // 990100 is the city and everything in it, 990102 a county: pairs of zeros at the end stand for all.
      filter.region?.replace(/(00){1,2}$/, '') ?? null,
    ],
  };
}
