import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { catalogueInForce } from '../../server/src/domain/catalogue/index.ts';
import {
  closeRecord,
  releaseRecords,
  reopenRecord,
  resumeRecord,
  type SuspensionCause,
  suspendRecord,
  withdrawRecord,
} from '../../server/src/domain/records/index.ts';
import { addDays, today } from '../../server/src/kernel/dates.ts';
import { type Queryable, writeUnlessRefused } from '../../server/src/platform/db/write.ts';
import { isRefusal } from '../../server/src/platform/errors.ts';
import { AGENCIES } from '../cast.ts';
import { openCaseCity } from './case-desk.ts';
import { archivePaths, type Held, pagePaths, registerParties } from './strangers.ts';

type CaseCity = Awaited<ReturnType<typeof openCaseCity>>;
const { drug, court } = AGENCIES;
const START = new Date('2026-11-20T12:00:00+08:00');
const HISTORIES = 8;
/** The first party's records are public from the beginning, the second one's came with old files and wait. */
const PARTIES = 2;
const paper = { reason: '复核', document: '青核〔2026〕1号' };

let city: CaseCity;
let parties = 0;
before(async () => {
  city = await openCaseCity(['logistics']);
});
after(() => city?.close());

const CAUSES: readonly SuspensionCause[] = ['objection', 'verification', 'shield', 'unanswered-objection'];
const HIDING: readonly SuspensionCause[] = ['shield', 'unanswered-objection'];

const happening = fc.record({
  whose: fc.nat({ max: PARTIES - 1 }),
  which: fc.constantFrom('fine' as const, 'listed' as const),
  what: fc.constantFrom(
    ...([
      'withdraw',
      'repair',
      'close',
      'reopen',
      'release',
      'suspend',
      'suspend',
      'suspend',
      'resume',
      'resume',
    ] as const),
  ),
  cause: fc.constantFrom(...CAUSES),
  hours: fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 80 }) }, { weight: 1, arbitrary: fc.nat({ max: 20_000 }) }),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** What a stranger may know of a record, kept beside the database by the rules in words. */
type Standing = {
  open: boolean;
  ended: 'withdrawn' | 'repaired' | 'closed' | null;
  causes: Set<SuspensionCause>;
  until: string;
};

const mayBeSeen = ({ open, ended, causes, until }: Standing, day: string) =>
  open && ended === null && ![...causes].some((cause) => HIDING.includes(cause)) && day <= until;

async function happen(one: Happening, record: Held, standing: Standing): Promise<void> {
  const { pool, clock } = city.system;
  const agency = record.category === 'penalty' ? drug.code : court.code;
  const catalogue = await catalogueInForce(pool, today(clock()));
  const answer = await writeUnlessRefused(pool, clock, async (trx, now) => {
    const act = { actor: '李想', agency, purpose: 'test', now };
    const of = { subjectId: record.subjectId, recordId: record.recordId, ...paper };
    switch (one.what) {
      case 'withdraw':
        return withdrawRecord(trx, act, { category: record.category, record, ...paper });
      case 'repair':
        return closeRecord(trx, act, catalogue, { ...of, kind: 'repair' });
      case 'close':
        return closeRecord(trx, act, catalogue, { ...of, kind: 'closure' });
      case 'reopen':
        return reopenRecord(trx, act, catalogue, of);
      case 'suspend':
        return suspendRecord(trx, act, { ...of, cause: one.cause });
      case 'resume':
        return resumeRecord(trx, act, { ...of, cause: one.cause });
      case 'release':
        return releaseRecords(trx, act, catalogue, { batchId: await batchOf(trx, record) });
    }
  });
  if (isRefusal(answer)) return;
  if (one.what === 'suspend') standing.causes.add(one.cause);
  if (one.what === 'resume') standing.causes.delete(one.cause);
  if (one.what === 'release') standing.open = true;
  if (one.what === 'reopen') Object.assign(standing, { ended: null, open: true });
  const ended = ({ withdraw: 'withdrawn', repair: 'repaired', close: 'closed' } as const)[one.what as 'close'];
  if (ended !== undefined) {
    standing.ended = ended;
    standing.causes.clear();
  }
}

async function batchOf(trx: Queryable, { subjectId, recordId }: Held): Promise<string> {
  const { rows } = await trx.query<{ batch_id: string }>(
    'select batch_id from record where subject_id = $1 and record_id = $2 and superseded_at is null',
    [subjectId, recordId],
  );
  return rows[0]?.batch_id ?? '';
}

/** Last day on which the record is public, as its first window says. */
async function untilOf({ subjectId, recordId }: Held): Promise<string> {
  const { rows } = await city.system.pool.query<{ until: string }>(
    `select public_until as until from record_window where subject_id = $1 and record_id = $2 and superseded_at is null`,
    [subjectId, recordId],
  );
  assert(rows[0] !== undefined);
  return rows[0].until;
}

async function run(happenings: readonly Happening[], seen: Record<'shown' | 'kept', number>): Promise<void> {
  city.clock.now = START;
  const [open] = await registerParties(city, [++parties]);
  const [waiting] = await registerParties(city, [++parties], true);
  assert(open !== undefined && waiting !== undefined);
  const until = { fine: await untilOf(open.fine), listed: await untilOf(open.listed) };
  const standing = new Map<string, Standing>();
  for (const [party, isOpen] of [
    [open, true],
    [waiting, false],
  ] as const) {
    for (const which of ['fine', 'listed'] as const) {
      standing.set(party[which].recordId, { open: isOpen, ended: null, causes: new Set(), until: until[which] });
    }
  }
  const moments: string[] = [];
  for (const one of happenings) {
    city.clock.now = new Date(city.clock.now.getTime() + one.hours * 3_600_000);
    moments.push(new Date(city.clock.now.getTime() - 1_000).toISOString());
    const record = (one.whose === 0 ? open : waiting)[one.which];
    await happen(one, record, standing.get(record.recordId) as Standing);
  }
  city.clock.now = new Date(city.clock.now.getTime() + 60_000);
  const day = today(city.clock.now);
  const days = ['2026-11-21', day, addDays(day, 40)];
  const paths = [...archivePaths(city.server, { days, moments: moments.slice(-3) }), ...pagePaths(city.server)];
  for (const party of [open, waiting]) {
    for (const { name, read } of paths) {
      const text = await read(party);
      for (const which of ['fine', 'listed'] as const) {
        const record = party[which];
        const may = mayBeSeen(standing.get(record.recordId) as Standing, day);
        const says = text.includes(record.documentNo) || text.includes(record.recordId);
        assert.ok(may || !says, `${name} shows the ${which} of ${party.code}`);
        if (name === 'records?limit=200') {
          assert.equal(says, may, `the archive has what may be seen of the ${which}`);
          seen[may ? 'shown' : 'kept']++;
        }
      }
    }
  }
}

const now = { cause: 'objection', hours: 1 } as const;
/** By luck alone the random ones may all show nothing: in the first of these everything is seen, in the second nothing. */
const ALWAYS: [Happening[]][] = [
  [(['fine', 'listed'] as const).map((which) => ({ whose: 1, which, what: 'release', ...now }))],
  [(['fine', 'listed'] as const).map((which) => ({ whose: 0, which, what: 'withdraw', ...now }))],
];
const RECORDS_OF_A_HISTORY = 4;

test('whatever has happened, no page and no answer shows a stranger what ended, waits or is hidden, whatever date is asked for', async () => {
  const seen = { shown: 0, kept: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 12 }), (happenings) => run(happenings, seen)),
    { examples: ALWAYS, numRuns: ALWAYS.length + HISTORIES, endOnFailure: true },
  );
  assert.ok(Math.min(seen.shown, seen.kept) >= RECORDS_OF_A_HISTORY, JSON.stringify(seen));
});
