import { composeUscc } from '../../kernel/codes.ts';
import type { CalendarDate } from '../../kernel/dates.ts';
import { bigrams, nameKey, pinyinInitials } from '../../kernel/text.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type Catalogue, groundsFor } from '../catalogue/index.ts';

/** Rows for tests, written straight into the tables: who is held, what was decided about them, how current sources are. */

export const RECORDED_AT = new Date('2026-01-01T00:00:00+08:00');

/** Valid codes of the invented city, by number. */
export function codeOf(number: number): string {
  return composeUscc('91990100', `MA${String(number).padStart(6, '0')}`);
}

export async function holdSubject(
  db: Queryable,
  subject: {
    code: string;
    name: string;
    standing?: 'registered' | 'provisional' | 'retired';
    kind?: string;
    subjectId?: string;
    formerNames?: string[];
  },
): Promise<string> {
  const { code, name, standing = 'registered', kind = 'enterprise', subjectId = code } = subject;
  await db.query(
    `insert into subject (subject_id, code, standing, kind, name, name_key, status, recorded_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [subjectId, code, standing, kind, name, nameKey(name), standing === 'registered' ? '存续' : null, RECORDED_AT],
  );
  const names = [[name, 'current'], ...(subject.formerNames ?? []).map((former) => [former, 'former'])] as const;
  for (const [text = '', nameStanding] of names) {
    await db.query(
      `insert into subject_name (subject_id, name_key, name, standing, bigrams, initials, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [subjectId, nameKey(text), text, nameStanding, bigrams(nameKey(text)), pinyinInitials(text), RECORDED_AT],
    );
  }
  return subjectId;
}

export async function holdAlias(db: Queryable, kind: string, value: string, subjectId: string): Promise<void> {
  await db.query('insert into subject_alias (kind, value, subject_id) values ($1, $2, $3)', [kind, value, subjectId]);
}

export type HeldDecision = {
  subjectId: string;
  recordId: string;
  category: string;
  fields: Record<string, string | string[] | null> & { decidedOn: CalendarDate; documentNo: string };
};

/** The record, its window and the grounds the catalogue lays, as intake writes them; `withheld`: neither of the latter. */
export async function holdDecision(
  db: Queryable,
  catalogue: Catalogue,
  decision: HeldDecision,
  options: { withheld?: boolean } = {},
): Promise<void> {
  const { subjectId, recordId, category, fields } = decision;
  const list = catalogue.category(category)?.listOf(fields);
  await db.query(
    `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name,
                         document_no, decided_on, fields, recorded_at, batch_id, list, list_decided_by)
     values ($1, $2, 1, $3, $9, $4, $4, '青禾市某局', $5, $6, $7, $8, 'b1', $10, $11)`,
    [
      subjectId,
      recordId,
      category,
      AUTHORITY,
      fields.documentNo,
      fields.decidedOn,
      fields,
      RECORDED_AT,
      catalogue.version,
      list?.code ?? null,
      list?.decidedBy ?? null,
    ],
  );
  if (options.withheld === true) return;
  await db.query(
    `insert into record_window (subject_id, record_id, window_no, version, usable_from, cause, catalogue_version, recorded_at)
     values ($1, $2, 1, 1, $3, 'released', 7, $4)`,
    [subjectId, recordId, fields.decidedOn, RECORDED_AT],
  );
  const judged = { category, authority: AUTHORITY, fields };
  for (const [index, { trigger, from, until }] of groundsFor(catalogue, judged).entries()) {
    await db.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at)
       values ($1, $2, $3, 1, $4, $5, $6, 7, $7)`,
      [subjectId, recordId, index + 1, trigger, from, until, RECORDED_AT],
    );
  }
}

/** 统一社会信用代码 of the invented authority that decides everything here. */
export const AUTHORITY = composeUscc('11990100', '00000001');

/** A deed that takes the record out of use: deed row, window and grounds closed. */
export async function endDecision(db: Queryable, { subjectId, recordId }: HeldDecision, kind: string): Promise<void> {
  const key = [subjectId, recordId];
  await db.query(
    `insert into record_deed (subject_id, record_id, deed_no, kind, reason, actor, recorded_at)
     values ($1, $2, 1, $3, '测试', 'tester', $4)`,
    [...key, kind, RECORDED_AT],
  );
  for (const table of ['record_window', 'measure_ground']) {
    await db.query(`update ${table} set superseded_at = $3 where subject_id = $1 and record_id = $2`, [
      ...key,
      RECORDED_AT,
    ]);
  }
}

export async function suspend(db: Queryable, { subjectId, recordId }: HeldDecision): Promise<void> {
  await db.query(
    `insert into record_suspension (subject_id, record_id, suspension_no, cause, actor, recorded_at)
     values ($1, $2, 1, 'objection', 'tester', $3)`,
    [subjectId, recordId, RECORDED_AT],
  );
}

export async function sourceIsCurrent(db: Queryable, category: string, agency: string, asOf: CalendarDate) {
  await db.query(
    `insert into source_currency (category, agency, as_of, batch_id) values ($1, $2, $3, 'b1')
     on conflict (category, agency) do update set as_of = excluded.as_of`,
    [category, agency, asOf],
  );
}
