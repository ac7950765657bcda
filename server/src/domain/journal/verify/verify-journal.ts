import { Ahead } from '../../../platform/db/ahead.ts';
import type { PublicKey } from '../heads/signing-keys.ts';
import { GrowingTree, type TreeNode } from '../tree/growing-tree.ts';
import { type Break, broken, JournalBroken } from './broken.ts';
import { checkHead, checkKey } from './check-head.ts';
import { type DetachedMonth, DetachedRanges } from './detached-ranges.ts';
import { EntriesById, type RowsBehind } from './entries-by-id.ts';
import type { JournalSource, LeafRow } from './source.ts';

export type VerifyOptions = {
  /** Keys whose signatures count. */
  trusted: readonly PublicKey[];
  /** Compares the rows whose root an entry holds. */
  rowsBehind?: RowsBehind;
  /** Files of detached months, by month. */
  detached?: ReadonlyMap<string, DetachedMonth>;
};

export type Verified = {
  /** Entries with a position. */
  treeSize: number;
  /** Readable entries in the database. */
  entries: number;
  heads: number;
  erasedValues: number;
  /** Positions whose entries lie in a file. */
  detachedEntries: number;
  /** Entries that have no position yet. */
  unsequenced: number;
  /** The first contradiction. */
  broken: Break | null;
};

/**
 * Recomputes a whole journal in one pass, a few rows of each table in memory: every value against its commitment, every
 * leaf, the order, the stored nodes, every signed head. One recomputed tree under all heads is their consistency.
 */
export async function verifyJournal(source: JournalSource, options: VerifyOptions): Promise<Verified> {
  const pass = new Pass(source, options);
  try {
    await pass.run();
  } catch (error) {
    if (!(error instanceof JournalBroken)) throw error;
    pass.verified.broken = error.found;
  }
  return pass.result();
}

class Pass {
  readonly verified: Verified = {
    treeSize: 0,
    entries: 0,
    heads: 0,
    erasedValues: 0,
    detachedEntries: 0,
    unsequenced: 0,
    broken: null,
  };
  readonly #source: JournalSource;
  readonly #trusted: readonly PublicKey[];
  readonly #entries: EntriesById;
  readonly #nodes;
  readonly #heads;
  readonly #tree = new GrowingTree();
  readonly #detached: DetachedRanges;
  /** Computed nodes of the higher levels, one in 65,536 leaves: they are stored after all those of the first. */
  readonly #higher = new Map<string, Buffer>();

  constructor(source: JournalSource, { trusted, rowsBehind, detached }: VerifyOptions) {
    this.#source = source;
    this.#trusted = trusted;
    this.#entries = new EntriesById(source, rowsBehind ?? (async () => undefined));
    this.#nodes = new Ahead(source.nodes());
    this.#heads = new Ahead(source.heads());
    this.#detached = new DetachedRanges(source.detachments(), detached ?? new Map());
  }

  async run(): Promise<void> {
    for await (const key of this.#source.keys()) checkKey(key);
    for await (const leaf of this.#source.leaves()) {
      await this.#checkLeaf(leaf);
      for (const node of this.#tree.append(leaf.hash)) await this.#checkNode(node);
      await this.#checkHeads();
    }
    await this.#detached.finish(this.#tree.size);
    await this.#checkHigherNodes();
    const head = await this.#heads.peek();
    if (head !== undefined) {
      const treeSize = Number(head.tree_size);
      throw broken('root', `签名树头有 ${treeSize} 个条目，日志树只有 ${this.#tree.size} 个`, { treeSize });
    }
    await this.#checkUnsequenced();
  }

  result(): Verified {
    const { count, erased } = this.#entries;
    return { ...this.verified, treeSize: this.#tree.size, entries: count, erasedValues: erased };
  }

  async #checkLeaf({ position, entry_id, hash }: LeafRow): Promise<void> {
    const where = { position: Number(position), entryId: entry_id };
    if (where.position !== this.#tree.size) {
      throw broken('position', `第 ${this.#tree.size} 位没有条目，其后是第 ${position} 位`, {
        position: this.#tree.size,
      });
    }
    if (await this.#detached.covers(where.position)) {
      this.verified.detachedEntries += 1;
      const row = await this.#detached.rowAt(where.position);
      if (row !== undefined && !(row.entryId === entry_id && row.leaf.equals(hash))) {
        throw broken('leaf', '移出的文件中的条目与日志树的叶不符', where);
      }
      return;
    }
    const checked = await this.#entries.take(entry_id);
    if (checked === undefined) throw broken('entry-missing', '日志树中的条目已不在数据库中', where);
    if (checked.wrong !== undefined) throw new JournalBroken({ ...checked.wrong, ...where });
    if (checked.leaf === undefined) throw broken('seal', '日志树中的条目没有承诺', where);
    if (!checked.leaf.equals(hash)) throw broken('leaf', '条目与日志树的叶不符', where);
  }

  async #checkNode({ level, index, hash }: TreeNode): Promise<void> {
    if (level > 1) {
      this.#higher.set(`${level}/${index}`, hash);
      return;
    }
    const stored = await this.#nodes.take();
    if (stored?.level !== 1 || Number(stored.index) !== index || !stored.hash.equals(hash))
      throw wrongNode(level, index);
  }

  async #checkHigherNodes(): Promise<void> {
    for (let node = await this.#nodes.take(); node !== undefined; node = await this.#nodes.take()) {
      const key = `${node.level}/${node.index}`;
      if (this.#higher.get(key)?.equals(node.hash) !== true) throw wrongNode(node.level, Number(node.index));
      this.#higher.delete(key);
    }
    const [missing] = this.#higher.keys();
    if (missing !== undefined) throw broken('node', `缺少中间节点 ${missing}`);
  }

  async #checkHeads(): Promise<void> {
    for (let head = await this.#heads.peek(); head !== undefined; head = await this.#heads.peek()) {
      if (Number(head.tree_size) > this.#tree.size) return;
      checkHead(head, this.#tree.root(), this.#trusted);
      this.verified.heads += 1;
      await this.#heads.take();
    }
  }

  /** A new entry waits a moment for its position; one the sequencer has put behind it would wait for ever. */
  async #checkUnsequenced(): Promise<void> {
    let settled = 0;
    for await (const { entry_id } of this.#source.settled()) settled = Number(entry_id);
    for (const entryId of await this.#entries.rest()) {
      const checked = await this.#entries.take(entryId);
      if (checked?.wrong !== undefined) throw new JournalBroken(checked.wrong);
      if (Number(entryId) <= settled) throw broken('skipped', '条目不在日志树中，而其后的条目早已入树', { entryId });
      this.verified.unsequenced += 1;
    }
  }
}

function wrongNode(level: number, index: number): JournalBroken {
  const position = index * 256 ** level;
  return broken('node', `中间节点 ${level}/${index}（自第 ${position} 位起）与重新计算的不符`, { position });
}
