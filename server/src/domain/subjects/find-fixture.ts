import { bigrams, nameKey, pinyinInitials } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';

export type InventedSubject = {
  subjectId: string;
  name: string;
  code?: string;
  formerNames?: string[];
  kind?: string;
  region?: string;
  standing?: 'registered' | 'provisional' | 'retired';
};

const BEFORE_ALL = new Date('2026-01-05T01:00:00Z');

/** For tests of reads: a subject with its names, as registration leaves them. */
export async function holdSubject(db: Queryable, invented: InventedSubject): Promise<void> {
  const {
    subjectId,
    name,
    formerNames = [],
    kind = 'enterprise',
    region = '990100',
    standing = 'registered',
  } = invented;
  await db.query(
    `insert into subject (subject_id, code, standing, kind, name, name_key, region, status, recorded_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, '存续', $8, $8)`,
    [subjectId, invented.code ?? subjectId, standing, kind, name, nameKey(name), region, BEFORE_ALL],
  );
  const current = standing === 'provisional' ? 'provisional' : 'current';
  for (const [text, state] of [[name, current], ...formerNames.map((former) => [former, 'former'])] as const) {
    await db.query(
      `insert into subject_name (subject_id, name_key, name, standing, bigrams, initials, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [subjectId, nameKey(text), text, state, bigrams(nameKey(text)), pinyinInitials(text), BEFORE_ALL],
    );
  }
}

export async function holdAlias(db: Queryable, kind: string, value: string, subjectId: string): Promise<void> {
  await db.query('insert into subject_alias (kind, value, subject_id) values ($1, $2, $3)', [kind, value, subjectId]);
}
