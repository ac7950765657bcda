import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { cursorRows } from '../../../platform/db/cursor-rows.ts';
import type { Seal } from '../seal.ts';
import { STORED_ENTRY, type StoredEntry } from '../stored-entry.ts';
import { storedTree } from '../stored-tree.ts';
import { consistencyPath } from '../tree/consistency-path.ts';
import { edgeOf } from '../tree/growing-tree.ts';
import { BLOCK } from '../tree/split.ts';
import type { ReadBlock } from '../tree/subtree-hash.ts';
import { headToText, MONTH_FORMAT, type MonthHeader, type MonthRow, sealToText } from './month-file.ts';
import type { MonthRange } from './month-range.ts';

const OWNER_READS_AND_WRITES = 0o600;

/** Writes the file of a month, on the disk when this returns; answers its SHA-256. Fails where the file exists. */
export async function writeMonth(
  client: pg.ClientBase,
  month: string,
  range: MonthRange,
  path: string,
): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform: (part, _encoding, done) => {
      hash.update(part);
      done(null, part);
    },
  });
  const file = await open(path, 'wx', OWNER_READS_AND_WRITES);
  try {
    const sink = file.createWriteStream({ flush: true });
    await pipeline(Readable.from(linesOf(client, month, range)), createGzip(), hashing, sink);
  } finally {
    await file.close().catch(() => {});
  }
  return { sha256: hash.digest('hex') };
}

async function* linesOf(
  client: pg.ClientBase,
  month: string,
  { first, end, head }: MonthRange,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: object) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const tree = storedTree(client);
  const header: MonthHeader = {
    format: MONTH_FORMAT,
    month,
    first,
    end,
    edge: await edgeBefore(tree, first),
    growth: (await consistencyPath(tree, end, head.treeSize)).map((node) => node.toString('base64')),
    head: headToText(head),
  };
  yield line(header);
  for await (const { position, fields, salts, commitments, erased, ...entry } of monthRows(client, first, end)) {
    const row: MonthRow = {
      position: Number(position),
      entry,
      seal: sealToText({ fields, salts, commitments }),
      erased,
    };
    yield line(row);
  }
  yield `${JSON.stringify({ rows: end - first, sha256: hash.digest('hex') })}\n`;
}

type Row = StoredEntry & Seal & { position: string; erased: string[] };

function monthRows(client: pg.ClientBase, first: number, end: number): AsyncGenerator<Row> {
  return cursorRows<Row>(
    client,
    'detached',
    `select ${STORED_ENTRY}, l.position, s.fields, s.salts, s.commitments,
            array(select x.field from journal_erasure x where x.entry_id = l.entry_id order by 1) as erased
       from journal_leaf l join journal_entry e using (entry_id) join journal_seal s using (entry_id)
      where l.position >= ${first} and l.position < ${end} order by l.position`,
  );
}

async function edgeBefore(tree: ReadBlock, size: number): Promise<string[][]> {
  const edge: string[][] = [];
  for (const [level, { from, to }] of edgeOf(size).entries()) {
    const hashes = from === to ? [] : (await tree(level, Math.floor(from / BLOCK))).slice(0, to - from);
    edge.push(hashes.map((hash) => hash.toString('base64')));
  }
  return edge;
}
