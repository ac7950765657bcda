import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { write } from '../../../platform/db/write.ts';
import { type Change, changesAfter } from './read-changes.ts';

const AGENCY = '11990100MB0QHCJ35Q';
const OTHER = '11990100MB0QHFY127';
const BEGINNING = { at: new Date(0), recallId: '' };

let at: TestSystem;
before(async () => {
  at = await testSystem();
  for (const [code, name] of [
    [AGENCY, '甲局'],
    [OTHER, '乙局'],
  ])
    await at.system.pool.query(
      `insert into agency (uscc, name, name_key, region, created_at) values ($1, $2, $2, '990100', $3)`,
      [code, name, at.clock.now],
    );
});
after(() => at.close());

/** A write that is open until it is told to end, as a slow job is. */
function begin(recipient: string) {
  let end = () => {};
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  const recallId = `l${randomBytes(10).toString('hex')}`;
  let inserted = () => {};
  const begun = new Promise<void>((resolve) => {
    inserted = resolve;
  });
  const done = write(at.system.pool, at.system.clock, async (trx, now) => {
    await trx.query(
      `insert into recall (subject_id, recall_id, record_id, effect, effect_at, recipient, ways, received_at, due_on, recorded_at)
       values ('91990100MAB04BY3X7', $1, $1, 'withdrawn', $2, $3, '{check}', $2, '2026-12-01', $2)`,
      [recallId, now, recipient],
    );
    inserted();
    await told;
  });
  const finish = async () => {
    end();
    await done;
  };
  return { recallId, recipient, begun, end: finish };
}

const STEPS = fc.array(
  fc.record({
    deed: fc.constantFrom('begin', 'end', 'read'),
    /** Which of the open writes ends. */
    which: fc.nat(),
    ours: fc.boolean(),
    passesMs: fc.integer({ min: 0, max: 1_400 }),
    limit: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 4, maxLength: 24 },
);
/** Of the pool's five connections one is the reader's. */
const OPEN_AT_MOST = 3;

test('whatever is being written while a system reads, it reads every change of its own once, in one order, and none of anybody else', async () => {
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => {
      at.clock.now = new Date(at.clock.now.getTime() + 10_000);
      const open: ReturnType<typeof begin>[] = [];
      const made: string[] = [];
      const got: Change[] = [];
      let place = { ...BEGINNING, at: at.clock.now };
      const read = async (limit: number) => {
        const now = at.system.clock();
        const { changes, next } = await changesAfter(at.system.pool, { agency: AGENCY, now }, place, limit);
        got.push(...changes);
        place = next;
        return changes.length;
      };
      for (const { deed, which, ours, passesMs, limit } of steps) {
        at.clock.now = new Date(at.clock.now.getTime() + passesMs);
        if (deed === 'read') await read(limit);
        else if (deed === 'begin' && open.length < OPEN_AT_MOST) {
          const writing = begin(ours ? AGENCY : OTHER);
          await writing.begun;
          open.push(writing);
          if (ours) made.push(writing.recallId);
        } else if (deed === 'end') await open.splice(which % Math.max(open.length, 1), 1)[0]?.end();
      }
      for (const writing of open) await writing.end();
      at.clock.now = new Date(at.clock.now.getTime() + 1);
      while ((await read(2)) > 0);
      const ids = got.map(({ changeId }) => changeId);
      assert.deepEqual([...ids].sort(), [...made].sort(), 'every one once');
      assert.deepEqual(
        got.map((change) => change.at.getTime()),
        got.map((change) => change.at.getTime()).sort((a, b) => a - b),
      );
    }),
    { numRuns: 60 },
  );
});
