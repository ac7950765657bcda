import { Ahead } from '../../../platform/db/ahead.ts';
import { broken } from './broken.ts';
import type { DetachmentRow } from './source.ts';

/** An entry of a detached month, compared with its commitments already. */
export type DetachedRow = { position: number; entryId: string; leaf: Buffer };
/** A file of a detached month: its own hash, and its rows from the first position on. */
export type DetachedMonth = { sha256: string; rows: AsyncIterable<DetachedRow> };

/** Positions whose entries lie in files, asked about in ascending order. */
export class DetachedRanges {
  readonly #ranges: Ahead<DetachmentRow>;
  readonly #files: ReadonlyMap<string, DetachedMonth>;
  readonly #seen = new Set<string>();
  #open: { month: string; rows: Ahead<DetachedRow> } | undefined;

  constructor(ranges: AsyncIterable<DetachmentRow>, files: ReadonlyMap<string, DetachedMonth>) {
    this.#ranges = new Ahead(ranges);
    this.#files = files;
  }

  async covers(position: number): Promise<boolean> {
    const range = await this.#reach(position);
    return range !== undefined && Number(range.first_position) <= position;
  }

  /** The row of the file that holds this position; undefined where no such file was given. */
  async rowAt(position: number): Promise<DetachedRow | undefined> {
    const range = await this.#reach(position);
    const file = range && this.#files.get(range.month);
    if (range === undefined || file === undefined) return undefined;
    if (this.#open?.month !== range.month) {
      if (file.sha256 !== range.sha256) throw broken('file', `移出 ${range.month} 的文件不是当时写出的那一份`);
      this.#open = { month: range.month, rows: new Ahead(file.rows) };
    }
    const row = await this.#open.rows.take();
    if (row?.position !== position)
      throw broken('file', `移出 ${range.month} 的文件缺少第 ${position} 位`, { position });
    return row;
  }

  /** Every range lies within the tree, and every file given was read to its end. */
  async finish(treeSize: number): Promise<void> {
    const range = await this.#reach(treeSize);
    if (range !== undefined) throw broken('position', `已移出的 ${range.month} 超出日志树`);
    const unread = [...this.#files.keys()].find((month) => !this.#seen.has(month));
    if (unread !== undefined) throw broken('file', `数据库没有移出 ${unread} 的记录`);
  }

  /** The range that ends behind this position, the ones before it passed over. */
  async #reach(position: number): Promise<DetachmentRow | undefined> {
    for (let range = await this.#ranges.peek(); range !== undefined; range = await this.#ranges.peek()) {
      if (Number(range.end_position) > position) return range;
      this.#seen.add(range.month);
      await this.#close(range.month);
      await this.#ranges.take();
    }
    return undefined;
  }

  /** The end of a file tells whether it is whole. */
  async #close(month: string): Promise<void> {
    if (this.#open?.month !== month) return;
    const more = await this.#open.rows.take();
    if (more !== undefined) throw broken('file', `移出 ${month} 的文件多出第 ${more.position} 位`);
  }
}
