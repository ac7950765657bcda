import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { clocksOf } from '../../server/src/domain/casework/clocks/clocks-of.ts';
import { type Acting, lapseCases, rowsOf } from '../../server/src/domain/casework/index.ts';
import { type Catalogue, catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import { answerChecks, matterInForce } from '../../server/src/domain/checks/index.ts';
import { LISTING } from '../../server/src/domain/lists/index.ts';
import {
  believedUnder,
  groundsInForce,
  type MeasureInForce,
  measuresInForce,
} from '../../server/src/domain/measures/index.ts';
import { addDays, today } from '../../server/src/kernel/dates.ts';
import { writeUnlessRefused } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES, ORGANISATIONS } from '../cast.ts';
import { register } from './case-desk.ts';
import { type City, openCity } from './city.ts';
import {
  assertWholeChain,
  type DeedRow,
  type EntryRow,
  entriesOf,
  measuresOn,
  recountDue,
  type ServiceRow,
} from './listing-recount.ts';
import { anyWish, attempt, draft, type Kind, kindOf, type Target, type Wish } from './random-acts.ts';

/**
 * Acts at random, lawful and not, through the listing procedure: whoever does what when, nothing bites without its whole
 * chain, and what bites is what the deeds say. `GONGXIN_RANDOM_STEPS=20000 npm test -- random-listings` is the long one.
 */
const STEPS = Number(process.env.GONGXIN_RANDOM_STEPS ?? 2_000);
const STEPS_A_RUN = 125;
const STEPS_BETWEEN_LOOKS = 40;
const TIMEOUT_MS = Math.max(300_000, STEPS * 100);

const OFFICES = [
  { agency: AGENCIES.finance.code, list: 'procurement-serious', letters: '青财' },
  { agency: AGENCIES.market.code, list: 'business-abnormal', letters: '青市监' },
] as const;
type Office = (typeof OFFICES)[number];
const SUBJECTS = [
  'builder',
  'food',
  'partnership',
  'environment',
  'machinery',
  'decorator',
  'trader',
  'logistics',
] as const;
/** Three people; the fourth name is the first once more, written otherwise. */
const officials = ({ list }: Office) => ['a', 'b', 'c'].map((one) => `user:${list}-${one}`).concat(`User:${list}- a`);
const CHART = new Set(rowsOf(LISTING).map((row) => `${row.deed} ${row.from_state} ${row.to_state}`));

type Followed = Target & {
  office: Office;
  state: string;
  deeds: number;
  entries: number;
  dueOn: string | null;
  proposer?: string;
};

let city: City;
let catalogue: Catalogue;
let numbers = 0;
let seen: string | undefined;
const followed = new Map<string, Followed>();
const accepted = new Map<string, number>();
const refused = new Map<string, number>();
const looked = { measures: 0, biting: 0, chains: 0, clocks: 0 };
const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, one) => all + one, 0);

before(async () => {
  city = await openCity();
  await register(city, SUBJECTS);
  catalogue = await catalogueInForce(city.system.pool, today(city.clock.now));
  seen = await everything();
});
after(() => city.close());

const rowsFrom = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  (await city.system.pool.query<T>(sql, values)).rows;

const CASE_TABLES = ['case_file', 'case_deed', 'case_paper', 'case_service', 'case_evidence', 'case_clock_entry'];
const EFFECTS = ['record', 'record_window', 'measure_ground', 'record_deed'];
const ENDED = ['record', 'record_window', 'measure_ground'].map(
  (table) => `(select count(superseded_at) from ${table})`,
);
const EVERYTHING = `select concat_ws(' ', (select max(entry_id) from journal_entry), ${[...CASE_TABLES, ...EFFECTS]
  .map((table) => `(select count(*) from ${table})`)
  .concat(ENDED)
  .join(', ')}) as seen`;
/** How much there is of everything an act could leave behind. */
const everything = async () => (await rowsFrom<{ seen: string }>(EVERYTHING))[0]?.seen;

async function take(wish: Wish): Promise<void> {
  const office = OFFICES[wish.official % 2 === 0 ? 0 : 1];
  const open = [...followed.values()].filter(({ state }) => !['ended', 'repaired', 'stopped'].includes(state));
  const target = open.at(-1 - (wish.on % Math.max(open.length, 1)));
  const kind = kindOf(wish, target?.state);
  city.clock.now = new Date(city.clock.now.getTime() + 60_000);
  if (kind === 'days') return passDays(wish.how);
  if (kind === 'lapse') return lapse();
  if (kind !== 'draft' && target === undefined) return;
  const before = seen;
  const { system } = city;
  const by = kind === 'draft' || target === undefined ? office : target.office;
  const actor = officials(by)[wish.official] ?? '';
  const other = OFFICES.find((one) => one !== by) ?? by;
  const agency = wish.stranger ? other.agency : by.agency;
  const subject = ORGANISATIONS[SUBJECTS[wish.on % SUBJECTS.length] ?? 'builder'].code;
  const number = `${by.letters}〔2026〕${++numbers}号`;
  const result = await writeUnlessRefused<unknown>(system.pool, system.clock, (trx, now) => {
    const acting: Acting = {
      act: { actor, agency, purpose: 'casework', now },
      reach: { over: 'agency', agency },
      catalogue,
      secrets: system.secrets,
      jobs: system.jobs,
    };
    if (kind === 'draft' || target === undefined) return draft(trx, acting, wish, { subject, list: by.list });
    return attempt(trx, acting, kind, { wish, target, number, secrets: system.secrets });
  });
  seen = await everything();
  const what = `${kind} on ${target?.caseId} (${target?.state})`;
  if (isRefusal(result)) {
    count(refused, result.refused);
    assert.equal(seen, before, `${what}: refused, and left something behind`);
    return;
  }
  assert.notEqual(seen, before, `${what}: accepted, and left nothing`);
  count(accepted, kind);
  const caseId = kind === 'draft' ? (result as { caseId: string }).caseId : (target?.caseId ?? '');
  const known = target !== undefined && kind !== 'draft' ? target : newCase(caseId, subject, by);
  // an organisation speaks for itself; whoever else is no official of the office does nothing
  if (wish.stranger) assert(kind === 'stated' && wish.how % 2 === 1, `${what}: by a stranger`);
  await follow(known, kind, what);
}

function newCase(caseId: string, subjectId: string, office: Office): Followed {
  const begun = { caseId, subjectId, office, state: 'none', deeds: 0, entries: 0, dueOn: null };
  followed.set(caseId, begun);
  return begun;
}

/** A name as one reads it: neither a space nor a capital makes a second person. */
const personOf = (actor: string) => actor.toLowerCase().replaceAll(' ', '');
const NO_DEEDS: readonly Kind[] = ['prove', 'serve', 'suspend', 'resume', 'take-back'];

/** What was added goes by the chart from where the case stood, and a clock moved only where its ledger grew. */
async function follow(known: Followed, kind: Kind, what: string): Promise<void> {
  const added = await rowsFrom<DeedRow>(
    'select * from case_deed where case_id = $1 and deed_no > $2 order by deed_no',
    [known.caseId, known.deeds],
  );
  assert.equal(added.length === 0, NO_DEEDS.includes(kind), `${what}: deeds`);
  for (const { deed, from_state, to_state, deed_no, actor } of added) {
    assert.equal(deed_no, known.deeds + 1, what);
    assert.equal(from_state, known.state, what);
    assert(CHART.has(`${deed} ${from_state} ${to_state}`), `${what}: ${deed} is not in the chart`);
    if (deed === 'confirmed') assert.notEqual(personOf(actor), known.proposer, `${what}: by who proposed it`);
    const proposer = deed === 'proposed' ? personOf(actor) : known.proposer;
    Object.assign(known, { state: to_state, deeds: deed_no, proposer });
    count(accepted, `deed ${deed}`);
  }
  await lookAtClocks([known], what);
}

async function lookAtClocks(known: readonly Followed[], what: string): Promise<void> {
  const caseIds = known.map(({ caseId }) => caseId);
  const rows = await rowsFrom<EntryRow>(
    'select * from case_clock_entry where case_id = any($1) order by case_id, entry_no',
    [caseIds],
  );
  const ledgers = Map.groupBy(rows, ({ case_id }) => case_id);
  const calendar = catalogue.workingDays;
  const clocks = await clocksOf(city.system.pool, caseIds, calendar, today(city.clock.now));
  for (const one of known) {
    const ledger = ledgers.get(one.caseId);
    if (ledger === undefined) continue;
    const dueOn = clocks.get(one.caseId)?.[0]?.dueOn;
    assert(dueOn !== undefined, what);
    if (ledger.length === one.entries) assert.equal(dueOn, one.dueOn, `${what}: moved without an entry`);
    assert.equal(dueOn, recountDue(ledger, calendar), `${what}: recounted`);
    Object.assign(one, { entries: ledger.length, dueOn });
    looked.clocks++;
  }
}

function passDays(how: number): void {
  const days = how % 31 === 0 ? 150 : how % 6 === 0 ? 32 : 1 + (how % 5);
  city.clock.now = new Date(city.clock.now.getTime() + days * 86_400_000);
}

/** The nightly job closes what is over and touches nothing else. */
async function lapse(): Promise<void> {
  const lapsed = await lapseCases(city.system, LISTING);
  const over = await rowsFrom<DeedRow>(`select * from case_deed where deed = 'lapsed'`);
  for (const { case_id, deed_no, due_on, on_day } of over) {
    const known = followed.get(case_id);
    assert(known !== undefined && due_on !== null && on_day > due_on, 'closed after its last day');
    if (!['in-force', 'repaired'].includes(known.state)) continue;
    Object.assign(known, { state: 'ended', deeds: deed_no });
    count(accepted, 'deed lapsed');
  }
  assert(lapsed <= over.length);
  seen = await everything();
}

/** Every effect there is has its chain; every clock stands where it should. */
async function lookAtEffects(): Promise<void> {
  const effects = await rowsFrom<{ case_id: string | null; document_no: string | null }>(
    `select distinct r.case_id, r.document_no from record r
      where r.list = any($1) and (
        exists (select from measure_ground g where g.subject_id = r.subject_id and g.record_id = r.record_id and g.superseded_at is null)
        or exists (select from record_window w where w.subject_id = r.subject_id and w.record_id = r.record_id and w.superseded_at is null))`,
    [OFFICES.map(({ list }) => list)],
  );
  for (const { case_id } of effects) {
    assert(case_id !== null, 'an effect from no case');
    const of = <T extends object>(table: string, order: string) =>
      rowsFrom<T>(`select * from ${table} where case_id = $1 order by ${order}`, [case_id]);
    const deeds = await of<DeedRow>('case_deed', 'deed_no');
    assert(!deeds.some(({ deed }) => deed === 'ended' || deed === 'repaired'), 'an effect after its ending');
    const services = await of<ServiceRow>('case_service', 'service_no');
    const ledger = await of<EntryRow>('case_clock_entry', 'entry_no');
    assertWholeChain(deeds, services, ledger, catalogue.workingDays);
    looked.chains++;
  }
  await lookAtClocks([...followed.values()], 'in passing');
}

/** What desks are told is what the deeds say, on any day. */
async function lookAtMeasures(wish: Wish): Promise<void> {
  const { pool } = city.system;
  const now = today(city.clock.now);
  const caseOf = new Map<string, string>();
  for (const one of await rowsFrom<{ record_id: string; case_id: string }>(
    'select record_id, case_id from record where case_id is not null',
  ))
    caseOf.set(one.record_id, one.case_id);
  const line = ({ measure, effect, decision, from, until }: Omit<MeasureInForce, 'suspended'>) =>
    [measure, effect, caseOf.get(decision.recordId), from, until].join(' ');
  const matters = catalogue.matters().map(({ code }) => code);
  for (const [index, one] of SUBJECTS.entries()) {
    if (index % 2 !== wish.how % 2) continue;
    const subjectId = ORGANISATIONS[one].code;
    const deeds = await rowsFrom<DeedRow>('select * from case_deed where subject_id = $1 order by case_id, deed_no', [
      subjectId,
    ]);
    const takenBack = await rowsFrom<{ case_id: string }>(
      'select r.case_id from record_deed d join record r on r.subject_id = d.subject_id and r.record_id = d.record_id where d.subject_id = $1',
      [subjectId],
    );
    const entries = entriesOf(deeds, new Set(takenBack.map(({ case_id }) => case_id)));
    const [subject] = await rowsFrom<{ kind: string }>('select kind from subject where subject_id = $1', [subjectId]);
    const kind = subject?.kind ?? '';
    const days = [now, addDays(now, (wish.how % 900) - 450)];
    for (const { from, until } of entries) days.push(from, addDays(from, -1), until, addDays(until, 1));
    for (const day of new Set(days)) {
      const grounds = (await groundsInForce(pool, [subjectId], day)).get(subjectId) ?? [];
      for (const matter of matters) {
        const measures = catalogue.measuresFor(matter);
        const asked = { matter, measures, believes: believedUnder(catalogue), requestRef: null };
        const told = measuresInForce(grounds, asked, kind, day).map(line).sort();
        assert.deepEqual(told, measuresOn(entries, catalogue, { matter, kind, day }), `${one} for ${matter} on ${day}`);
        looked.measures++;
        if (told.length > 0) looked.biting++;
      }
    }
    if (index % 4 !== wish.how % 4) continue;
    const matter = matters[wish.how % matters.length] ?? 'procurement';
    const act = { actor: 'user:desk', agency: AGENCIES.housing.code, purpose: 'check', now: city.clock.now };
    const answer = await answerChecks(pool)(act, matterInForce(catalogue, matter), {
      matter,
      subjects: [{ code: subjectId }],
    });
    assert(!isRefusal(answer), 'a check is answered');
    const answered = (answer.results[0]?.measures ?? []).map(line).sort();
    assert.deepEqual(
      answered,
      measuresOn(entries, catalogue, { matter, kind, day: now }),
      `checked ${one} for ${matter}`,
    );
  }
}

/** So many of the deeds may come to nobody in one run. */
const RARE_DEEDS = 6;

test('thousands of acts at random leave no effect without its chain, no trace of a refusal, no clock moved unseen', {
  timeout: TIMEOUT_MS,
}, async (t) => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyWish, { minLength: STEPS_A_RUN, maxLength: STEPS_A_RUN }), async (wishes) => {
      for (const wish of wishes) {
        await take(wish);
        if (++steps % STEPS_BETWEEN_LOOKS !== 0) continue;
        await lookAtEffects();
        await lookAtMeasures(wish);
        seen = await everything();
      }
    }),
    // what a run left behind is where the next begins: a shorter one would not be the same
    { numRuns: Math.ceil(STEPS / STEPS_A_RUN), endOnFailure: true },
  );
  const told = (counts: Map<string, number>) =>
    [...counts]
      .map(([what, times]) => `${what} ${times}`)
      .sort()
      .join(', ');
  t.diagnostic(
    `${steps} steps; ${followed.size} cases; looked at ${JSON.stringify(looked)}; until ${today(city.clock.now)}`,
  );
  t.diagnostic(`accepted: ${told(accepted)}`);
  t.diagnostic(`refused: ${told(refused)}`);
  assert(sum(accepted) > steps / 5 && sum(refused) > steps / 5, 'both happen');
  // what is rare may be missing from one run; what most of a run rests on may not
  for (const deed of [
    'noticed',
    'stated',
    'hearing-requested',
    'proposed',
    'confirmed',
    'decided',
    'took-effect',
    'ended',
  ])
    assert(accepted.has(`deed ${deed}`), `nobody came to ${deed}`);
  // persons in role have a journey of their own, and so have revoked repairs and plans
  const elsewhere = ['reinstated', 'plan-executed'];
  const driven = LISTING.steps.filter(({ deed }) => !deed.startsWith('person-') && !elsewhere.includes(deed));
  const reached = driven.filter(({ deed }) => accepted.has(`deed ${deed}`));
  assert(reached.length >= driven.length - RARE_DEEDS, `reached ${reached.length} of ${driven.length} deeds`);
  for (const code of ['case-state', 'not-found', 'invalid-request', 'conflict', 'not-permitted'])
    assert(refused.has(code), `never refused: ${code}`);
  for (const { list } of OFFICES) {
    const entered = [...followed.values()].filter(({ office, deeds }) => office.list === list && deeds > 8);
    assert(entered.length > 0, `nothing on ${list}`);
  }
  // far below what was ever counted (7, 134, 1083): luck decides nothing here
  assert(looked.chains > 0 && looked.biting > 10 && looked.clocks > 300, JSON.stringify(looked));
});
