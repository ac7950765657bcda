import assert from 'node:assert/strict';
import type { Transaction } from '../../../platform/db/write.ts';
import { type Act, journal } from '../../journal/index.ts';
import { type LoggedCheck, NO_SUBJECT, rootOf } from '../logged-check.ts';

/** Whom an answer is about, and by whose leave: kept beside persons, and apart from the answers about organisations. */
export type WhomAsked = { subjectId: string | null; authorisation: string };

/** Holds a check of persons, in the transaction that answers it: its head as usual, its answers in a table of their own. */
export async function logPersonCheck(
  trx: Transaction,
  act: Act,
  { head, answers }: LoggedCheck,
  whom: readonly WhomAsked[],
): Promise<void> {
  assert.equal(answers.length, whom.length, 'one answer a person');
  await trx.query(
    `insert into check_head (check_id, agency, actor, matter, request_ref, subjects, coverage, answered_at, catalogue_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      head.check_id,
      head.agency,
      head.actor,
      head.matter,
      head.request_ref,
      head.subjects,
      JSON.stringify(head.coverage),
      head.answered_at,
      head.catalogue_version,
    ],
  );
  const rows = answers.map((answer, at) => ({ ...answer, subject_id: whom[at]?.subjectId ?? null, ...whom[at] }));
  await trx.query(
    `insert into person_check (check_id, position, subject_id, authorisation, verdict, measures, token_hash, answered_at)
     select check_id, position, subject_id, authorisation, verdict, measures, token_hash, answered_at
       from json_to_recordset($1::json) as a(check_id text, position int, subject_id text, authorisation text,
            verdict text, measures jsonb, token_hash text, answered_at timestamptz)`,
    [JSON.stringify(rows)],
  );
  const said = { head, answers: rows.map((row) => ({ ...row, subject_id: row.subject_id ?? NO_SUBJECT })) };
  await journal(trx, act, { event: 'check.answered', detail: { checks: [head.check_id], root: rootOf([said]) } });
}
