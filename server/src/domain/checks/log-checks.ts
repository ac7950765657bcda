import assert from 'node:assert/strict';
import type pg from 'pg';
import { transaction } from '../../platform/db/transaction.ts';
import type { Queryable } from '../../platform/db/write.ts';
import { insertJournal, journalValues } from '../journal/index.ts';
import { type AnswerRow, type LoggedCheck, rootOf } from './logged-check.ts';

/** Answers written by one statement at most. */
export const ANSWERS_A_STATEMENT = 1_000;
/** Actor and purpose of a journal row that holds the checks of several callers; each check's own stand in its head. */
const SEVERAL = 'checks';

const HEAD_COLUMNS = `check_id text, agency text, actor text, matter text, request_ref text, subjects int,
  coverage jsonb, answered_at timestamptz, catalogue_version int`;
const HEAD_NAMES = 'check_id, agency, actor, matter, request_ref, subjects, coverage, answered_at, catalogue_version';
const ANSWER_COLUMNS = `subject_id text, check_id text, position int, input jsonb, known text, verdict text,
  measures jsonb, token_hash text, answered_at timestamptz`;
const ANSWER_NAMES = 'subject_id, check_id, position, input, known, verdict, measures, token_hash, answered_at';

const INSERT_ANSWERS = `insert into check_answer (${ANSWER_NAMES})
select ${ANSWER_NAMES} from json_to_recordset($1::json) as a(${ANSWER_COLUMNS})`;

/** Heads, answers and the one journal row in a single statement, which is its own transaction and its own commit. */
const INSERT_GROUP = `
with answered as (${INSERT_ANSWERS}),
     heads as (insert into check_head (${HEAD_NAMES})
               select ${HEAD_NAMES} from json_to_recordset($2::json) as h(${HEAD_COLUMNS})),
     ${insertJournal(3)}`;

/** Makes the checks durable, all or none: when this returns they may be answered, and not before. */
export async function logChecks(pool: pg.Pool, checks: readonly LoggedCheck[]): Promise<void> {
  const answers = checks.flatMap((check) => check.answers);
  if (answers.length <= ANSWERS_A_STATEMENT) return insertGroup(pool, checks, answers);
  await transaction(pool, async (trx) => {
    await insertGroup(trx, checks, answers.slice(0, ANSWERS_A_STATEMENT));
    for (let start = ANSWERS_A_STATEMENT; start < answers.length; start += ANSWERS_A_STATEMENT) {
      const rows = JSON.stringify(answers.slice(start, start + ANSWERS_A_STATEMENT));
      await trx.query({ name: 'log-answers', text: INSERT_ANSWERS, values: [rows] });
    }
  });
}

async function insertGroup(
  db: Queryable,
  checks: readonly LoggedCheck[],
  answers: readonly AnswerRow[],
): Promise<void> {
  const heads = checks.map(({ head }) => head);
  await db.query({
    name: 'log-checks',
    text: INSERT_GROUP,
    values: [JSON.stringify(answers), JSON.stringify(heads), ...journalOf(checks)],
  });
}

/** The one journal row of the group: what all its checks have in common, and a root over everything that was said. */
function journalOf(checks: readonly LoggedCheck[]): unknown[] {
  const heads = checks.map(({ head }) => head);
  const [first] = heads;
  assert(first !== undefined, 'a group holds a check');
  const agency = shared(heads, 'agency');
  const ref = shared(heads, 'request_ref');
  const from = shared(checks, 'from');
  return journalValues(
    {
      actor: shared(heads, 'actor') ?? SEVERAL,
      purpose: shared(heads, 'matter') ?? SEVERAL,
      now: new Date(first.answered_at),
      ...(agency == null ? {} : { agency }),
      ...(ref == null ? {} : { ref }),
      ...(from === undefined ? {} : { from }),
    },
    { event: 'check.answered', detail: { checks: heads.map(({ check_id }) => check_id), root: rootOf(checks) } },
  );
}

/** The value all rows have in common. */
function shared<T extends object, K extends keyof T>(rows: readonly T[], key: K): T[K] | undefined {
  const value = rows[0]?.[key];
  return rows.every((row) => row[key] === value) ? value : undefined;
}
