import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { PublicKey } from '../heads/signing-keys.ts';
import { follows } from '../tree/follows.ts';
import { GrowingTree } from '../tree/growing-tree.ts';
import { broken, JournalBroken } from '../verify/broken.ts';
import { checkEntry } from '../verify/check-entry.ts';
import { checkSignatures } from '../verify/check-head.ts';
import type { DetachedMonth, DetachedRow } from '../verify/detached-ranges.ts';
import {
  headFromText,
  MONTH_FORMAT,
  type MonthEnd,
  type MonthHeader,
  type MonthRow,
  sealFromText,
} from './month-file.ts';

export type OpenMonth = DetachedMonth & { header: MonthHeader };

/** Opens the file of a detached month. Its rows are checked while they are read, the file as a whole with the last. */
export async function openMonth(path: string, trusted: readonly PublicKey[]): Promise<OpenMonth> {
  const sha256 = await fileHash(path);
  const lines = linesOf(path);
  const { value } = await lines.next();
  const header = JSON.parse(value ?? 'null') as MonthHeader | null;
  if (header?.format !== MONTH_FORMAT) throw broken('file', `${path} 不是移出的日志月份文件`);
  return { header, sha256, rows: rowsOf(path, header, value ?? '', lines, trusted) };
}

async function* rowsOf(
  path: string,
  header: MonthHeader,
  firstLine: string,
  lines: AsyncGenerator<string>,
  trusted: readonly PublicKey[],
): AsyncGenerator<DetachedRow> {
  const hash = createHash('sha256').update(`${firstLine}\n`);
  const tree = new GrowingTree(
    header.first,
    header.edge.map((level) => level.map((text) => Buffer.from(text, 'base64'))),
  );
  let end: MonthEnd | undefined;
  for await (const line of lines) {
    if (end !== undefined) throw broken('file', `${path} 在末行之后还有内容`);
    const row = JSON.parse(line) as MonthRow | MonthEnd;
    if ('sha256' in row) {
      end = row;
      continue;
    }
    hash.update(`${line}\n`);
    if (row.position !== tree.size) throw broken('file', `${path} 缺少第 ${tree.size} 位`, { position: tree.size });
    const leaf = leafOfRow(row);
    tree.append(leaf);
    yield { position: row.position, entryId: row.entry.entry_id, leaf };
  }
  if (end?.rows !== header.end - header.first || tree.size !== header.end || end.sha256 !== hash.digest('hex')) {
    throw broken('file', `${path} 不完整或被改动`);
  }
  const head = headFromText(header.head);
  const growth = { first: header.end, firstRoot: tree.root(), second: head.treeSize, secondRoot: head.root };
  const path_ = header.growth.map((text) => Buffer.from(text, 'base64'));
  if (!follows(growth, path_)) throw broken('root', `${path} 中的条目与其签名树头不符`, { treeSize: head.treeSize });
  checkSignatures(head, trusted);
}

function leafOfRow({ position, entry, seal, erased }: MonthRow): Buffer {
  try {
    return checkEntry(entry, sealFromText(seal), new Set(erased));
  } catch (error) {
    throw error instanceof JournalBroken ? new JournalBroken({ ...error.found, position }) : error;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* createInterface({ input: file.pipe(unpacked), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw broken('file', `${path} 无法读取：${error instanceof Error ? error.message : String(error)}`);
  } finally {
    file.destroy();
  }
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path)) hash.update(part);
  } catch (error) {
    throw broken('file', `${path} 无法读取：${error instanceof Error ? error.message : String(error)}`);
  }
  return hash.digest('hex');
}
