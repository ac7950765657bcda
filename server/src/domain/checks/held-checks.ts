import type pg from 'pg';
import { Ahead } from '../../platform/db/ahead.ts';
import { cursorRows } from '../../platform/db/cursor-rows.ts';
import { type AnswerRow, type HeadRow, type LoggedCheck, NO_SUBJECT, rootOf } from './logged-check.ts';

const HEADS = `select check_id, agency, actor, matter, request_ref, subjects, coverage, catalogue_version,
  to_char(answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as answered_at from check_head order by check_id`;
/** Answers about persons lie apart and count as the rest: who was not found is nobody. */
const ANSWERS = `select subject_id, check_id, position, input, known, verdict, measures, token_hash, answered_at from check_answer
  union all
 select coalesce(subject_id, '${NO_SUBJECT}'), check_id, position, '{}', 'unknown', verdict, measures, token_hash, answered_at
   from person_check order by check_id, position`;

/**
 * Checks as held, asked for in nearly the order in which they were answered, which is that of their ids: all are read
 * once, and only those read before their turn wait in memory. `client` is in a read-only transaction.
 */
export class HeldChecks {
  readonly #heads: Ahead<HeadRow>;
  readonly #answers: Ahead<AnswerRow>;
  readonly #waiting = new Map<string, LoggedCheck>();
  #reached = '';

  constructor(client: pg.ClientBase) {
    this.#heads = new Ahead(cursorRows<HeadRow>(client, 'held_heads', HEADS));
    this.#answers = new Ahead(cursorRows<AnswerRow>(client, 'held_answers', ANSWERS));
  }

  /** The root over what was said in these checks; undefined where one of them is not held. */
  async root(checkIds: readonly string[]): Promise<string | undefined> {
    const checks: LoggedCheck[] = [];
    for (const checkId of checkIds) {
      const check = await this.#take(checkId);
      if (check === undefined) return undefined;
      checks.push(check);
    }
    return rootOf(checks);
  }

  async #take(checkId: string): Promise<LoggedCheck | undefined> {
    while (this.#reached < checkId && (await this.#readNext()));
    const check = this.#waiting.get(checkId);
    this.#waiting.delete(checkId);
    return check;
  }

  async #readNext(): Promise<boolean> {
    const head = await this.#heads.take();
    if (head === undefined) return false;
    this.#reached = head.check_id;
    const answers: AnswerRow[] = [];
    for (let row = await this.#answers.peek(); row !== undefined; row = await this.#answers.peek()) {
      if (row.check_id > head.check_id) break;
      if (row.check_id === head.check_id) answers.push(row);
      await this.#answers.take();
    }
    // a moment of ours has milliseconds: one with more is another moment
    const answered_at = head.answered_at.replace(/000Z$/, 'Z');
    this.#waiting.set(head.check_id, { head: { ...head, answered_at }, answers });
    return true;
  }
}
