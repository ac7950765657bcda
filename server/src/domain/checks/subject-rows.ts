import type { Queryable } from '../../platform/db/write.ts';

/** A subject as a check sees it. Natural persons are never read here (boundary, limits 5 and 6). */
export type Subject = {
  subjectId: string;
  code: string | null;
  standing: 'registered' | 'provisional';
  kind: string;
  name: string;
  nameKey: string;
  status: string | null;
};

/** Organisations offered at most where a name or a number fits none or several. */
export const CANDIDATES = 5;

/** The columns of a subject in the order of `SUBJECT_COLUMNS`. */
export type SubjectColumns = [
  subjectId: string,
  code: string | null,
  standing: Subject['standing'],
  kind: string,
  name: string,
  nameKey: string,
  status: string | null,
];

export const SUBJECT_COLUMNS = 's.subject_id, s.code, s.standing, s.kind, s.name, s.name_key, s.status';
/** No natural person, and nothing merged away or entered by mistake. */
export const ANSWERABLE = `s.standing <> 'retired' and s.kind <> 'person' and s.subject_id not like 'P-%'`;

/** A code given up and assigned anew belongs to whoever holds it without an end, or held it last; other numbers to all. */
const BY_ALIAS = `
select a.n::int, ${SUBJECT_COLUMNS}
  from unnest($1::text[]) with ordinality a(value, n)
 cross join lateral (
       select subject_id from (
         select subject_id from subject_alias where kind = 'code' and value = a.value
          order by until_date desc nulls first, from_date desc nulls last, subject_id limit 1) assigned
        union
       select subject_id from (
         select distinct subject_id from subject_alias
          where kind = any($2::text[]) and value = a.value
            and not exists (select from subject_alias where kind = 'code' and value = a.value)
          order by subject_id limit ${CANDIDATES + 1}) numbered) alias
  join subject s on s.subject_id = alias.subject_id
 where ${ANSWERABLE}
 order by a.n, s.subject_id`;

const BY_NAME = `
select a.n::int, ${SUBJECT_COLUMNS}
  from unnest($1::text[]) with ordinality a(name_key, n)
 cross join lateral (
       select sn.subject_id from subject_name sn
        where sn.name_key = a.name_key
        order by sn.subject_id limit ${CANDIDATES + 1}) named
  join subject s on s.subject_id = named.subject_id
 where ${ANSWERABLE}
 order by a.n, s.subject_id`;

const NAMED_SO = `
select a.n::int
  from unnest($1::text[], $2::text[]) with ordinality a(subject_id, name_key, n)
  join subject_name sn on sn.subject_id = a.subject_id and sn.name_key = a.name_key`;

/** Numbers beside the code that name an organisation, in the words of `subject_alias`. */
const OLD_NUMBERS = ['org-code', 'registration-no', 'tax-no', 'institution-no', 'social-organisation-no'] as const;

/** Who holds the value as a later code or an old number; of old numbers at most one holder more than are offered. */
export function subjectsByAlias(db: Queryable, values: readonly string[]): Promise<Map<string, Subject[]>> {
  return ask(db, 'checked-by-alias', BY_ALIAS, values, [OLD_NUMBERS]);
}

/** Subjects that bear or bore exactly this name, at most one more than are offered. */
export function subjectsByName(db: Queryable, nameKeys: readonly string[]): Promise<Map<string, Subject[]>> {
  return ask(db, 'checked-by-name', BY_NAME, nameKeys, []);
}

/** Of pairs of subject and name, the indexes of those where the subject bears or bore the name. */
export async function namedSo(db: Queryable, pairs: readonly (readonly [string, string])[]): Promise<Set<number>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await db.query<[number]>({
    name: 'checked-named-so',
    text: NAMED_SO,
    values: [pairs.map(([subjectId]) => subjectId), pairs.map(([, key]) => key)],
    rowMode: 'array',
  });
  return new Set(rows.map(([n]) => n - 1));
}

async function ask(
  db: Queryable,
  name: string,
  text: string,
  keys: readonly string[],
  more: readonly unknown[],
): Promise<Map<string, Subject[]>> {
  const found = new Map<string, Subject[]>();
  if (keys.length === 0) return found;
  const { rows } = await db.query<[number, ...SubjectColumns]>({
    name,
    text,
    values: [keys, ...more],
    rowMode: 'array',
  });
  for (const [n, ...columns] of rows) {
    const key = keys[n - 1] ?? '';
    const known = found.get(key);
    if (known === undefined) found.set(key, [subjectOf(columns)]);
    else known.push(subjectOf(columns));
  }
  return found;
}

export function subjectOf([subjectId, code, standing, kind, name, nameKey, status]: SubjectColumns): Subject {
  return { subjectId, code, standing, kind, name, nameKey, status };
}
