import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import pg from 'pg';
import { type TestSystem, testSystem } from '../../../../../tests/system.ts';
import { withClient } from '../../../platform/db/pool.ts';
import { write } from '../../../platform/db/write.ts';
import { isRefusal } from '../../../platform/errors.ts';
import { eraseJournalValue } from '../erase-value.ts';
import { signHead } from '../heads/sign-head.ts';
import { type Act, journal } from '../journal.ts';
import { keysOf, sequenceAll, verified } from '../journal-fixture.ts';
import { commitmentOf } from '../seal.ts';

/** One complete block of 256 leaves, and some. */
const ENTRIES = 300;
/** Middle of the tree; position and id differ by one, because nothing was rolled back. */
const POSITION = 150;
const ENTRY = String(POSITION + 1);

let at: TestSystem;
before(async () => {
  at = await testSystem();
  await writeEntries(ENTRIES / 2);
  await signHead(at.system.pool, keysOf(at.system), at.clock.now);
  await writeEntries(ENTRIES / 2);
  await signHead(at.system.pool, keysOf(at.system), at.clock.now);
});
after(() => at.close());
afterEach(async () => {
  assert.equal((await verified(at.system)).broken, null, 'what a test changed it has put back');
});

const act = (): Act => ({
  actor: '张三',
  agency: '11990101MB1D1UME61',
  purpose: 'test',
  from: '10.0.0.7',
  ref: '青许〔2026〕7号',
  now: at.clock.now,
});

async function writeEntries(count: number): Promise<void> {
  const trx = await at.system.pool.connect();
  await trx.query('begin');
  for (let n = 0; n < count; n++) {
    await journal(trx, act(), {
      event: 'record.released',
      subjectId: '91990100MAB04BY3X7',
      target: `b${n}`,
      detail: { records: n, reason: '核对无误', nested: { b: [1, 0.25, null], a: '甲' } },
    });
  }
  await trx.query('commit');
  trx.release();
  await sequenceAll(at.system.pool);
}

/** What verify says after a change by the database's owner, which is taken back afterwards. */
async function verdictAfter(table: string, change: string) {
  return withClient(at.ownerUrl, async (owner) => {
    await owner.query(`create temp table held as table ${table}`);
    const { rowCount } = await owner.query(change);
    assert.equal(rowCount, 1, change);
    const { broken } = await verified(at.system);
    await owner.query(`delete from ${table}`);
    await owner.query(
      `insert into ${table} ${table === 'journal_entry' ? 'overriding system value' : ''} select * from held`,
    );
    return broken;
  });
}

/** Changes one byte of an expression that yields bytes. */
const flipped = (bytes: string, at: number) => `set_byte(${bytes}, ${at}, get_byte(${bytes}, ${at}) # 1)`;

test('a journal that nobody touched verifies, and everything in it is counted', async () => {
  assert.deepEqual(await verified(at.system), {
    treeSize: ENTRIES,
    entries: ENTRIES,
    heads: 2,
    erasedValues: 0,
    detachedEntries: 0,
    unsequenced: 0,
    broken: null,
  });
});

test('one byte of any column of an entry makes verify name the entry, its position and the field', async () => {
  const changes: Record<string, string> = {
    occurred_at: `occurred_at + interval '1 microsecond'`,
    actor: `'张四'`,
    agency: 'null',
    purpose: `'tesu'`,
    event: `'record.withdrawn'`,
    subject_id: `'91990100MAB04BY3X8'`,
    target: `target || ' '`,
    origin: `'10.0.0.8'`,
    ref: 'null',
  };
  for (const [column, value] of Object.entries(changes)) {
    const broken = await verdictAfter(
      'journal_entry',
      `update journal_entry set ${column} = ${value} where entry_id = ${ENTRY}`,
    );
    assert.deepEqual([broken?.code, broken?.entryId, broken?.position], ['value', ENTRY, POSITION], column);
    assert.match(broken?.said ?? '', new RegExp(column));
  }
});

test('so does any change to the detail: a value, a key more, a key less, a number written another way', async () => {
  const details = [
    `jsonb_set(detail, '{nested,a}', '"乙"')`,
    `detail || '{"more": 1}'`,
    `detail - 'reason'`,
    `jsonb_set(detail, '{nested,b,1}', '0.250')`,
    `jsonb_set(detail, '{records}', '"1"')`,
  ];
  for (const detail of details) {
    const broken = await verdictAfter(
      'journal_entry',
      `update journal_entry set detail = ${detail} where entry_id = ${ENTRY}`,
    );
    assert.deepEqual([broken?.code, broken?.entryId, broken?.position], ['value', ENTRY, POSITION], detail);
  }
});

test('a changed salt or commitment, a salt taken away and a missing entry are named as well', async () => {
  const seal = (set: string) => `update journal_seal set ${set} where entry_id = ${ENTRY}`;
  const cases: [table: string, change: string, code: string][] = [
    ['journal_seal', seal(`salts[2] = ${flipped('salts[2]', 15)}`), 'value'],
    ['journal_seal', seal(`commitments[2] = ${flipped('commitments[2]', 0)}`), 'value'],
    ['journal_seal', seal('salts[2] = null'), 'erasure'],
    ['journal_seal', seal('salts[1] = null'), 'erasure'],
    ['journal_seal', seal(`fields[2] = 'purpose'`), 'seal'],
    ['journal_seal', `delete from journal_seal where entry_id = ${ENTRY}`, 'seal'],
  ];
  for (const [table, change, code] of cases) {
    const broken = await verdictAfter(table, change);
    assert.deepEqual([broken?.code, broken?.entryId], [code, ENTRY], change);
  }
  const broken = await withClient(at.ownerUrl, async (owner) => {
    await owner.query('create temp table held as table journal_entry');
    await owner.query(`delete from journal_entry where entry_id = ${ENTRY}`);
    const { broken } = await verified(at.system);
    await owner.query(`insert into journal_entry overriding system value select * from held where entry_id = ${ENTRY}`);
    return broken;
  });
  assert.deepEqual([broken?.code, broken?.entryId], ['seal', ENTRY]);
});

test('a value changed together with its commitment, as somebody would who knows how, no longer fits the leaf', async () => {
  const broken = await withClient(at.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      'select salts[2] as salt, commitments[2] as was from journal_seal where entry_id = $1',
      [ENTRY],
    );
    const change = async (actor: string, commitment: Buffer) => {
      await owner.query('update journal_entry set actor = $2 where entry_id = $1', [ENTRY, actor]);
      await owner.query('update journal_seal set commitments[2] = $2 where entry_id = $1', [ENTRY, commitment]);
    };
    await change('李四', commitmentOf(rows[0].salt, 'actor', '李四'));
    const { broken } = await verified(at.system);
    await change('张三', rows[0].was);
    return broken;
  });
  assert.deepEqual([broken?.code, broken?.entryId, broken?.position], ['leaf', ENTRY, POSITION]);
});

test('a changed leaf, a leaf that names another entry, a leaf taken away, a changed node are named', async () => {
  const cases: [table: string, change: string, code: string, position: number][] = [
    [
      'journal_leaf',
      `update journal_leaf set hash = ${flipped('hash', 31)} where position = ${POSITION}`,
      'leaf',
      POSITION,
    ],
    [
      'journal_leaf',
      `update journal_leaf set entry_id = 100000 where position = ${POSITION}`,
      'entry-missing',
      POSITION,
    ],
    ['journal_leaf', `delete from journal_leaf where position = ${POSITION}`, 'position', POSITION],
    ['journal_node', `update journal_node set hash = ${flipped('hash', 0)} where level = 1 and index = 0`, 'node', 0],
    ['journal_node', 'delete from journal_node where level = 1 and index = 0', 'node', 0],
    ['journal_node', `update journal_node set level = 2 where level = 1 and index = 0`, 'node', 0],
  ];
  for (const [table, change, code, position] of cases) {
    const broken = await verdictAfter(table, change);
    assert.deepEqual([broken?.code, broken?.position], [code, position], change);
  }
});

test('a head with another root, moment, size or signature, and a head by an unknown key are named by their size', async () => {
  const head = (set: string) => `update journal_head set ${set} where tree_size = ${ENTRIES}`;
  const cases: [change: string, code: string, treeSize: number][] = [
    [head(`root = ${flipped('root', 5)}`), 'root', ENTRIES],
    [head(`signed_at = signed_at + interval '1 microsecond'`), 'signature', ENTRIES],
    [head(`signature = ${flipped('signature', 40)}`), 'signature', ENTRIES],
    [head(`key_id = '0123456789abcdef'`), 'key', ENTRIES],
    [head(`tree_size = ${ENTRIES - 1}`), 'root', ENTRIES - 1],
    [head(`tree_size = ${ENTRIES + 1}`), 'root', ENTRIES + 1],
  ];
  for (const [change, code, treeSize] of cases) {
    const broken = await verdictAfter('journal_head', change);
    assert.deepEqual([broken?.code, broken?.treeSize], [code, treeSize], change);
  }
  const broken = await verdictAfter('journal_key', `update journal_key set public_key = ${flipped('public_key', 3)}`);
  assert.equal(broken?.code, 'key');
});

test('an entry slipped in where everything is settled is named; a new one merely waits', async () => {
  await withClient(at.ownerUrl, async (owner) => {
    await owner.query('begin');
    await journal(owner, act(), { event: 'record.closed' });
    await owner.query('insert into journal_settled select max(entry_id) from journal_entry');
    await owner.query('commit');
    const { broken } = await verified(at.system);
    assert.equal(broken?.code, 'skipped');
    const { rows } = await owner.query(
      'delete from journal_settled where entry_id = (select max(entry_id) from journal_settled) returning entry_id',
    );
    assert.equal(broken?.entryId, rows[0]?.entry_id);
  });
  const { broken, unsequenced } = await verified(at.system);
  assert.deepEqual([broken, unsequenced], [null, 1]);
  await sequenceAll(at.system.pool);
});

test('the application may add to the journal and read it, and change, remove or detach nothing', async () => {
  const { rows: tables } = await at.system.pool.query(
    `select relname as name from pg_class where relkind = 'r' and relname like 'journal%' and relnamespace = 'public'::regnamespace`,
  );
  assert.ok(tables.length >= 9);
  for (const { name } of tables) {
    const { rows } = await at.system.pool.query(
      `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
      [name],
    );
    const column = rows[0]?.attname;
    for (const deed of [
      `update ${name} set ${column} = ${column}`,
      `delete from ${name}`,
      `truncate ${name}`,
      `drop table ${name}`,
    ]) {
      await assert.rejects(
        at.system.pool.query(deed),
        (error) => error instanceof pg.DatabaseError && error.code === '42501',
        deed,
      );
    }
  }
  for (const name of ['journal_erasure', 'journal_detachment']) {
    const { rows } = await at.system.pool.query(`select has_table_privilege($1, 'insert') as may`, [name]);
    assert.equal(rows[0]?.may, false);
  }
});

test('an erased value is gone with its salt, verify stays green, and who erased it and why stands in the journal', async () => {
  const erase = (field: string, entryId = ENTRY) =>
    write(at.system.pool, at.system.clock, (trx, now) =>
      eraseJournalValue(trx, { ...act(), now }, { entryId, field, reason: '本人申请，依法删除' }),
    );
  for (const field of ['actor', 'subject_id', 'target', 'origin', 'ref', 'detail.nested']) {
    assert.deepEqual(await erase(field), { erased: true }, field);
  }
  const { rows } = await at.system.pool.query(
    `select actor, subject_id, target, origin, ref, erased, detail, (select count(*)::int from unnest(salts) s where s is null) as salts_gone
       from journal_entry join journal_seal using (entry_id) where entry_id = $1`,
    [ENTRY],
  );
  const [actor, subject_id, target, origin, ref] = [null, null, null, null, null];
  const detail = { records: 0, reason: '核对无误' };
  assert.deepEqual(rows, [{ actor, subject_id, target, origin, ref, erased: true, detail, salts_gone: 6 }]);

  const refused = async (field: string, entryId?: string) => {
    const outcome = await erase(field, entryId);
    return isRefusal(outcome) ? outcome.refused : 'erased';
  };
  assert.equal(await refused('actor'), 'already-done');
  assert.equal(await refused('event'), 'invalid-request');
  assert.equal(await refused('detail.unknown'), 'not-found');
  assert.equal(await refused('actor', '999999'), 'not-found');
  await assert.rejects(at.system.pool.query(`select journal_erase_value(1, 'event', now(), 'x', 'y')`), /for ever/);

  await sequenceAll(at.system.pool);
  const { broken, erasedValues } = await verified(at.system);
  assert.deepEqual([broken, erasedValues], [null, 6]);
  const said = await at.system.pool.query(
    `select e.detail->>'field' as field, x.actor, x.reason from journal_entry e
       join journal_erasure x on x.entry_id = e.target::bigint and x.field = e.detail->>'field'
      where e.event = 'journal.value-erased' and e.target = $1 order by e.entry_id limit 1`,
    [ENTRY],
  );
  assert.deepEqual(said.rows, [{ field: 'actor', actor: '张三', reason: '本人申请，依法删除' }]);
  const hidden = await verdictAfter('journal_erasure', `delete from journal_erasure where field = 'actor'`);
  assert.deepEqual([hidden?.code, hidden?.entryId, hidden?.position], ['erasure', ENTRY, POSITION]);
});
