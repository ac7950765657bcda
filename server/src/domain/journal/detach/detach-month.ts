import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import type pg from 'pg';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { PublicKey } from '../heads/signing-keys.ts';
import { type Act, journal } from '../journal.ts';
import { rangeOfMonth } from './month-range.ts';
import { openMonth } from './read-month.ts';
import { writeMonth } from './write-month.ts';

export type Detached = { month: string; first: number; end: number; sha256: string };

/** Any constant: two detachments at once would write the same rows twice. */
const DETACH_LOCK = 0x67780004;

/**
 * Moves the readable rows of a closed month into a file and out of the database: values, salts and commitments go; leaves,
 * nodes and heads stay, and with them every proof. `owner` is a connection of the database's owner: the application's
 * role could not do this. The file is on the disk, read back and checked before anything is removed.
 */
export async function detachMonth(
  owner: pg.Client,
  act: Act,
  trusted: readonly PublicKey[],
  { month, path }: { month: string; path: string },
): Promise<Detached | Refusal> {
  if (existsSync(path)) return refuse('conflict', '目标文件已经存在，请换一个文件名');
  await owner.query('begin isolation level repeatable read');
  let writing = false;
  try {
    await owner.query('select pg_advisory_xact_lock($1)', [DETACH_LOCK]);
    const range = await rangeOfMonth(owner, month, act.now);
    if (isRefusal(range)) {
      await owner.query('rollback');
      return range;
    }
    const { first, end, head } = range;
    writing = true;
    const { sha256 } = await writeMonth(owner, month, range, path);
    const written = await openMonth(path, trusted);
    let rows = 0;
    for await (const _ of written.rows) rows += 1;
    assert(rows === end - first && written.sha256 === sha256, 'the file holds the month');
    await owner.query(
      `insert into journal_detachment (month, first_position, end_position, tree_size, sha256, detached_at, actor)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [month, first, end, head.treeSize, sha256, act.now, act.actor],
    );
    for (const table of ['journal_entry', 'journal_seal']) {
      const { rowCount } = await owner.query(
        `delete from ${table} t using journal_leaf l
          where l.entry_id = t.entry_id and l.position >= $1 and l.position < $2`,
        [first, end],
      );
      assert.equal(rowCount, rows, `${table} held the month`);
    }
    await journal(owner, act, {
      event: 'journal.month-detached',
      target: month,
      detail: { first, end, treeSize: head.treeSize, sha256 },
    });
    await owner.query('commit');
    return { month, first, end, sha256 };
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    // the rows are where they were: half a file would only mislead
    if (writing) rmSync(path, { force: true });
    throw error;
  }
}
