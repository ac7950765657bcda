import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../tests/database.ts';
import { addDays, today } from '../../kernel/dates.ts';
import { type Transaction, write } from '../../platform/db/write.ts';
import { isRefusal } from '../../platform/errors.ts';
import { holdSubject } from '../subjects/find-fixture.ts';
import { recordsOf } from './archive.ts';
import { archiveCatalogue, holdVersion, holdWindow, idOf, MARKET_OFFICE } from './archive-fixture.ts';
import { closeRecord } from './close.ts';
import { resumeRecord, suspendRecord } from './suspend.ts';
import { RECORD_ENDED, RECORD_RETURNED } from './tell-ended.ts';
import { CLIENTS, type Deed, NUMBERS, type Step, step } from './time-travel-fixture.ts';
import { type Asked, expected, type Happened, type Span, standingOf } from './time-travel-model.ts';
import { withdrawRecord } from './withdraw.ts';

const START = new Date('2026-03-01T08:00:00.250+08:00');
const RUNS = 16;
/** Moments of a run that are asked about once more when all is written. */
const PROBES = 30;
const catalogue = archiveCatalogue();
const paper = { reason: '复核', document: '青核〔2026〕1号' };

type Open = {
  trx: Transaction;
  now: Date;
  began: Date;
  log: Happened[];
  held: Set<string>;
  end: (commit: boolean) => Promise<void>;
};

class RolledBack extends Error {}

describe('time travel through the archive', () => {
  let database: TestDatabase;
  let runs = 0;
  before(async () => {
    database = await testDatabase();
    // a worker does so when it starts; else the first writes that add a job would wait for each other to name it
    await database.pool.query(
      'insert into graphile_worker._private_tasks (identifier) select unnest($1::text[]) on conflict do nothing',
      [[RECORD_ENDED, RECORD_RETURNED]],
    );
  });
  after(() => database.close());

  /** A write that stays open until told how to end. */
  async function begin(clock: () => Date): Promise<Open> {
    const began = clock();
    let decide: (commit: boolean) => void = () => {};
    const decided = new Promise<boolean>((resolve) => {
      decide = resolve;
    });
    let ended: Promise<void> = Promise.resolve();
    const { trx, now } = await new Promise<{ trx: Transaction; now: Date }>((resolve, reject) => {
      ended = write(database.pool, clock, async (opened, moment) => {
        resolve({ trx: opened, now: moment });
        if (!(await decided)) throw new RolledBack();
      }).catch((error: unknown) => {
        reject(error);
        if (!(error instanceof RolledBack)) throw error;
      });
    });
    const end = async (commit: boolean) => {
      decide(commit);
      await ended;
    };
    return { trx, now, began, log: [], held: new Set(), end };
  }

  /** Does the deed and says what happened; undefined where it was refused or cannot follow what was recorded later. */
  async function perform(
    open: Open,
    log: readonly Happened[],
    subjectId: string,
    deed: Deed,
  ): Promise<Happened | undefined> {
    const { trx, now } = open;
    const { documentNo } = deed;
    const act = { actor: '李想', agency: MARKET_OFFICE, purpose: 'test', now };
    const key = { subjectId, documentNo };
    const record = { subjectId, recordId: idOf(key), ...paper };
    const { version, span: standing } = standingOf(log, documentNo);
    const from = addDays(today(START), deed.begins);
    const ends = (days: number | null) => (days === null ? null : addDays(from, days));
    const span: Span = { from, shownUntil: ends(deed.shown), usedUntil: ends(deed.used) };
    const invented = { ...key, decidedOn: from, shownUntil: span.shownUntil, validUntil: span.usedUntil };
    const overtaken = log.some((happened) => happened.documentNo === documentNo && happened.moment > now);

    switch (deed.deed) {
      case 'version': {
        if (overtaken) return undefined;
        const withheld = version === 0 && deed.withheld;
        await holdVersion(trx, now, { ...invented, version: version + 1 }, withheld ? undefined : 'new-version');
        return { documentNo, moment: now, deed: 'version', version: version + 1, span: withheld ? null : span };
      }
      case 'correction':
        if (overtaken || version === 0 || standing === null) return undefined;
        await trx.query(
          `insert into record_deed (subject_id, record_id, deed_no, kind, reason, document, actor, recorded_at)
           select $1, $2, coalesce(max(deed_no), 0) + 1, 'correction', '笔误', '青更1号', '李想', $3
             from record_deed where subject_id = $1 and record_id = $2`,
          [subjectId, record.recordId, now],
        );
        await holdVersion(trx, now, { ...invented, version: version + 1 }, 'correction');
        return { documentNo, moment: now, deed: 'correction', version: version + 1, span };
      case 'reconfirmation':
        if (overtaken || version === 0) return undefined;
        await holdWindow(trx, now, { ...invented, category: 'penalty', version }, 'reconfirmed');
        return { documentNo, moment: now, deed: 'reconfirmation', span };
      case 'withdrawal': {
        const answer = await withdrawRecord(trx, act, { category: 'penalty', record, ...paper });
        return isRefusal(answer) ? undefined : { documentNo, moment: answer.withdrawnAt, deed: 'withdrawal' };
      }
      case 'suspension': {
        const answer = await suspendRecord(trx, act, { ...record, cause: deed.cause });
        return isRefusal(answer)
          ? undefined
          : { documentNo, moment: answer.suspendedAt, deed: 'suspension', cause: deed.cause };
      }
      case 'resumption': {
        const answer = await resumeRecord(trx, act, { ...record, cause: deed.cause });
        return isRefusal(answer)
          ? undefined
          : { documentNo, moment: answer.resumedAt, deed: 'resumption', cause: deed.cause };
      }
      default: {
        const answer = await closeRecord(trx, act, catalogue, { ...record, kind: deed.deed });
        return isRefusal(answer) ? undefined : { documentNo, moment: answer.closedAt, deed: deed.deed };
      }
    }
  }

  async function answerTo(subjectId: string, asked: Asked): Promise<string[] | 'not-yet-known'> {
    const answer = await recordsOf(database.pool, catalogue, { subjectId, ...asked, limit: 200 });
    if (isRefusal(answer)) {
      assert.equal(answer.refused, 'not-yet-known');
      return 'not-yet-known';
    }
    return answer.records.map(({ documentNo: number, version }) => `${number} v${version}`).sort();
  }

  async function run(
    steps: readonly Step[],
    seen: { answers: number; refusals: number; travelled: number },
  ): Promise<void> {
    const subjectId = `L-${++runs}`;
    await holdSubject(database.pool, { subjectId, name: `虚构${runs}` });
    let time = START.getTime();
    const clock = () => new Date(time);
    const clients: (Open | undefined)[] = Array.from({ length: CLIENTS }, () => undefined);
    let committed: Happened[] = [];
    const answered: { asked: Asked & { knownAt: Date }; stood: string }[] = [];
    const stoodAt = (moment: Date) => JSON.stringify(NUMBERS.map((number) => standingOf(committed, number, moment)));

    const end = async (at: number, commit: boolean) => {
      const open = clients[at];
      clients[at] = undefined;
      await open?.end(commit);
      if (commit && open !== undefined) committed = [...committed, ...open.log];
    };
    const ask = async (asked: Asked) => {
      const answer = await answerTo(subjectId, asked);
      const { knownAt } = asked;
      const unsettled = knownAt !== undefined && (knownAt >= asked.now || knownAt.getTime() >= settledBefore());
      assert.deepEqual(answer, unsettled ? 'not-yet-known' : expected(committed, asked).sort());
      if (unsettled) seen.refusals++;
      else if (knownAt !== undefined) answered.push({ asked: { ...asked, knownAt }, stood: stoodAt(knownAt) });
      seen.answers += answer.length > 0 ? 1 : 0;
      seen.travelled += knownAt !== undefined && answer.length > 0 && !unsettled ? 1 : 0;
    };

    const settledBefore = () =>
      Math.min(
        ...clients.map((open) => (open === undefined ? Infinity : Math.floor(open.began.getTime() / 1000) * 1000)),
      );
    const momentOf = (ago: number | 'edge' | 'before-edge' | undefined): Date | undefined => {
      if (ago === undefined) return undefined;
      const edge = Math.min(settledBefore(), time);
      return new Date(typeof ago === 'number' ? time - ago : ago === 'edge' ? edge : edge - 1);
    };
    /** The more stands today, the more of the past may be shown, and compared. */
    const showEverythingAgain = async () => {
      time += 1_000;
      const open = await begin(clock);
      clients[0] = open;
      const deed = {
        step: 'deed',
        client: 0,
        begins: -9,
        shown: null,
        used: null,
        withheld: false,
      } as const;
      for (const number of NUMBERS) {
        const steps = [
          { deed: 'reconfirmation', cause: 'objection' },
          { deed: 'resumption', cause: 'shield' },
          { deed: 'resumption', cause: 'unanswered-objection' },
        ] as const;
        for (const then of steps) {
          const happened = await perform(open, [...committed, ...open.log], subjectId, {
            ...deed,
            documentNo: number,
            ...then,
          });
          if (happened !== undefined) open.log.push(happened);
        }
      }
      await end(0, true);
      time += 1_000;
    };

    try {
      for (const one of steps) {
        if (one.step === 'wait') time += one.ms;
        if (one.step === 'end') await end(one.client, one.commit);
        if (one.step === 'ask') {
          const now = clock();
          const asOf = one.day === undefined ? undefined : addDays(today(now), one.day);
          await ask({
            openness: one.openness,
            asOf,
            knownAt: momentOf(one.ago),
            now,
          });
        }
        if (one.step === 'deed') {
          // A record that another client holds would make this one wait for it: PostgreSQL's business, not ours.
          if (clients.some((open, at) => at !== one.client && open?.held.has(one.documentNo))) continue;
          const open = clients[one.client] ?? (await begin(clock));
          clients[one.client] = open;
          open.held.add(one.documentNo);
          const happened = await perform(open, [...committed, ...open.log], subjectId, one);
          if (happened !== undefined) open.log.push(happened);
        }
      }
      for (const at of clients.keys()) await end(at, true);
      await showEverythingAgain();
      const moments = new Set(committed.flatMap(({ moment }) => [moment.getTime() - 1, moment.getTime()]));
      for (const [at, moment] of [...moments].slice(-PROBES).entries()) {
        const asOf = at % 2 === 0 ? undefined : addDays(today(START), (at % 14) - 4);
        const openness = at % 3 === 0 ? 'public' : 'government';
        await ask({ openness, asOf, knownAt: new Date(moment), now: clock() });
      }
      for (const { asked, stood } of answered.splice(0)) {
        assert.equal(stoodAt(asked.knownAt), stood, 'nothing became known of a moment that had been answered');
        await ask({ ...asked, now: clock() });
        await ask({ ...asked, asOf: undefined, now: clock() });
      }
    } finally {
      for (const at of clients.keys()) await end(at, false);
    }
  }

  it('answers every question as the replay of the recorded deeds does, and of the past always the same', async () => {
    const seen = { answers: 0, refusals: 0, travelled: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50, size: 'max' }), (steps) => run(steps, seen)),
      { numRuns: RUNS },
    );
    assert(seen.answers > RUNS && seen.refusals > RUNS / 2 && seen.travelled > RUNS, JSON.stringify(seen));
  });
});
