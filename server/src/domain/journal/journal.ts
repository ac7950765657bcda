import type { Json } from '../../kernel/canonical-json.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { type EntryValues, microseconds } from './entry-fields.ts';
import type { JournalEvent } from './events.ts';
import { sealOf } from './seal.ts';

/** Who acts, for what, and when. Every act of every slice takes one; nothing reads the clock by itself. */
export type Act = {
  /** Name of the person, or `key:<id>` of a registered system. */
  actor: string;
  /** 统一社会信用代码 of the agency the actor acts for. */
  agency?: string;
  /** Why: the verb of a command, the matter of a check, the purpose code of a query. */
  purpose: string;
  /** The network address the act came from. */
  from?: string;
  /** The caller's own file number. */
  ref?: string;
  /** The moment of knowledge of everything the act writes. */
  now: Date;
};

export type Entry = {
  event: JournalEvent;
  subjectId?: string;
  /** What was acted on: a batch, a record, a version of the catalogue. */
  target?: string;
  detail?: object;
};

/**
 * The end of a `with` that writes one entry and its commitments: they exist together or not at all. For a statement that
 * writes other rows as well; its parameters begin with this number and are those of `journalValues`.
 */
export function insertJournal(parameter: number): string {
  const $ = (offset: number) => `$${parameter + offset}`;
  return `entry as (
    insert into journal_entry (occurred_at, actor, agency, purpose, event, subject_id, target, origin, ref, detail)
    values (${Array.from({ length: 10 }, (_, at) => $(at)).join(', ')}) returning entry_id)
  insert into journal_seal (entry_id, fields, salts, commitments)
  select entry_id, ${$(10)}::text[], ${$(11)}::bytea[], ${$(12)}::bytea[] from entry`;
}

const INSERT_ENTRY = `with ${insertJournal(1)}`;

/** Writes the journal row of an act. Call it with the transaction that makes the act durable, never with the pool. */
export async function journal(trx: Queryable, act: Act, entry: Entry): Promise<void> {
  await trx.query({ name: 'journal', text: INSERT_ENTRY, values: journalValues(act, entry) });
}

/** What `insertJournal` takes, in its order. */
export function journalValues(act: Act, entry: Entry): unknown[] {
  const values = entryValues(act, entry);
  const { fields, salts, commitments } = sealOf(values);
  const { occurred_at, actor, agency, purpose, event, subject_id, target, origin, ref, detail } = values;
  const columns = [occurred_at, actor, agency, purpose, event, subject_id, target, origin, ref];
  return [...columns, JSON.stringify(detail), fields, salts, commitments];
}

function entryValues(act: Act, entry: Entry): EntryValues {
  return {
    occurred_at: microseconds(act.now),
    actor: act.actor,
    agency: act.agency ?? null,
    purpose: act.purpose,
    event: entry.event,
    subject_id: entry.subjectId ?? null,
    target: entry.target ?? null,
    origin: act.from ?? null,
    ref: act.ref ?? null,
    // what JSON leaves out or writes another way is committed as it will be read back
    detail: JSON.parse(JSON.stringify(entry.detail ?? {})) as { [key: string]: Json },
  };
}
