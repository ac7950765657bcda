import type { Queryable } from '../../platform/db/write.ts';
import type { JournalEvent } from './events.ts';

/** Who acts, for what, and when. Every act of every slice takes one; nothing reads the clock by itself. */
export type Act = {
  /** Name of the person, or `key:<id>` of a registered system. */
  actor: string;
  /** 统一社会信用代码 of the agency the actor acts for. */
  agency?: string;
  /** Why: the verb of a command, the matter of a check, the purpose code of a query. */
  purpose: string;
  /** The caller's own file number. */
  ref?: string;
  /** Network address the act came from. */
  from?: string;
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

/** Writes the journal row of an act. Call it with the transaction that makes the act durable, never with the pool. */
export async function journal(trx: Queryable, act: Act, entry: Entry): Promise<void> {
  await trx.query(
    `insert into journal_entry (occurred_at, actor, agency, purpose, event, subject_id, target, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      act.now,
      act.actor,
      act.agency ?? null,
      act.purpose,
      entry.event,
      entry.subjectId ?? null,
      entry.target ?? null,
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}
