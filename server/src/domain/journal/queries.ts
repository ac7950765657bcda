import { readPageCursor, writePageCursor } from '../../kernel/page-cursor.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { HEAD_COLUMNS, type Head, type HeadRow, headOf } from './heads/head.ts';
import type { PublicKey } from './heads/signing-keys.ts';

export const ENTRIES_A_PAGE = 100;
export const HEADS_A_PAGE = 100;
const ENTRY_ID = /^\d{1,18}$/;

export type EntriesRequest = {
  subject?: string | undefined;
  event?: string | undefined;
  /** `to` itself is not included. */
  from?: Date | undefined;
  to?: Date | undefined;
  after?: string | undefined;
};

/** An entry as an auditor reads it: ids, codes, times. `position` is null until the sequencer has given one. */
export type EntryItem = {
  entryId: string;
  position: number | null;
  occurredAt: string;
  actor: string | null;
  agency: string | null;
  purpose: string;
  event: string;
  subjectId: string | null;
  target: string | null;
  origin: string | null;
  ref: string | null;
  detail: unknown;
  erased: boolean;
};

type Row = { occurred_at: Date } & Omit<EntryItem, 'occurredAt' | 'position'> & { position: string | null };

const ENTRIES = `
select e.entry_id as "entryId", l.position, e.occurred_at, e.actor, e.agency, e.purpose, e.event,
       e.subject_id as "subjectId", e.target, e.origin, e.ref, e.detail, e.erased
  from journal_entry e left join journal_leaf l using (entry_id)
 where ($1::text is null or e.subject_id = $1) and ($2::text is null or e.event = $2)
   and ($3::timestamptz is null or e.occurred_at >= $3) and ($4::timestamptz is null or e.occurred_at < $4)
   and ($5::bigint is null or (e.occurred_at, e.entry_id) <
        (select c.occurred_at, c.entry_id from journal_entry c where c.entry_id = $5))
 order by e.occurred_at desc, e.entry_id desc limit ${ENTRIES_A_PAGE + 1}`;

/** Entries, newest first, a page at a time. */
export async function findEntries(
  db: Queryable,
  { subject, event, from, to, after }: EntriesRequest,
): Promise<{ entries: EntryItem[]; next?: string } | Refusal> {
  const [last] = after === undefined ? [null] : (readPageCursor(after, 1) ?? ['']);
  if (last !== null && !(typeof last === 'string' && ENTRY_ID.test(last))) {
    return refuse('invalid-request', '翻页标记 after 有误，请使用上一页的 next', { field: 'after' });
  }
  const { rows } = await db.query<Row>(ENTRIES, [subject ?? null, event ?? null, from ?? null, to ?? null, last]);
  const page = rows.slice(0, ENTRIES_A_PAGE);
  const oldest = page.at(-1);
  return {
    entries: page.map(({ occurred_at, position, ...row }) => ({
      ...row,
      position: position === null ? null : Number(position),
      occurredAt: occurred_at.toISOString(),
    })),
    ...(rows.length > page.length && oldest ? { next: writePageCursor([oldest.entryId]) } : {}),
  };
}

/** Signed heads, newest first, a page at a time. */
export async function findHeads(db: Queryable, before?: number): Promise<Head[]> {
  const { rows } = await db.query<HeadRow>(
    `select ${HEAD_COLUMNS} from journal_head where $1::bigint is null or tree_size < $1
      order by tree_size desc limit ${HEADS_A_PAGE}`,
    [before ?? null],
  );
  return rows.map(headOf);
}

const KEYS_AT_MOST = 100;

/** Every key that ever signed a head. */
export async function findKeys(db: Queryable): Promise<PublicKey[]> {
  const { rows } = await db.query<{ key_id: string; algorithm: PublicKey['algorithm']; public_key: Buffer }>(
    `select key_id, algorithm, public_key from journal_key order by key_id limit ${KEYS_AT_MOST}`,
  );
  return rows.map(({ key_id, algorithm, public_key }) => ({ keyId: key_id, algorithm, publicKey: public_key }));
}
