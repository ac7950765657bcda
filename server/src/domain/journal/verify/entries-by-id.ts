import { Ahead } from '../../../platform/db/ahead.ts';
import type { EntryValues } from '../entry-fields.ts';
import { valuesOf } from '../stored-entry.ts';
import { type Break, broken, JournalBroken } from './broken.ts';
import { checkEntry } from './check-entry.ts';
import type { JournalSource } from './source.ts';

/** Says in a sentence what is wrong with the rows whose root an entry holds; undefined where they fit. */
export type RowsBehind = (values: EntryValues) => Promise<string | undefined>;

/** What became of an entry that was read: the hash its leaf must have, or what is wrong with it. */
type Checked = { leaf: Buffer | undefined; wrong: Break | undefined };

/**
 * Entries come by id and leaves by position, nearly the same order: whatever was read before its turn waits here, as a
 * hash and no more.
 */
export class EntriesById {
  readonly #entries;
  readonly #seals;
  readonly #erasures;
  readonly #rowsBehind: RowsBehind;
  readonly #waiting = new Map<string, Checked>();
  #reached = 0;
  count = 0;
  erased = 0;

  constructor(source: JournalSource, rowsBehind: RowsBehind) {
    this.#entries = new Ahead(source.entries());
    this.#seals = new Ahead(source.seals());
    this.#erasures = new Ahead(source.erasures());
    this.#rowsBehind = rowsBehind;
  }

  /** The entry of this id; undefined where there is none. */
  async take(entryId: string): Promise<Checked | undefined> {
    while (this.#reached < Number(entryId) && (await this.#readNext()));
    const checked = this.#waiting.get(entryId);
    this.#waiting.delete(entryId);
    return checked;
  }

  /** Ids of all entries that nobody took. */
  async rest(): Promise<string[]> {
    while (await this.#readNext());
    const seal = await this.#seals.peek();
    if (seal !== undefined) throw broken('seal', '承诺所属的条目不存在', { entryId: seal.entry_id });
    return [...this.#waiting.keys()];
  }

  async #readNext(): Promise<boolean> {
    const entry = await this.#entries.take();
    if (entry === undefined) return false;
    this.count += 1;
    this.#reached = Number(entry.entry_id);
    const erased = await this.#erasedOf(this.#reached);
    this.erased += erased.size;
    const seal = await this.#seals.peek();
    if (seal !== undefined && Number(seal.entry_id) < this.#reached) {
      throw broken('seal', '承诺所属的条目不存在', { entryId: seal.entry_id });
    }
    const checked: Checked = { leaf: undefined, wrong: undefined };
    this.#waiting.set(entry.entry_id, checked);
    if (seal?.entry_id !== entry.entry_id) return true;
    await this.#seals.take();
    try {
      checked.leaf = checkEntry(entry, seal, erased);
      const said = await this.#rowsBehind(valuesOf(entry));
      if (said !== undefined) checked.wrong = { code: 'rows', said, entryId: entry.entry_id };
    } catch (error) {
      if (!(error instanceof JournalBroken)) throw error;
      checked.wrong = error.found;
    }
    return true;
  }

  /** Fields of the entry that were erased; those of entries that are here no more are passed over. */
  async #erasedOf(entryId: number): Promise<Set<string>> {
    const fields = new Set<string>();
    for (let row = await this.#erasures.peek(); row !== undefined; row = await this.#erasures.peek()) {
      if (Number(row.entry_id) > entryId) break;
      if (Number(row.entry_id) === entryId) fields.add(row.field);
      await this.#erasures.take();
    }
    return fields;
  }
}
