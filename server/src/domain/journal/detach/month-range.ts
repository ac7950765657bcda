import { addMonths, today } from '../../../kernel/dates.ts';
import type { Queryable } from '../../../platform/db/pool.ts';
import { type Refusal, refuse } from '../../../platform/errors.ts';
import { findLatestHead, type Head } from '../heads/head.ts';
import { treeSize } from '../stored-tree.ts';

/** Positions of a month: from `first` up to but without `end`. */
export type MonthRange = { first: number; end: number; head: Head };

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;

/**
 * Where a closed month lies in the tree: behind the months detached before it, up to the first entry of a later month.
 * An entry that was committed after the month had turned may lie on the other side; nothing is lost by that.
 */
export async function rangeOfMonth(db: Queryable, month: string, now: Date): Promise<MonthRange | Refusal> {
  if (!MONTH.test(month)) return refuse('invalid-request', '月份应写作 YYYY-MM');
  const next = addMonths(`${month}-01`, 1);
  if (today(now) < next) return refuse('conflict', `${month} 尚未结束，只能移出已结束的月份`);
  const { rows: done } = await db.query<{ taken: boolean; first: string }>(
    `select coalesce(bool_or(month >= $1), false) as taken, coalesce(max(end_position), 0) as first from journal_detachment`,
    [month],
  );
  if (done[0]?.taken === true) return refuse('already-done', `${month} 或更晚的月份已经移出`);
  const first = Number(done[0]?.first);
  const { rows: later } = await db.query<{ position: string | null }>(
    `select min(l.position) as position from journal_leaf l join journal_entry e using (entry_id)
      where l.position >= $1 and e.occurred_at >= $2`,
    [first, startOf(next)],
  );
  const end = later[0]?.position == null ? await treeSize(db) : Number(later[0].position);
  const earlier = await earlierMonth(db, first, end, month);
  if (earlier !== null) return refuse('conflict', `请先移出更早的月份 ${earlier}`);
  if (first === end) return refuse('not-found', `${month} 没有日志条目`);
  const head = await findLatestHead(db);
  if (head === undefined || head.treeSize < end) {
    return refuse('not-yet-known', `${month} 的条目尚未全部进入签名树头，请等待下一个签名树头（每分钟一个）`);
  }
  return { first, end, head };
}

/** A month before this one that lies in the range and was not detached itself. */
async function earlierMonth(db: Queryable, first: number, end: number, month: string): Promise<string | null> {
  const { rows } = await db.query<{ month: string | null }>(
    `select min(to_char(e.occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM')) as month
       from journal_leaf l join journal_entry e using (entry_id)
      where l.position >= $1 and l.position < $2 and e.occurred_at < $3
        and to_char(e.occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM') > (select coalesce(max(month), '') from journal_detachment)`,
    [first, end, startOf(`${month}-01`)],
  );
  return rows[0]?.month ?? null;
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}
