import type pg from 'pg';
import { today } from '../../../kernel/dates.ts';
import { transaction } from '../../../platform/db/transaction.ts';
import { openWritesSince, type Queryable } from '../../../platform/db/write.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { dutiesOf } from '../../casework/index.ts';
import { type Act, journal } from '../../journal/index.ts';
import type { FeedEffect } from '../recalls/effects.ts';
import { type RecallPlace, readPlace, writePlace } from '../recalls/list-recalls.ts';

export const CHANGES_PAGE = 200;
export const CHANGES_PAGE_AT_MOST = 1_000;

/** What became of a record that the system received: bare ids, no fact and no name. */
export type Change = { changeId: string; recordId: string; effect: FeedEffect; at: Date };

/** Before the first change there ever was. */
const BEGINNING: RecallPlace = { at: new Date(0), recallId: '' };

/**
 * What ended, or came back, among that which the agency received, from a place on, in the order in which it became known. Only
 * what is settled is told: nothing that becomes known later can come before it, so that who goes on from `next` misses nothing
 * and reads nothing twice. `next` is always there; who is at the end asks again from it.
 */
export async function readChanges(
  pool: pg.Pool,
  act: Act & { agency: string },
  { after, limit = CHANGES_PAGE }: { after?: string | undefined; limit?: number | undefined },
): Promise<{ changes: Change[]; next: string } | Refusal> {
  const place = after === undefined ? BEGINNING : readPlace(after);
  if (place === null) return refuse('invalid-request', 'after 须为上一次答复中的 next。', { field: 'after' });
  // no `write`: it would count as open itself, and hold up everybody who reads
  return transaction(pool, async (trx) => {
    const { changes, next } = await changesAfter(trx, act, place, limit);
    await journal(trx, act, { event: 'changes.read', detail: { changes: changes.length } });
    return { changes, next: writePlace(next) };
  });
}

/** `now` must have been read before this is called: whatever is not yet seen here begins later. */
export async function changesAfter(
  db: Queryable,
  { agency, now }: { agency: string; now: Date },
  place: RecallPlace,
  limit: number,
): Promise<{ changes: Change[]; next: RecallPlace }> {
  const duties = await dutiesOf(db, agency, today(now));
  const since = await openWritesSince(db);
  const settled = since !== null && since < now ? since : now;
  const { rows } = await db.query<Change & { recordedAt: Date }>(
    `select recall_id as "changeId", record_id as "recordId", effect, effect_at as at, recorded_at as "recordedAt" from recall
      where recipient = any($1) and (recorded_at, recall_id) > ($2, $3) and recorded_at < $4
      order by recorded_at, recall_id limit $5`,
    [duties, place.at, place.recallId, settled, limit],
  );
  const last = rows.at(-1);
  return {
    changes: rows.map(({ changeId, recordId, effect, at }) => ({ changeId, recordId, effect, at })),
    next: last === undefined ? place : { at: last.recordedAt, recallId: last.changeId },
  };
}
