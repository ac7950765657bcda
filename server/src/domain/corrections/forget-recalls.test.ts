import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AGENCIES, ORGANISATIONS } from '../../../../tests/cast.ts';
import { type City, openCity } from '../../../../tests/journeys/city.ts';
import { forgetRecalls } from './forget-recalls.ts';

const SUBJECT = ORGANISATIONS.logistics.code;
const AGENCY = AGENCIES.housing.code;
const CHECK = '00000000-0000-4000-8000-000000000001';
const AT = '2026-11-20T12:00:00+08:00';

let city: City;
before(async () => {
  city = await openCity();
});
after(() => city?.close());

const goTo = (day: string) => {
  city.clock.now = new Date(`${day}T03:50:00+08:00`);
};

/** One recall and one letter, due on the same day; `answered` on another, or never. */
async function owed(id: string, answered?: string): Promise<void> {
  const { pool } = city.system;
  const [recall, letter] = [`l${id.repeat(20)}`, `v${id.repeat(20)}`];
  await pool.query(
    `insert into recall (subject_id, recall_id, record_id, effect, effect_at, recipient, ways, received_at, due_on, recorded_at)
     values ($1, $2, $2, 'withdrawn', $4, $3, '{check}', $4, '2026-11-25', $4)`,
    [SUBJECT, recall, AGENCY, AT],
  );
  await pool.query(
    `insert into recall_delivery (subject_id, recall_id, attempt_no, way, outcome, recorded_at) values ($1, $2, 1, 'inbox', 'delivered', $3)`,
    [SUBJECT, recall, AT],
  );
  await pool.query('insert into recall_escalation (subject_id, recall_id, recorded_at) values ($1, $2, $3)', [
    SUBJECT,
    recall,
    AT,
  ]);
  await pool.query(
    `insert into reversal (subject_id, reversal_id, check_id, position, record_id, effect, effect_at, agency, measures, due_on, asked_at)
     values ($1, $2, $5, 0, $2, 'withdrawn', $4, $3, '{m}', '2026-11-25', $4)`,
    [SUBJECT, letter, AGENCY, AT, CHECK],
  );
  await pool.query('insert into reversal_escalation (subject_id, reversal_id, recorded_at) values ($1, $2, $3)', [
    SUBJECT,
    letter,
    AT,
  ]);
  if (answered === undefined) return;
  await pool.query(
    `insert into recall_acknowledgement (subject_id, recall_id, done, actor, agency, recorded_at) values ($1, $2, 'deleted', 'test', $3, $4)`,
    [SUBJECT, recall, AGENCY, `${answered}T12:00:00+08:00`],
  );
  await pool.query(
    `insert into reversal_answer (subject_id, reversal_id, answer, reason, actor, agency, recorded_at)
     values ($1, $2, 'reversed', '已恢复', 'test', $3, $4)`,
    [SUBJECT, letter, AGENCY, `${answered}T12:00:00+08:00`],
  );
}

test('recalls and letters go at the end of their term, which runs from the answer or from the last day for it; before, nothing does', async () => {
  const { pool } = city.system;
  await pool.query(
    `insert into check_head (check_id, agency, actor, matter, subjects, coverage, answered_at, catalogue_version)
     values ($1, $2, 'test', 'licensing', 1, '[]', $3, 1)`,
    [CHECK, AGENCY, AT],
  );
  await pool.query(
    `insert into check_answer (subject_id, check_id, position, input, known, verdict, measures, answered_at)
     values ($1, $2, 0, '{}', 'registered', 'restricted', '[]', $3)`,
    [SUBJECT, CHECK, AT],
  );
  await owed('1');
  await owed('2', '2026-11-23');
  await owed('3', '2027-01-05');
  goTo('2028-11-25');
  assert.deepEqual(await forgetRecalls(city.system), { recalls: 0, reversals: 0 }, 'the last day counts');
  goTo('2028-11-26');
  assert.deepEqual(await forgetRecalls(city.system), { recalls: 2, reversals: 2 });
  assert.deepEqual(await forgetRecalls(city.system), { recalls: 0, reversals: 0 }, 'once');
  const left = async (table: string) => (await pool.query(`select from ${table}`)).rowCount;
  assert.deepEqual([await left('recall'), await left('reversal'), await left('recall_acknowledgement')], [1, 1, 1]);
  goTo('2029-01-06');
  assert.deepEqual(await forgetRecalls(city.system), { recalls: 1, reversals: 1 }, 'answered late, kept as long');
  for (const table of ['recall', 'reversal'])
    await assert.rejects(pool.query(`delete from ${table}`), /permission denied/);
  const { rows } = await pool.query(
    `select detail from journal_entry where event = 'recall.forgotten' order by entry_id`,
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    [
      { recalls: 2, reversals: 2 },
      { recalls: 1, reversals: 1 },
    ],
  );
});
