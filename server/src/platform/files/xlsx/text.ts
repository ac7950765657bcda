import { storable } from '../storable.ts';

/** Characters XML cannot hold, and `_x` itself, are written `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(written: string): string {
  if (!written.includes('_x')) return written;
  return storable(
    written.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );
}

/**
 * Listens to the text of a string item (`si`, `is`): plain or in differently formatted runs, without the phonetic guide
 * (`rPh`) that lies beside it.
 */
export class StringItem {
  #text = '';
  #inText = false;
  #inPhonetic = false;

  open(name: string): void {
    if (name === 'rPh') this.#inPhonetic = true;
    this.#inText = name === 't' && !this.#inPhonetic;
  }

  add(text: string): void {
    if (this.#inText) this.#text += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#inPhonetic = false;
    this.#inText = false;
  }

  /** The whole text; the next item begins empty. */
  take(): string {
    const text = unescapeText(this.#text);
    this.#text = '';
    return text;
  }

  get length(): number {
    return this.#text.length;
  }
}
