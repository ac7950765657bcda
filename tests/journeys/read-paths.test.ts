import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiKey } from '../../server/src/domain/access/index.ts';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import {
  closeRecord,
  correctRecord,
  type NewVersion,
  reopenRecord,
  suspendRecord,
  withdrawRecord,
} from '../../server/src/domain/records/index.ts';
import { today } from '../../server/src/kernel/dates.ts';
import { type Transaction, writeUnlessRefused } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES } from '../cast.ts';
import { signIn } from '../sign-in.ts';
import { workJobs } from './bidders.ts';
import { openCaseCity } from './case-desk.ts';
import { archivePaths, type Held, type Party, pagePaths, type ReadPath, registerParties } from './strangers.ts';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
const { drug, court, finance, housing } = AGENCIES;
const paper = { reason: '复核', document: '青核〔2026〕1号' };
const PAST = ['2026-11-20'];

type Deed = (
  trx: Transaction,
  act: { actor: string; agency: string; purpose: string; now: Date },
  of: Held,
) => Promise<object>;
const suspended =
  (cause: Parameters<typeof suspendRecord>[2]['cause']): Deed =>
  (trx, act, of) =>
    suspendRecord(trx, act, { ...of, ...paper, cause });
const law = async () => catalogueInForce(city.system.pool, today(city.clock.now));
const repair: Deed = async (trx, act, of) => closeRecord(trx, act, await law(), { ...of, ...paper, kind: 'repair' });

/** How a record may stand, what was done to bring it there, and what a reader is told of it. */
const STATES = {
  live: { deeds: [], seen: true, measure: 'bites' },
  'under objection': { deeds: [suspended('objection')], seen: true, measure: 'suspended' },
  'not answered in time': {
    deeds: [suspended('objection'), suspended('unanswered-objection')],
    seen: false,
    measure: 'none',
  },
  shielded: { deeds: [suspended('shield')], seen: false, measure: 'none' },
  withdrawn: {
    deeds: [(trx, act, of) => withdrawRecord(trx, act, { category: of.category, record: of, ...paper })],
    seen: false,
    measure: 'none',
  },
  repaired: { deeds: [repair], seen: false, measure: 'none' },
  closed: {
    deeds: [async (trx, act, of) => closeRecord(trx, act, await law(), { ...of, ...paper, kind: 'closure' })],
    seen: false,
    measure: 'none',
  },
  'repaired on false proof': {
    deeds: [repair, async (trx, act, of) => reopenRecord(trx, act, await law(), { ...of, ...paper })],
    seen: true,
    measure: 'bites',
  },
  /** Came with old files and waits for a person. */
  withheld: { deeds: [], seen: false, measure: 'none' },
} as const satisfies Record<string, { deeds: readonly Deed[]; seen: boolean; measure: 'bites' | 'suspended' | 'none' }>;
type State = keyof typeof STATES;
const NAMES = Object.keys(STATES) as State[];

let city: CaseCity;
const parties = new Map<State, Party>();
const moments: string[] = [];

before(async () => {
  city = await openCaseCity(['logistics']);
  const live = NAMES.filter((state) => state !== 'withheld');
  const registered = await registerParties(
    city,
    live.map((_, at) => at + 1),
  );
  for (const [at, state] of live.entries()) parties.set(state, registered[at] as Party);
  const [waiting] = await registerParties(city, [live.length + 1], true);
  parties.set('withheld', waiting as Party);
  pass(3_600_000);
  for (let step = 0; step < 2; step++) {
    for (const state of live) {
      const deed = STATES[state].deeds[step] as Deed | undefined;
      const party = parties.get(state) as Party;
      if (deed !== undefined) for (const record of [party.fine, party.listed]) await done(deed, record);
    }
    pass(3_600_000);
  }
});
after(() => city?.close());

/** Time goes by; the moment before is one that may be asked about. */
function pass(ms: number): void {
  moments.push(city.clock.now.toISOString());
  city.clock.now = new Date(city.clock.now.getTime() + ms);
}

async function done(deed: Deed, of: Held): Promise<void> {
  const agency = of.category === 'penalty' ? drug.code : court.code;
  const answer = await writeUnlessRefused(city.system.pool, city.system.clock, (trx, now) =>
    deed(trx, { actor: '李想', agency, purpose: 'test', now }, of),
  );
  assert.ok(!isRefusal(answer), JSON.stringify(answer));
}

type Reader = { name: string; headers: (party: Party) => Promise<Record<string, string>>; toldOfWithheld: boolean };
const LOOK = { 'gongxin-purpose': 'case-handling', 'gongxin-ref': '青办1' };

async function readers(): Promise<Reader[]> {
  const official = async (
    role: 'desk' | 'counter' | 'case-officer' | 'decider' | 'auditor' | 'clerk',
    agency: string,
  ) => {
    const { headers } = await signIn(city.system, { role, agency });
    return { ...headers, ...LOOK };
  };
  const key = async (agency: string) => {
    const act = { actor: '立夏', purpose: 'apikey', now: city.clock.now };
    const made = await writeUnlessRefused(city.system.pool, city.system.clock, (trx) =>
      createApiKey(trx, act, { agency, scopes: ['read'] }),
    );
    assert.ok(!isRefusal(made), JSON.stringify(made));
    return { authorization: `Bearer ${made.key}`, ...LOOK };
  };
  const desk = await official('desk', finance.code);
  const others = await signIn(city.system, { role: 'organisation' });
  const fixed = {
    nobody: [{}, false],
    'another organisation': [others.headers, false],
    'a clerk': [await official('clerk', housing.code), false],
    'a desk': [desk, false],
    'the counter': [await official('counter', housing.code), false],
    'the office': [await official('case-officer', AGENCIES.credit.code), true],
    'its decider': [await official('decider', AGENCIES.credit.code), true],
    'an auditor': [await official('auditor', AGENCIES.credit.code), true],
    "another agency's system": [await key(finance.code), false],
  } as const;
  return [
    ...Object.entries(fixed).map(([name, [headers, toldOfWithheld]]) => ({
      name,
      headers: async () => headers,
      toldOfWithheld,
    })),
    {
      name: 'the organisation itself',
      headers: async ({ code }: Party) => ({
        ...(await signIn(city.system, { role: 'organisation', subjectId: code })).headers,
        'gongxin-purpose': 'own-data',
      }),
      toldOfWithheld: false,
    },
  ];
}

const says = (text: string, { documentNo, recordId }: Held) => text.includes(documentNo) || text.includes(recordId);

/** One cell of the table: what this reader is told on this path of a party in this state. */
async function look(reader: string, { name, read }: ReadPath, state: State, mayBeTold: boolean): Promise<void> {
  const party = parties.get(state) as Party;
  const text = await read(party);
  for (const record of [party.fine, party.listed]) {
    if (says(text, record)) assert.ok(mayBeTold, `${reader} reads on ${name} what is ${state}`);
  }
}

test('over the interface every reader is told the same of a record: what stands, with its mark, and nothing else', async () => {
  for (const reader of await readers()) {
    for (const state of NAMES) {
      const headers = await reader.headers(parties.get(state) as Party);
      const told = STATES[state].seen || (state === 'withheld' && reader.toldOfWithheld);
      const [whole, all, ...others] = archivePaths(city.server, { headers });
      assert.ok(whole !== undefined && all !== undefined);
      for (const path of others) await look(reader.name, path, state, told);
      const party = parties.get(state) as Party;
      for (const path of [all]) {
        const text = await path.read(party);
        for (const record of [party.fine, party.listed]) {
          assert.equal(says(text, record), told, `${reader.name} on ${path.name}: ${state}`);
        }
        assert.equal(text.includes('underObjection'), state === 'under objection', `${reader.name}: ${state}`);
      }
    }
  }
});

test('no date asked for brings anything back, to no reader', async () => {
  for (const reader of await readers()) {
    for (const state of NAMES.filter((one) => !STATES[one].seen)) {
      const headers = await reader.headers(parties.get(state) as Party);
      const dated = archivePaths(city.server, { headers, days: PAST, moments }).filter(({ name }) =>
        /asOf|knownAt/.test(name),
      );
      for (const path of dated) await look(reader.name, path, state, false);
    }
  }
});

test('pages, lists and search show what stands, marked where it is objected to', async () => {
  for (const path of pagePaths(city.server)) {
    for (const state of NAMES) await look('anybody', path, state, STATES[state].seen);
  }
  const marked = pagePaths(city.server).find(({ name }) => name === 'page of the organisation');
  for (const state of NAMES) {
    const text = (await marked?.read(parties.get(state) as Party)) ?? '';
    assert.equal(text.includes('异议处理中'), state === 'under objection', state);
    if (STATES[state].seen) assert.ok(says(text, (parties.get(state) as Party).fine), `the page of what is ${state}`);
  }
});

test('what was corrected is read in its new words alone, on every path and for every date', async () => {
  const [party] = await registerParties(city, [90]);
  assert.ok(party !== undefined);
  pass(3_600_000);
  const { pool } = city.system;
  const { rows } = await pool.query<NewVersion>(
    `select subject_id as "subjectId", record_id as "recordId", version, true as current, category,
            catalogue_version as "catalogueVersion", agency, authority, authority_name as "authorityName",
            document_no as "documentNo", decided_on as "decidedOn", valid_from as "validFrom", valid_until as "validUntil",
            list, list_decided_by as "listDecidedBy", fields, late, batch_id as "batchId", file, sheet, row
       from record where subject_id = $1 and record_id = $2 and superseded_at is null`,
    [party.fine.subjectId, party.fine.recordId],
  );
  const [held] = rows;
  assert.ok(held !== undefined);
  const next = { ...held, fields: { ...held.fields, content: '罚款300万元' } };
  await done(async (trx, act) => correctRecord(trx, act, await law(), { next, ...paper }), party.fine);
  pass(3_600_000);
  for (const reader of await readers()) {
    const headers = await reader.headers(party);
    for (const { name, read } of archivePaths(city.server, { headers, days: PAST, moments: moments.slice(-3) })) {
      assert.ok(!(await read(party)).includes('罚款250万元'), `${reader.name} on ${name}`);
    }
  }
  const [page] = pagePaths(city.server);
  const text = (await page?.read(party)) ?? '';
  assert.ok(text.includes('罚款300万元') && !text.includes('罚款250万元'));
});

test('the feed of changes tells a system of nothing it never received', async () => {
  assert.ok((await workJobs(city.system, 'record-ended')) > 0);
  const { headers } = await signIn(city.system, { role: 'desk', agency: housing.code });
  const key = (await readers()).find(({ name }) => name === "another agency's system");
  const asKey = (await key?.headers(parties.get('live') as Party)) ?? {};
  for (const asked of [headers, asKey]) {
    const { statusCode, body } = await city.server.inject({ url: '/api/v1/changes', headers: { ...asked, ...LOOK } });
    if (asked === asKey) assert.equal(statusCode, 200, body);
    for (const party of parties.values()) {
      for (const record of [party.fine, party.listed]) assert.ok(!says(body, record), party.code);
    }
  }
});

test('a check names what bites, shows what is suspended, and knows nothing of the rest', async () => {
  const desk = await city.worker('desk', finance.code);
  for (const state of NAMES) {
    const { code } = parties.get(state) as Party;
    const { status, body } = await desk.post('/api/v1/checks', {
      matter: 'procurement',
      requestRef: `青采〔2026〕${code.slice(-4)}号`,
      subjects: [{ code }],
    });
    assert.equal(status, 200, JSON.stringify(body));
    const [{ measures, verdict }] = body.results;
    const suspendedOnes = measures.filter((measure: { suspended?: true }) => measure.suspended === true);
    const expected = STATES[state].measure;
    assert.equal(measures.length > 0, expected !== 'none', `${state}: ${JSON.stringify(measures)}`);
    assert.equal(suspendedOnes.length, expected === 'suspended' ? measures.length : 0, state);
    assert.equal(verdict === 'restricted', expected === 'bites', `${state}: ${verdict}`);
  }
});

test('when the term is over nobody is told of any of them any more', async () => {
  city.clock.now = new Date('2029-11-03T09:00:00+08:00');
  for (const reader of await readers()) {
    for (const state of NAMES) {
      const headers = await reader.headers(parties.get(state) as Party);
      const told = state === 'withheld' && reader.toldOfWithheld;
      for (const path of archivePaths(city.server, { headers }).slice(0, 2)) await look(reader.name, path, state, told);
    }
  }
  for (const path of pagePaths(city.server)) for (const state of NAMES) await look('anybody', path, state, false);
});
