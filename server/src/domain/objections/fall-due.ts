import { today } from '../../kernel/dates.ts';
import { type Transaction, writeUnlessRefused } from '../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../platform/errors.ts';
import { OneByOne } from '../../platform/jobs/one-by-one.ts';
import type { System } from '../../system.ts';
import { enterClock, ledgerOf, readClock, stepFrom, takeStep } from '../casework/index.ts';
import { type Catalogue, catalogueInForce } from '../catalogue/index.ts';
import { startAnswer } from './clocks.ts';
import { type HeldObjection, takeObjection } from './objection.ts';
import { ACCEPT_CLOCK, ANSWER_CLOCK, OBJECTION } from './rules.ts';
import { hideFact } from './suspension.ts';
import { tellOverdue } from './tell.ts';

/** Open objections looked at in one page, and pages in one run; the next hour begins anew. */
const CASES_A_PAGE = 500;
const PAGES_A_RUN = 200;

type Waiting = { caseId: string; filedAt: Date };

/**
 * Looks at every open objection whose time may be over: what nobody accepted in time counts as accepted, what nobody
 * answered in time is hidden and escalated. A transaction each; whoever runs it twice, or kills it, changes nothing more
 * and loses nothing. One that fails keeps no other waiting.
 *
 * @throws Error after the others were looked at, with the numbers of the cases that failed.
 */
export async function fallDue({ pool, clock }: Pick<System, 'pool' | 'clock'>): Promise<number> {
  const catalogue = await catalogueInForce(pool, today(clock()));
  let after: Waiting | undefined;
  const each = new OneByOne('objections that could not be looked at');
  let due = 0;
  for (let page = 0; page < PAGES_A_RUN; page++) {
    const { rows } = await pool.query<Waiting>(
      `select case_id as "caseId", filed_at as "filedAt" from objection
        where closed_at is null and ($1::timestamptz is null or (filed_at, case_id) > ($1, $2))
        order by filed_at, case_id limit ${CASES_A_PAGE}`,
      [after?.filedAt ?? null, after?.caseId ?? null],
    );
    for (const { caseId } of rows) {
      const done = await each.try(caseId, () =>
        writeUnlessRefused(pool, clock, (trx, now) => fallDueOne(trx, catalogue, caseId, now)),
      );
      if (done === true) due += 1;
    }
    after = rows.at(-1);
    if (rows.length < CASES_A_PAGE) break;
  }
  each.end();
  return due;
}

async function fallDueOne(
  trx: Transaction,
  catalogue: Catalogue,
  caseId: string,
  now: Date,
): Promise<boolean | Refusal> {
  const act = { actor: 'gongxin', purpose: 'casework', now };
  const whole = { act: { ...act, agency: '' }, reach: { over: 'all' as const } };
  const held = await takeObjection(trx, whole, caseId);
  if (isRefusal(held)) return held;
  const deemed = await deemAccepted(trx, act, catalogue, held);
  if (isRefusal(deemed)) return deemed;
  const after = deemed ? await takeObjection(trx, whole, caseId) : held;
  if (isRefusal(after)) return after;
  const escalated = await escalate(trx, act, catalogue, after);
  return isRefusal(escalated) ? escalated : deemed || escalated;
}

/** The platform itself, by its clock: it decides nothing about the record. */
type Clockwork = { actor: string; purpose: string; now: Date };

/** Nobody said in time whether it is accepted: it is, and the time to answer runs from the last day for saying so. */
async function deemAccepted(
  trx: Transaction,
  act: Clockwork,
  catalogue: Catalogue,
  held: HeldObjection,
): Promise<boolean | Refusal> {
  if (stepFrom(OBJECTION, held.state, 'deemed-accepted') === undefined) return false;
  const day = today(act.now);
  const { dueOn } = readClock(await ledgerOf(trx, held, ACCEPT_CLOCK), catalogue.workingDays, day);
  if (dueOn === null || day <= dueOn) return false;
  const taken = await takeStep(trx, act, OBJECTION, held, { deed: 'deemed-accepted', dueOn });
  if (isRefusal(taken)) return taken;
  const stopped = await enterClock(trx, act, held, ACCEPT_CLOCK, {
    kind: 'stopped',
    onDay: day,
    cause: '逾期视为受理',
  });
  if (isRefusal(stopped)) return stopped;
  const started = await startAnswer(trx, { act, catalogue }, held, { onDay: dueOn, cause: '逾期视为受理' });
  return isRefusal(started) ? started : true;
}

/** Nobody answered in time: hidden, unless it never suspended; told to who owes the answer and to the office. */
async function escalate(
  trx: Transaction,
  act: Clockwork,
  catalogue: Catalogue,
  held: HeldObjection,
): Promise<boolean | Refusal> {
  if (stepFrom(OBJECTION, held.state, 'escalated') === undefined) return false;
  const day = today(act.now);
  const { dueOn } = readClock(await ledgerOf(trx, held, ANSWER_CLOCK), catalogue.workingDays, day);
  if (dueOn === null || day <= dueOn) return false;
  const { objection } = held;
  const taken = await takeStep(trx, act, OBJECTION, held, {
    deed: 'escalated',
    dueOn,
    content: { hidden: objection.suspends },
  });
  if (isRefusal(taken)) return taken;
  const hidden = objection.suspends ? await hideFact(trx, act, objection) : null;
  if (hidden !== null) return hidden;
  await tellOverdue(trx, { act, catalogue }, { ...objection, agency: held.agency }, dueOn);
  return true;
}
