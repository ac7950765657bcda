import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  folder,
  opened,
  PASSPHRASE,
  refusalOf,
  SECRET,
  SMALL_CHUNKS,
  startedDatabase,
  written,
} from './backup-fixture.ts';
import { HEAD_BYTES } from './file-head.ts';
import { isRefused } from './refusal.ts';
import { writeBackup } from './write-backup.ts';

const CHUNK = SMALL_CHUNKS + 16;
const closing: (() => unknown)[] = [];
const whole = { after: (done: () => unknown) => void closing.unshift(done) };
let ownerUrl: string;
let place: string;
let path: string;
let bytes: Buffer;
before(async () => {
  const database = await startedDatabase(whole);
  ownerUrl = database.ownerUrl;
  await database.pool.query(
    `insert into journal_entry (occurred_at, actor, purpose, event, detail)
     select timestamptz '2026-03-02 12:00:00+08', '林', 'test', 'e', jsonb_build_object('n', md5(n::text)) from generate_series(1, 400) n`,
  );
  place = folder(whole);
  path = join(place, 'whole.gxb');
  await written(ownerUrl, path, { chunkBytes: SMALL_CHUNKS });
  bytes = readFileSync(path);
  assert(bytes.length > HEAD_BYTES + 8 * CHUNK, 'the file has several chunks');
});
after(async () => {
  for (const close of closing) await close();
});

/** Writes changed bytes to a file of its own and says why it is not opened. */
async function refusalOfBytes(changed: Buffer): Promise<string> {
  const copy = join(place, 'changed.gxb');
  writeFileSync(copy, changed);
  return (await refusalOf(copy))?.refused ?? 'opened';
}

test('what was written is read again: contents, manifest, files, rows as text', async () => {
  const backup = await opened(path);
  assert.deepEqual(backup.files.get('secret.key'), SECRET);
  assert.equal(backup.contents.migrations[0]?.name, '0001-journal.sql');
  assert.equal(backup.manifest.sections.find(({ name }) => name === 'journal_entry')?.rows, 400);
  const rows: unknown[] = [];
  for await (const row of backup.rows('journal_entry')) rows.push(row);
  assert.equal(rows.length, 400);
  assert.deepEqual(rows[0], {
    entry_id: '1',
    occurred_at: '2026-03-02 04:00:00+00',
    actor: '林',
    agency: null,
    purpose: 'test',
    event: 'e',
    subject_id: null,
    target: null,
    detail: '{"n": "c4ca4238a0b923820dcc509a6f75849b"}',
    origin: null,
    ref: null,
    erased: 'f',
  });
  for await (const _ of backup.rows('no_such_table')) assert.fail('there is no such table');
});

test('the file shows nothing of what is in it, and only its owner may read it', () => {
  for (const word of ['journal_entry', '0001-journal', '林', SECRET.toString().trim()]) assert(!bytes.includes(word));
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('a wrong passphrase is told apart from a damaged file', async () => {
  assert.equal((await refusalOf(path, `${PASSPHRASE}。`))?.refused, 'wrong-passphrase');
  assert.equal((await refusalOf(path, ''))?.refused, 'wrong-passphrase');
});

test('a flipped bit anywhere is refused: every byte of the head, and bytes all over the rest', async () => {
  const positions = [...Array(HEAD_BYTES).keys()];
  for (let at = HEAD_BYTES; at < bytes.length; at += 37) positions.push(at);
  positions.push(bytes.length - 1);
  const answers = new Map<string, number>();
  for (const at of positions) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const refused = await refusalOfBytes(changed);
    answers.set(refused, (answers.get(refused) ?? 0) + 1);
    if (at >= HEAD_BYTES) assert.equal(refused, 'damaged', `byte ${at}`);
  }
  assert.deepEqual([...answers.keys()].sort(), ['damaged', 'not-a-backup']);
  assert.equal(answers.get('not-a-backup'), 16);
});

test('a file cut off anywhere is refused and says so, also where a chunk ends', async () => {
  const lengths = [1, 15, 16, 17, HEAD_BYTES - 1, HEAD_BYTES, HEAD_BYTES + 1];
  for (let at = HEAD_BYTES + CHUNK; at < bytes.length; at += CHUNK) lengths.push(at - 1, at, at + 1);
  lengths.push(bytes.length - 1);
  for (const length of lengths) {
    const copy = join(place, 'cut.gxb');
    copyFileSync(path, copy);
    truncateSync(copy, length);
    const refused = await refusalOf(copy);
    assert.equal(refused?.refused, 'truncated', `${length} bytes`);
    assert.match(refused?.message ?? '', /不完整/);
  }
  assert.equal(await refusalOfBytes(Buffer.alloc(0)), 'not-a-backup');
});

test('chunks exchanged, doubled or left out are refused, and so is anything appended', async () => {
  const chunk = (number: number) => bytes.subarray(HEAD_BYTES + number * CHUNK, HEAD_BYTES + (number + 1) * CHUNK);
  const exchanged = Buffer.from(bytes);
  chunk(1).copy(exchanged, HEAD_BYTES + 2 * CHUNK);
  chunk(2).copy(exchanged, HEAD_BYTES + CHUNK);
  assert.equal(await refusalOfBytes(exchanged), 'damaged');
  const doubled = Buffer.from(bytes);
  chunk(1).copy(doubled, HEAD_BYTES + 2 * CHUNK);
  assert.equal(await refusalOfBytes(doubled), 'damaged');
  const end = HEAD_BYTES + 3 * CHUNK;
  assert.equal(await refusalOfBytes(Buffer.concat([bytes.subarray(0, end), bytes.subarray(end + CHUNK)])), 'truncated');
  assert.equal(await refusalOfBytes(Buffer.concat([bytes, Buffer.from('x')])), 'damaged');
});

test('a chunk of another backup with the same passphrase does not fit', async () => {
  const other = join(place, 'other.gxb');
  await written(ownerUrl, other, { chunkBytes: SMALL_CHUNKS });
  const mixed = Buffer.from(bytes);
  readFileSync(other).copy(mixed, HEAD_BYTES + CHUNK, HEAD_BYTES + CHUNK, HEAD_BYTES + 2 * CHUNK);
  assert.equal(await refusalOfBytes(mixed), 'damaged');
});

test('what is no backup, or not there, is said', async () => {
  assert.equal(await refusalOfBytes(Buffer.from('PK\u0003\u0004 something else')), 'not-a-backup');
  assert.equal((await refusalOf(join(place, 'nowhere.gxb')))?.refused, 'no-file');
  assert.equal((await refusalOf(place))?.refused, 'not-a-backup');
});

test('a backup overwrites nothing, and what cannot be finished leaves nothing behind', async () => {
  const target = folder(whole);
  const taken = join(target, 'taken.gxb');
  writeFileSync(taken, 'somebody else’s');
  const options = { ownerUrl, passphrase: PASSPHRASE, files: [] };
  const answers = [
    [await writeBackup({ ...options, path: taken }), 'exists'],
    [await writeBackup({ ...options, path: join(target, 'no', 'such', 'folder.gxb') }), 'not-writable'],
  ] as const;
  for (const [answer, code] of answers) assert.equal(isRefused(answer) && answer.refused, code);
  assert.equal(readFileSync(taken, 'utf8'), 'somebody else’s');
  mkdirSync(join(target, 'gone'));
  const unreachable = ownerUrl.replace(/\/[^/?]*(\?|$)/, '/no_such_database$1');
  await assert.rejects(writeBackup({ ...options, ownerUrl: unreachable, path: join(target, 'gone', 'a.gxb') }));
  assert.deepEqual(readdirSync(join(target, 'gone')), []);
});
