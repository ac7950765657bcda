import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import pg from 'pg';
import { CHARTS } from '../server/src/app.ts';
import {
  type Chart,
  openCase,
  rowsOf,
  type StepTaken,
  takeCase,
  takeStep,
} from '../server/src/domain/casework/index.ts';
import { addDays, today } from '../server/src/kernel/dates.ts';
import { type Transaction, writeUnlessRefused } from '../server/src/platform/db/write.ts';
import { isRefusal, type Refusal } from '../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from './cast.ts';
import { type City, openCity, sendFixture } from './journeys/city.ts';

/** Steps tried on each chart; together they are thousands. */
const STEPS_A_RUN = 25;
const RUNS = 20;
/** Of one chart a few only: some run may try none. */
let lackingInAll = 0;
const ACTORS = ['user:a', 'user:b', 'user:c'];
const { finance, market } = AGENCIES;
const subjectId = ORGANISATIONS.builder.code;

let city: City;
before(async () => {
  city = await openCity();
  await sendFixture(city, 'registration.csv', { category: 'registration', agency: market.code });
});
after(() => city.close());

/** One try: a deed by its place among those of the chart, by whom, with or without what its step needs. */
const anyTry = fc.record({
  among: fc.constantFrom('all', 'possible', 'onward', 'onward', 'onward'),
  deed: fc.nat({ max: 100 }),
  actor: fc.constantFrom(...ACTORS),
  served: fc.boolean(),
  over: fc.boolean(),
});

const actOf = (actor: string, now: Date) => ({ actor, agency: finance.code, purpose: 'casework', now });
const inAct = <T>(body: (trx: Transaction, now: Date) => Promise<T | Refusal>) =>
  writeUnlessRefused<T>(city.system.pool, city.system.clock, body);

/** A paper of this kind and its service on the organisation, as rows. */
async function serve(trx: Transaction, caseId: string, paper: string, now: Date): Promise<number> {
  const { rows } = await trx.query<{ next: number }>(
    'select coalesce(max(paper_no), 0) + 1 as next from case_paper where subject_id = $1 and case_id = $2',
    [subjectId, caseId],
  );
  const next = rows[0]?.next ?? 1;
  const key = [subjectId, caseId, next];
  await trx.query(
    `insert into case_evidence (subject_id, case_id, evidence_no, name, about, media_type, bytes, sha256, sealed, added_by, added_at)
     values ($1, $2, $3, '回证', '送达', 'application/pdf', 1, repeat('0', 64), '\\x00', 'test', $4)`,
    [...key, now],
  );
  await trx.query(
    `insert into case_paper (subject_id, case_id, paper_no, paper, title, document_no, content, sha256, issued_on, issued_by, issued_at)
     values ($1, $2, $3, $4, '文书', '1号', '{}', repeat('0', 64), $5, 'test', $6)`,
    [...key, paper, today(now), now],
  );
  await trx.query(
    `insert into case_service (subject_id, case_id, service_no, paper_no, paper, recipient, method, sent_on, served_on, evidence_no,
                               recorded_by, recorded_at)
     values ($1, $2, $3, $3, $4, $1, 'hand', $5, $5, $3, 'test', $6)`,
    [...key, paper, today(now), now],
  );
  return next;
}

async function statesOf(
  caseId: string,
): Promise<{ deed: string; from: string; to: string; actor: string; second: string | null }[]> {
  const { rows } = await city.system.pool.query(
    `select deed, from_state as from, to_state as to, actor, second_actor as second from case_deed
      where subject_id = $1 and case_id = $2 order by deed_no`,
    [subjectId, caseId],
  );
  return rows;
}

/** The deeds that may be tried: any at all, those possible, those that lead on and end nothing. Never none. */
function triedIn(chart: Chart, state: string, among: string): string[] {
  const possible = chart.steps.filter(({ from }) => from.includes(state));
  const onward = possible.filter(({ to }) => to !== 'same' && chart.states[to]?.final !== true);
  const wanted = among === 'onward' && onward.length > 0 ? onward : among === 'all' ? [] : possible;
  return [...new Set((wanted.length > 0 ? wanted : chart.steps).map(({ deed }) => deed))];
}

for (const chart of CHARTS as readonly Chart[]) {
  test(`${chart.name}: at random, a case takes the steps of its chart with what they need, and no other`, async (t) => {
    const begins = chart.steps.filter(({ from }) => from.includes('none'));
    const rows = rowsOf(chart);
    const seen = { accepted: 0, refused: 0, lacking: 0, samePerson: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.array(anyTry, { minLength: STEPS_A_RUN, maxLength: STEPS_A_RUN }),
        async (begin, tries) => {
          const first = begins[begin % begins.length];
          assert(first !== undefined, 'a chart begins');
          const opened = await inAct((trx, now) =>
            openCase(trx, actOf('user:a', now), chart, { subjectId, catalogueVersion: 1 }, { deed: first.deed }),
          );
          assert(!isRefusal(opened));
          let { state } = opened;
          for (const { among, deed: nth, actor, served, over } of tries) {
            const tried = triedIn(chart, state, among);
            const deed = tried[nth % tried.length] ?? '';
            const row = rows.find((one) => one.deed === deed && one.from_state === state);
            const before = await statesOf(opened.caseId);
            const needsService = row !== undefined && row.serves !== '';
            const needsEnd = row !== undefined && row.waits !== '';
            const lacking = (needsService && !served) || (needsEnd && !over);
            const firstBy =
              row === undefined || row.second_to === ''
                ? undefined
                : before.findLast((one) => one.deed === row.second_to)?.actor;
            let outcome: 'accepted' | 'refused' | 'lacking' = 'lacking';
            try {
              const done = await inAct<StepTaken>(async (trx, now): Promise<StepTaken | Refusal> => {
                const held = await takeCase(
                  trx,
                  { reach: { over: 'agency', agency: finance.code }, now },
                  chart,
                  opened.caseId,
                );
                if (isRefusal(held)) return held;
                return takeStep(trx, actOf(actor, now), chart, held, {
                  deed,
                  ...(needsService && served ? { serviceNo: await serve(trx, opened.caseId, row.serves, now) } : {}),
                  ...(needsEnd ? { dueOn: addDays(today(now), over ? -1 : 0) } : {}),
                });
              });
              outcome = isRefusal(done) ? 'refused' : 'accepted';
              if (!isRefusal(done)) state = done.state;
            } catch (error) {
              // what the act would have forgotten, the schema has not
              assert(error instanceof pg.DatabaseError && ['23514', '23503'].includes(error.code ?? ''), String(error));
            }
            const samePerson = firstBy !== undefined && firstBy === actor;
            if (samePerson) seen.samePerson++;
            seen[outcome]++;
            const expected = row === undefined || samePerson ? 'refused' : lacking ? 'lacking' : 'accepted';
            assert.equal(outcome, expected, `${deed} in ${state} by ${actor}`);
            const now = await statesOf(opened.caseId);
            assert.equal(
              now.length,
              before.length + (outcome === 'accepted' ? 1 : 0),
              'a refusal leaves nothing behind',
            );
          }
          const walked = await statesOf(opened.caseId);
          for (const [at, { deed, from, to, actor, second }] of walked.entries()) {
            assert(rows.some((one) => one.deed === deed && one.from_state === from && one.to_state === to));
            assert.equal(from, at === 0 ? 'none' : walked[at - 1]?.to);
            assert.notEqual(second, actor);
          }
        },
      ),
      { numRuns: RUNS },
    );
    t.diagnostic(JSON.stringify(seen));
    assert(seen.accepted > RUNS && seen.refused > RUNS, 'the walks were not vacuous');
    const asking = chart.steps.filter(({ serves, waits }) => serves !== undefined || waits !== undefined);
    lackingInAll += seen.lacking;
    if (asking.length === 0) assert.equal(seen.lacking, 0);
  });
}

test('some step of some chart was tried without what it needs', () => {
  assert(lackingInAll > 0);
});
